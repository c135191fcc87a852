import { createHash } from 'node:crypto';
import type { EntryBody } from '@hadir/shared/journal/entry';
import { generateSigningKey, type SigningKey, signJws } from '@hadir/shared/journal/node-signature';

export const DOOR = '11111111-1111-4111-8111-111111111111';
export const OTHER_DOOR = '22222222-2222-4222-8222-222222222222';
const EMPLOYEE = '33333333-3333-4333-8333-333333333333';
const BOOT = '44444444-4444-4444-8444-444444444444';
const START = Date.UTC(2026, 0, 5, 0, 0, 0);

/** A unit that writes a journal for the tests; ten seconds lie between its entries. */
export class JournalMaker {
  readonly key: SigningKey;
  readonly unit: string;
  readonly lines: string[] = [];
  #binding = 0;
  #seq = 0;
  #prev: string;
  #time = START;
  #uptimeMs = 0;

  constructor(unit = 'unit-0000test', key = generateSigningKey()) {
    this.unit = unit;
    this.key = key;
    this.#prev = key.kid;
  }

  /** The number and hash of the last entry. */
  get head() {
    return { unit: this.unit, binding: this.#binding, seq: this.#seq, hash: this.#prev };
  }

  bind(door = DOOR, follows: JournalMaker['head'] | null = null): this {
    this.#binding++;
    this.#seq = 0;
    return this.add({ type: 'bound', door, follows });
  }

  punch(times = 1, door = DOOR): this {
    for (let count = 0; count < times; count++) {
      const judged = { score: 0.7, secondScore: null, threshold: 0.5, liveness: 0.9, frames: 3, faceHeight: 200 };
      const seenAt = new Date(this.#time).toISOString();
      this.add({ type: 'punch', door, employee: EMPLOYEE, seenAt, ...judged, model: 'test', roster: 1 });
    }
    return this;
  }

  checkpoint(): this {
    return this.add({ type: 'checkpoint', through: new Date(this.#time).toISOString() });
  }

  leave(): this {
    this.checkpoint();
    return this.add({ type: 'command', number: 1, order: 'unbind', outcome: 'done', detail: 'The roster is erased.' });
  }

  setClock(bySeconds: number): this {
    const before = new Date(this.#time).toISOString();
    this.#time += bySeconds * 1_000;
    const after = new Date(this.#time).toISOString();
    return this.add({ type: 'clock', before, after, stepMs: bySeconds * 1_000 });
  }

  /** Turns the wall clock without saying so. */
  turnClock(bySeconds: number): this {
    this.#time += bySeconds * 1_000;
    return this;
  }

  /** The same history from here on, as a copy of the unit would continue it. */
  clone(): JournalMaker {
    const other = new JournalMaker(this.unit, this.key);
    other.lines.push(...this.lines);
    other.#binding = this.#binding;
    other.#seq = this.#seq;
    other.#prev = this.#prev;
    other.#time = this.#time + 1_000;
    other.#uptimeMs = this.#uptimeMs;
    return other;
  }

  add(body: EntryBody): this {
    this.#seq++;
    this.#time += 10_000;
    this.#uptimeMs += 10_000;
    const at = new Date(this.#time).toISOString();
    const common = { v: 1, unit: this.unit, binding: this.#binding, seq: this.#seq, prev: this.#prev, at };
    const clock = { source: 'ntp', uncertaintyMs: 5 };
    const jws = signJws('hadir-entry', this.key, {
      ...common,
      uptimeMs: this.#uptimeMs,
      boot: BOOT,
      clock,
      ...body,
    });
    this.#prev = createHash('sha256').update(jws).digest('base64url');
    this.lines.push(jws);
    return this;
  }
}
