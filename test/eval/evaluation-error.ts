export type EvaluationErrorCode =
  /** The options do not make sense. */
  | 'usage'
  /** The folder is missing, empty, or not laid out as it must be. */
  | 'dataset'
  /** The list of pairs cannot be read, or names what is not there. */
  | 'pairs'
  /** The pictures are there, but nothing can be measured with them. */
  | 'nothing-to-measure';

/** Why an evaluation cannot be made; the message says what to do. */
export class EvaluationError extends Error {
  readonly code: EvaluationErrorCode;

  constructor(code: EvaluationErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'EvaluationError';
    this.code = code;
  }
}
