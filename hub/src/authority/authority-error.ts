/** The hub's keys cannot be used; the message says which and what to do. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError';
  readonly code = 'keys-damaged';
}
