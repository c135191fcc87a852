type KeysErrorCode =
  /** The keys were sealed with the key of another board. */
  | 'sealed-elsewhere'
  /** A key file is not one. */
  | 'keys-damaged';

/** Why a unit's keys cannot be used. Never carries one. */
export class KeysError extends Error {
  readonly code: KeysErrorCode;

  constructor(code: KeysErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'KeysError';
    this.code = code;
  }
}
