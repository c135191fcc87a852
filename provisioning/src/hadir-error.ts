/** Why a command did not do what it was asked; each has an exit code that scripts can tell apart. */
export type HadirProblem =
  | 'failed'
  | 'usage'
  | 'hub-unreachable'
  | 'hub-not-trusted'
  | 'sign-in-refused'
  | 'hub-refused'
  | 'not-found';

export const EXIT_CODES: Record<HadirProblem, number> = {
  failed: 1,
  usage: 2,
  'hub-unreachable': 3,
  'hub-not-trusted': 4,
  'sign-in-refused': 5,
  'hub-refused': 6,
  'not-found': 7,
};

/** An expected end of a command: its message is for the operator and says what to do. */
export class HadirError extends Error {
  readonly code: HadirProblem;

  constructor(code: HadirProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HadirError';
    this.code = code;
  }
}
