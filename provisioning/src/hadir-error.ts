/** Why a command did not do what it was asked; each has an exit code that scripts can tell apart. */
export type HadirProblem =
  | 'hub-unreachable'
  | 'hub-not-trusted'
  | 'sign-in-refused'
  | 'hub-refused'
  | 'no-such-door'
  | 'usage';

export const EXIT_CODES: Record<HadirProblem, number> = {
  usage: 2,
  'hub-unreachable': 3,
  'hub-not-trusted': 4,
  'sign-in-refused': 5,
  'hub-refused': 6,
  'no-such-door': 7,
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
