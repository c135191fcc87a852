export type ClaimErrorCode =
  /** The hub gave no answer: worth another try. */
  | 'hub-unreachable'
  /** The hub's authority is not the one that the fingerprint names. */
  | 'wrong-authority'
  /** The hub refused the claim, with its own code in the message. */
  | 'refused'
  /** The hub's answer is not one. */
  | 'bad-answer'
  /** What the unit kept does not belong together. */
  | 'identity-damaged';

/** Why a unit has no identity. Never carries the claim. */
export class ClaimError extends Error {
  readonly code: ClaimErrorCode;

  constructor(code: ClaimErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ClaimError';
    this.code = code;
  }
}
