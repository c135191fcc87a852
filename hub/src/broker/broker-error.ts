/** The hub cannot talk to its units; the message says why and what to do. */
export class BrokerError extends Error {
  override readonly name = 'BrokerError';
  readonly code: 'port-busy' | 'not-listening' | 'not-reachable';

  constructor(code: BrokerError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
