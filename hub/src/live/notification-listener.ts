import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type postgres from 'postgres';
import { connect } from '../database/connection-settings.ts';
import type { Database } from '../database/open-database.ts';

export interface ListenerOptions {
  readonly database: Database;
  readonly log: FastifyBaseLogger;
  /** What to do with a notification, by channel. */
  readonly channels: Readonly<Record<string, (payload: string) => void>>;
  /** After notifications may have been missed: at the start, and after each reconnection. */
  onListening(): void;
  /** How often the connection is tried out, in milliseconds. */
  readonly checkEveryMs?: number;
}

const CHECK_CHANNEL = 'hadir_listening';

/**
 * Hears PostgreSQL's notifications on a connection of its own and keeps hearing them. A connection can die without a
 * word, so the listener sends itself a notification every few seconds; when it does not hear the last one, it starts
 * over with a new connection.
 */
export class NotificationListener {
  readonly #options: ListenerOptions;
  readonly #name = randomUUID();
  #client: postgres.Sql | null = null;
  #heard = true;
  #timer: NodeJS.Timeout | undefined;
  #checking: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#listen();
    this.#timer = setInterval(() => {
      this.#checking = this.#checking.then(() => this.#check());
    }, this.#options.checkEveryMs ?? 5_000);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#checking;
    await this.#client?.end({ timeout: 1 });
  }

  async #listen(): Promise<void> {
    const { database, channels, onListening } = this.#options;
    const client = connect(database.connection, 1, 'hadir-live');
    this.#client = client;
    for (const [channel, listener] of Object.entries(channels)) await client.listen(channel, listener);
    await client.listen(CHECK_CHANNEL, (name) => {
      if (name === this.#name) this.#heard = true;
    });
    this.#heard = true;
    onListening();
  }

  async #check(): Promise<void> {
    if (this.#stopped) return;
    const { database, log } = this.#options;
    try {
      if (!this.#heard) {
        log.warn('news from the database stopped coming (live feed, procedures); connecting again, nothing is lost');
        const old = this.#client;
        this.#client = null;
        // The old connection may be half open: its end is not waited for.
        old?.end({ timeout: 0 }).catch(() => undefined);
        await this.#listen();
      }
      this.#heard = false;
      await database.sql.notify(CHECK_CHANNEL, this.#name);
    } catch (error) {
      this.#heard = false;
      log.warn(
        { err: error },
        'news from the database cannot be heard (live feed, procedures); trying again in a few seconds',
      );
    }
  }
}
