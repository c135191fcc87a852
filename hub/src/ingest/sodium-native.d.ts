/** The part of libsodium that the hub uses; the package brings no types. */
declare module 'sodium-native' {
  interface Sodium {
    crypto_sign_verify_detached(signature: Buffer, message: Buffer, publicKey: Buffer): boolean;
    crypto_sign_detached(signature: Buffer, message: Buffer, secretKey: Buffer): void;
    crypto_sign_seed_keypair(publicKey: Buffer, secretKey: Buffer, seed: Buffer): void;
  }
  const sodium: Sodium;
  export default sodium;
}
