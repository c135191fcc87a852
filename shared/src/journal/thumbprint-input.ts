/**
 * The text whose SHA-256 (base64url) is an Ed25519 key's RFC 7638 thumbprint, our `kid`. It stands apart from the key's
 * schema, so that the browser takes it without a validator.
 * @param key `x`: the 32 bytes of the key, base64url
 */
export function thumbprintInput(key: { x: string }): string {
  return `{"crv":"Ed25519","kty":"OKP","x":"${key.x}"}`;
}
