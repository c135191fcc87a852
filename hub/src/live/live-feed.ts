import type { PlacedArrival } from '../attendance/read-arrivals.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { SESSIONS_ENDED_CHANNEL } from '../users/end-sessions.ts';
import type { Scope } from '../users/scope.ts';
import { type EventStream, formatEvent } from './event-stream.ts';
import { NotificationListener } from './notification-listener.ts';
import { BEGINNING, isHeldBack, lastPlace, type Place, placeOf, readAfter } from './read-new-punches.ts';

/** Punches read with one query; as events they take a fraction of what a reader may leave unread. */
const BATCH = 200;
/** So many events are replayed at most; who missed more reads the page again. */
const MOST_REPLAYED = 1_000;
const HEARTBEAT_MS = 15_000;
/** Without any notification the feed looks for itself after this long. */
const LOOK_EVERY_MS = 5_000;
/** A running transaction that holds punches back is looked at again after this long, and then less often. */
const FIRST_RETRY_MS = 4;
const LAST_RETRY_MS = 200;
/** Without streams the place moves on this often at most: punches may be stored a hundred times a second. */
const PASS_BY_MS = 500;
const HELD_BACK_WARNING_MS = 10_000;

/**
 * Sends every stored punch to every open stream, in one order that all hubs agree on.
 *
 * One reader of the database serves all streams. A stream joins at the feed's present place and holds back what comes
 * while its replay, from where it had been up to that place, is read; so nothing is missed and nothing is sent twice.
 */
export class LiveFeed {
  readonly #dependencies: FeatureDependencies;
  readonly #streams = new Set<EventStream>();
  readonly #listener: NotificationListener;
  #place: Place = BEGINNING;
  #reading: Promise<void> | null = null;
  #wokenAgain = false;
  #timers: NodeJS.Timeout[] = [];
  #retry: NodeJS.Timeout | undefined;
  #retryMs = FIRST_RETRY_MS;
  #passedBy = Number.NEGATIVE_INFINITY;
  #heldBackSince: number | null = null;
  #stopped = false;

