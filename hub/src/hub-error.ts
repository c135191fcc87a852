/** The hub cannot start; the message says why and what to do. */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly code: 'folder-in-use' | 'port-busy' | 'not-listening';

  constructor(code: HubError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
