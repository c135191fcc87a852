export type EnrolmentErrorCode =
  /** The hub gave no answer: worth another try. */
  | 'hub-unreachable'
  /** The hub's authority is not the one that the fingerprint names. */
  | 'wrong-authority'
  /** The hub refused, with its own code in the message. */
  | 'refused'
  /** The hub's answer is not one. */
  | 'bad-answer'
  /** The hub knows the unit, and has no door for it. */
  | 'no-door'
  /** What the unit kept does not belong together. */
  | 'identity-damaged';

/** Why a unit has no identity or no fresh certificate. Never carries the claim. */
export class EnrolmentError extends Error {
  readonly code: EnrolmentErrorCode;
  /** What happened. */
  readonly problem: string;
  /** What to do about it. */
  readonly advice: string;

  constructor(code: EnrolmentErrorCode, problem: string, advice: string, cause?: unknown) {
    super(`${problem} ${advice}`, { cause });
    this.name = 'EnrolmentError';
    this.code = code;
    this.problem = problem;
    this.advice = advice;
  }
}
