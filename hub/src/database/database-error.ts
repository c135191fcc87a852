/** The database cannot be had; the message says why and what to do. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: 'binaries-missing' | 'init-failed' | 'start-failed' | 'already-running' | 'not-usable';

  constructor(code: DatabaseError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
