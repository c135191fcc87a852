import type { UnitId } from '@hadir/shared/ids';
import type { EntryBody, HardwareFacts, Predecessor } from '@hadir/shared/journal/entry';
import { decodeBase64url, splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy, type SigningKey } from '@hadir/shared/journal/node-signature';
import { Command, type Order, type OrderOf } from '@hadir/shared/wire/command';
import type { OnlineStatus } from '@hadir/shared/wire/unit-status';
import { Compile } from 'typebox/compile';
import { createJournalWriter, type JournalWriter } from './journal-writer.ts';

const commandSchema = Compile(Command);
type CommandBody = Extract<EntryBody, { type: 'command' }>;

interface Place {
  readonly number: number;
  readonly door: string;
  readonly follows: Predecessor | null;
}

/** What a unit delivers to. */
export interface JournalTaker {
  /** @returns through which entry the hub holds the binding's journal, or that it refuses. */
  take(unit: UnitId, lines: readonly string[]): Promise<{ seq: number; refused: boolean }>;
}

export interface LifeUnitOptions {
  readonly id: UnitId;
  readonly key: SigningKey;
  readonly hubKey: SigningKey;
  readonly place: Place;
  readonly facts?: HardwareFacts;
}

/**
 * A unit as the hub sees it, in memory and one deed at a time: takes orders as a real one does, ends and begins
 * bindings in the order of the contract, and delivers its journal oldest binding first. What it has written outlives
 * every `lose`, as on a disk.
 */
export class LifeUnit {
  readonly id: UnitId;
  readonly key: SigningKey;
  readonly journals = new Map<number, JournalWriter>();
  readonly receipted = new Map<number, number>();
  serves = true;
  binding: number;
  door: string;
  /** Everything it is told it refuses. */
  stubborn = false;
  refused = false;
  rosterVersion = 0;
  rosterDigest: string | null = null;
  /** What it sees, or nothing. */
  camera: Buffer = Buffer.alloc(0);
  /** Pictures it has to send, as they go on the wire. */
  readonly pictures: Buffer[] = [];
  readonly carriedOut: Order[] = [];
  readonly #hubKey: SigningKey;
  readonly #facts: HardwareFacts | undefined;
  #lastNumber = 0;
  #inbox: string[] = [];

  constructor({ id, key, hubKey, place, facts }: LifeUnitOptions) {
    this.id = id;
    this.key = key;
    this.#hubKey = hubKey;
    this.#facts = facts;
    this.binding = place.number;
    this.door = place.door;
    this.#begin(place, key.kid);
  }

  /** From the broker. */
  receive(payload: string): void {
    this.#inbox.push(payload);
  }

  /** The connection ends, or the power: what was not carried out is gone. */
  lose(): void {
    this.#inbox = [];
  }

  get hasOrders(): boolean {
    return this.#inbox.length > 0;
  }

  /** Carries out the oldest order that has come in. */
  work(): void {
    const payload = this.#inbox.shift();
    if (payload === undefined) return;
    const { number, order } = this.#verify(payload);
    if (number <= this.#lastNumber) throw new Error(`Command ${number} came after ${this.#lastNumber}.`);
    this.#lastNumber = number;
    this.carriedOut.push(order);
    if (order.do === 'roster') this.#applyRoster(order);
    else if (order.do === 'snapshot') this.pictures.push(Buffer.concat([Buffer.from(order.id), this.camera]));
    else if (this.stubborn) this.#answer(number, order.do, 'refused', 'Tidak mau.');
    else if (order.do === 'bind') this.#bind(number, order);
    else if (order.do === 'unbind') this.#unbind(number);
    else this.#answer(number, order.do, 'done', 'Selesai.');
  }

  punch(employee: string): void {
    if (!this.serves) throw new Error('Nobody is recognised where no door is served.');
    this.#journal().punch(employee);
  }

  get hasUndelivered(): boolean {
    return !this.refused && this.#next() !== null;
  }

  /** Delivers what is next: at most everything of one binding. */
  async deliver(hub: JournalTaker): Promise<void> {
    const next = this.#next();
    if (next === null) return;
    const { seq, refused } = await hub.take(this.id, next.lines);
    this.receipted.set(next.binding, seq);
    this.refused = refused;
  }

  status(): OnlineStatus {
    const { id: unit, binding, door, serves } = this;
    return {
      ...{ v: 1, unit, state: 'online', at: new Date().toISOString(), serves, binding, door },
      head: this.#journal().written.length,
      receipted: this.receipted.get(binding) ?? 0,
      rosterVersion: this.rosterVersion,
      rosterDigest: this.rosterDigest,
      clock: { source: 'ntp', uncertaintyMs: 5 },
      camera: {
        ...{ state: 'running', problem: null, framesPerSecond: 10 },
        ...{ framesDropped: 0, framesUndecodable: 0, restarts: 0 },
      },
      sightings: { recognised: 0, unknown: 0, notLive: 0, poorQuality: 0 },
      ...{ release: 'test', uptimeMs: 1, residentMb: 1, temperatureC: null, diskFreeMb: null, problems: [] },
    };
  }

  #next(): { binding: number; lines: string[] } | null {
    for (const [binding, { written }] of [...this.journals].sort(([a], [b]) => a - b)) {
      const lines = written.slice(this.receipted.get(binding) ?? 0).map(({ jws }) => jws);
      if (lines.length > 0) return { binding, lines: lines.slice(0, 200) };
    }
    return null;
  }

