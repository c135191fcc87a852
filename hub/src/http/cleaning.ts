import { removeExpiredClaims } from '../est/remove-expired-claims.ts';
import { removeExpiredSessions } from '../users/session-store.ts';
import type { FeatureDependencies } from './api-dependencies.ts';

const EVERY_MS = 3_600_000;

/** Removes once an hour what nobody can use any more: sessions that are over and claims that nobody used in time. */
export class Cleaning {
  readonly #dependencies: FeatureDependencies;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(dependencies: FeatureDependencies) {
    this.#dependencies = dependencies;
  }

  start(): void {
    const clean = () => {
      this.#running = this.#clean();
    };
    this.#timer = setInterval(clean, EVERY_MS).unref();
    clean();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async #clean(): Promise<void> {
    const { database, log } = this.#dependencies;
    try {
      const sessions = await removeExpiredSessions(database.db);
      const claims = await removeExpiredClaims(database.db);
      if (sessions + claims > 0) log.info({ sessions, claims }, 'expired sessions and claims were removed');
    } catch (error) {
      log.warn({ err: error }, 'expired sessions and claims could not be removed; the next try is in an hour');
    }
  }
}