  constructor(dependencies: FeatureDependencies) {
    this.#dependencies = dependencies;
    const { database, log } = dependencies;
    this.#listener = new NotificationListener({
      database,
      log,
      channels: {
        hadir_live: () => this.#wake(),
        hadir_unit: (payload) => this.#tellOfUnit(payload),
        [SESSIONS_ENDED_CHANNEL]: (user) => this.#endStreamsOf(user),
      },
      onListening: () => this.#wake(),
    });
  }

  async start(): Promise<void> {
    this.#place = await lastPlace(this.#dependencies.database.db);
    await this.#listener.start();
    this.#timers = [
      setInterval(() => this.#wake(), LOOK_EVERY_MS).unref(),
      setInterval(() => this.#beat(), HEARTBEAT_MS).unref(),
    ];
  }

  /** Ends every stream; readers come back to whichever hub is there. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#retry);
    this.endStreams();
    await this.#listener.stop();
    await this.#reading;
  }

  endStreams(): void {
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }

  /** Whoever still has a session comes back at once. */
  #endStreamsOf(user: string): void {
    for (const stream of this.#streams) if (stream.user === user) stream.end();
  }

  openStreams(user?: string): number {
    if (user === undefined) return this.#streams.size;
    return [...this.#streams].filter((stream) => stream.user === user).length;
  }

  leave(stream: EventStream): void {
    this.#streams.delete(stream);
  }

  /** @param since id of the last event that the reader saw; null for one who starts now. */
  async join(stream: EventStream, since: bigint | null): Promise<void> {
    this.#streams.add(stream);
    const here = this.#place;
    const at = this.#dependencies.now().toISOString();
    if (since === null) {
      stream.write(formatEvent('hello', { at }, String(here.id)));
    } else {
      stream.write(formatEvent('hello', { at }));
      const missed = await this.#missed(since, here);
      if (missed === null) stream.write(formatEvent('reset', { at }, String(here.id)));
      else await stream.replay(missed.filter(({ arrival }) => isWithin(stream.scope, arrival)).map(toEvent));
    }
    stream.release();
    // Without streams the place was left a little behind.
    this.#wake();
  }

  /** @returns null where it was too much, or where nobody knows how much. */
  async #missed(since: bigint, here: Place): Promise<PlacedArrival[] | null> {
    const { database, now } = this.#dependencies;
    const from = await placeOf(database.db, since);
    if (from === null) return null;
    const missed = await readAfter(database.db, from, here, MOST_REPLAYED + 1, now());
    return missed.length > MOST_REPLAYED ? null : missed;
  }

  #wake(): void {
    if (this.#stopped) return;
    if (this.#reading) {
      this.#wokenAgain = true;
      return;
    }
    this.#reading = this.#read()
      .catch((error: unknown) => {
        this.#dependencies.log.warn(
          { err: error },
          'new punches could not be read for the live feed; it tries again in a few seconds, nothing is lost',
        );
      })
      .finally(() => {
        this.#reading = null;
        if (this.#wokenAgain) {
          this.#wokenAgain = false;
          this.#wake();
        }
      });
  }

  async #read(): Promise<void> {
    const { database, now } = this.#dependencies;
    clearTimeout(this.#retry);
    if (await this.#passBy()) return;
    for (;;) {
      const batch = await readAfter(database.db, this.#place, null, BATCH, now());
      const last = batch.at(-1);
      if (last) {
        // The place moves in the same step as the sending: a stream that joins in between would get an event twice.
        this.#place = { txid: last.txid, id: last.id };
        this.#retryMs = FIRST_RETRY_MS;
        this.#heldBackSince = null;
        this.#send(batch);
      }
      if (batch.length < BATCH || this.#stopped) break;
    }
    if (await isHeldBack(database.db, this.#place)) {
      this.#noteHeldBack();
      this.#retry = setTimeout(() => this.#wake(), this.#retryMs).unref();
      this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    } else {
      this.#heldBackSince = null;
    }
  }

  /** Without streams the place moves on, and what nobody would get is not read. @returns whether nobody came meanwhile */
  async #passBy(): Promise<boolean> {
    if (this.#streams.size > 0) return false;
    if (performance.now() - this.#passedBy < PASS_BY_MS) return true;
    this.#passedBy = performance.now();
    const place = await lastPlace(this.#dependencies.database.db);
    if (this.#streams.size > 0) return false;
    this.#place = place;
    return true;
  }

  /** Moments are the rule; longer means that somebody left a transaction open in the database server. */
  #noteHeldBack(): void {
    const since = performance.now();
    this.#heldBackSince ??= since;
    if (since - this.#heldBackSince < HELD_BACK_WARNING_MS) return;
    this.#heldBackSince = since;
    this.#dependencies.log.warn(
      'punches are stored but not shown live, because a transaction in the database server stays open; look for it in pg_stat_activity (any database of that server), attendance itself is complete',
    );
  }

  /** Each event is formatted once, and each stream is written to once. */
  #send(batch: readonly PlacedArrival[]): void {
    const events = batch.map((placed) => ({ arrival: placed.arrival, text: toEvent(placed) }));
    const texts = new Map<string, string>();
    for (const stream of this.#streams) {
      const { opd, employee } = stream.scope;
      const key = `${opd ?? ''}|${employee ?? ''}`;
      const within = () => events.filter(({ arrival }) => isWithin(stream.scope, arrival));
      const text =
        texts.get(key) ??
        within()
          .map((event) => event.text)
          .join('');
      texts.set(key, text);
      if (text !== '') stream.send(text);
    }
  }

  #tellOfUnit(payload: string): void {
    const { unit, online, lastSeen, opd } = JSON.parse(payload) as {
      unit: string;
      online: boolean;
      lastSeen: string;
      opd: string | null;
    };
    const text = formatEvent('unit', { unit, online, lastSeen });
    for (const stream of this.#streams) {
      const { scope } = stream;
      if (scope.employee === undefined && (scope.opd === undefined || scope.opd === opd)) stream.send(text);
    }
  }

  #beat(): void {
    for (const stream of this.#streams) stream.send(': \n\n');
  }
}

function toEvent({ arrival, id }: PlacedArrival): string {
  return formatEvent('arrival', arrival, String(id));
}

function isWithin(scope: Scope, { opd, employee }: { opd: string; employee: string }): boolean {
  return (
    (scope.opd === undefined || scope.opd === opd) && (scope.employee === undefined || scope.employee === employee)
  );
}