  #verify(payload: string): Command {
    const jws = splitJws(payload);
    if (jws === null || !isSignedBy(jws, 'hadir-command', this.#hubKey.publicKey))
      throw new Error('A command is not signed by the hub.');
    const command: unknown = JSON.parse(new TextDecoder().decode(decodeBase64url(jws.payload)));
    if (!commandSchema.Check(command)) throw new Error('A command is none.');
    if (command.unit !== this.id) throw new Error('A command is for another unit.');
    if (Date.parse(command.expiresAt) <= Date.now()) throw new Error('A command had expired when it came.');
    return command;
  }

  #journal(): JournalWriter {
    const journal = this.journals.get(this.binding);
    if (journal === undefined) throw new Error('A unit that was claimed has a journal.');
    return journal;
  }

  #begin(place: Place, prev: string): void {
    this.binding = place.number;
    this.door = place.door;
    this.serves = true;
    const journal = createJournalWriter({
      ...{ unit: this.id, key: this.key, door: place.door, binding: place.number, prev },
      from: new Date(),
    });
    this.journals.set(place.number, journal);
    journal.append({
      type: 'bound',
      door: place.door,
      follows: place.follows,
      ...(this.#facts === undefined ? {} : { facts: this.#facts }),
    });
  }

  #applyRoster({ door, version, digest, put }: OrderOf<'roster'>): void {
    if (door !== this.door || !this.serves) throw new Error('A roster came for a door that the unit does not serve.');
    this.rosterVersion = version;
    this.rosterDigest = digest;
    this.#journal().append({ type: 'roster', version, digest, employees: put.length, templates: 0, erased: [] });
  }

  #bind(number: number, order: OrderOf<'bind'>): void {
    if (order.binding === this.binding && order.door.id === this.door && this.serves)
      this.#answer(number, 'bind', 'done', 'Sudah.');
    else if (order.binding !== this.binding + 1) this.#answer(number, 'bind', 'refused', 'Bukan yang berikutnya.');
    else {
      this.#leave(number, 'bind');
      const last = this.#journal().written.at(-1);
      this.#begin({ number: order.binding, door: order.door.id, follows: order.follows }, last?.hash ?? '');
    }
  }

  #unbind(number: number): void {
    this.#leave(number, 'unbind');
  }

  #leave(number: number, order: 'bind' | 'unbind'): void {
    const journal = this.#journal();
    if (this.serves) {
      journal.append({
        ...{ type: 'roster', version: 0, employees: 0, templates: 0, erased: [] },
        digest: '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU',
      });
      journal.checkpoint();
    }
    this.#answer(number, order, 'done', 'Selesai.');
    this.serves = false;
    this.rosterVersion = 0;
    this.rosterDigest = null;
  }

  #answer(number: number, order: CommandBody['order'], outcome: CommandBody['outcome'], detail: string): void {
    this.#journal().append({ type: 'command', number, order, outcome, detail });
  }
}
