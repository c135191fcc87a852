/** The rules cannot be applied because the policy is not there or contradicts itself; the message names what is missing. */
export class RulesError extends Error {
  override readonly name = 'RulesError';
  readonly code: 'no-policy' | 'no-schedule' | 'no-rating' | 'no-base';

  constructor(code: RulesError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
