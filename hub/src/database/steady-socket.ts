import { Socket } from 'node:net';

/** How long a client may still write into a connection that is gone; what it writes there is let fall. */
const GRACE_MS = 10;

/**
 * A socket that breaks gently, for the client library `postgres`: when the server goes away in the middle of a
 * transaction, the library writes its ROLLBACK into a socket that it has already forgotten, which ends the process with
 * an exception that nobody can catch, or leaves the connection mute for ever.
 * See https://github.com/porsager/postgres/issues/1154 and https://github.com/porsager/postgres/pull/1209.
 *
 * Here the loss is first an `error`, so that every query in flight is rejected; then there is a moment in which late
 * writes go nowhere; and only then comes `close`.
 */
export class SteadySocket extends Socket {
  #connected = false;
  #failed = false;
  #closing = false;

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    if (event === 'connect') this.#connected = true;
    if (event === 'error') this.#failed = true;
    if (event !== 'close' || !this.#connected) return super.emit(event, ...args);
    if (this.#closing) return true;
    this.#closing = true;
    if (!this.#failed)
      super.emit(
        'error',
        Object.assign(new Error('The database closed the connection.'), { code: 'CONNECTION_CLOSED' }),
      );
    setTimeout(() => super.emit('close', false), GRACE_MS);
    return true;
  }

  override write(chunk: Uint8Array | string, ...rest: never[]): boolean {
    return this.destroyed ? true : super.write(chunk, ...rest);
  }
}
