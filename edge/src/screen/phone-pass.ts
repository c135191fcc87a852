import { randomBytes, randomInt } from 'node:crypto';

const CODE_MS = 5 * 60_000;
const SESSION_MS = 15 * 60_000;
const MOST_TRIES = 5;
const MOST_SESSIONS = 4;

/**
 * Lets a phone see the picture, to aim the camera: whoever stands before the screen reads a code of six digits there and
 * types it into the phone. A code opens one session, for a quarter of an hour; five wrong ones end it. Times are
 * monotonic milliseconds.
 */
export class PhonePass {
  #code: { readonly digits: string; readonly until: number } | null = null;
  #tries = 0;
  readonly #sessions = new Map<string, number>();

  issue(now: number): void {
    this.#code = { digits: String(randomInt(1_000_000)).padStart(6, '0'), until: now + CODE_MS };
    this.#tries = 0;
  }

  /** @returns the code to show, or null where there is none. */
  code(now: number): string | null {
    return this.#code !== null && now < this.#code.until ? this.#code.digits : null;
  }

  /** @returns the session's secret, or null where the code is wrong, used or too old. */
  redeem(digits: string, now: number): string | null {
    const code = this.code(now);
    if (code === null) return null;
    if (digits !== code) {
      if (++this.#tries >= MOST_TRIES) this.#code = null;
      return null;
    }
    this.#code = null;
    const secret = randomBytes(24).toString('base64url');
    this.#sessions.set(secret, now + SESSION_MS);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > MOST_SESSIONS && oldest !== undefined) this.#sessions.delete(oldest);
    return secret;
  }

  holds(secret: string, now: number): boolean {
    const until = this.#sessions.get(secret);
    if (until !== undefined && now >= until) this.#sessions.delete(secret);
    return until !== undefined && now < until;
  }
}
