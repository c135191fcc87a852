export type RecognitionErrorCode =
  /** The thread could not start: mostly model files that are missing or wrong. */
  | 'not-started'
  /** The thread died. */
  | 'died'
  /** The thread did not answer in time. */
  | 'hung';

/** Why frames are not looked at. */
export class RecognitionError extends Error {
  readonly code: RecognitionErrorCode;

  constructor(code: RecognitionErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'RecognitionError';
    this.code = code;
  }
}
