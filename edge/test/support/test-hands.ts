import { generateSigningKey, signJws } from '@hadir/shared/journal/node-signature';
import type { Command, DoorFacts, Order } from '@hadir/shared/wire/command';
import pino from 'pino';
import { HubTime } from '../../src/clock/hub-time.ts';
import type { DoorService } from '../../src/door-service.ts';
import { EntryWriter } from '../../src/journal/entry-writer.ts';
import { Journal } from '../../src/journal/journal.ts';
import { openUnitKeys, renewRosterKey } from '../../src/keys/unit-keys.ts';
import { Answers } from '../../src/orders/answers.ts';
import { finishEndedBinding, writeBound } from '../../src/orders/end-binding.ts';
import { type Binding, OrderStore } from '../../src/orders/order-store.ts';
import { OrderTaker } from '../../src/orders/order-taker.ts';
import { RosterTaker } from '../../src/orders/take-roster.ts';
import type { TrustOutcome, UnitHands } from '../../src/orders/unit-hands.ts';
import { RosterJournal } from '../../src/roster/journal-roster.ts';
import { RosterStore } from '../../src/roster/roster-store.ts';
import { Problems } from '../../src/status/problems.ts';
import { UNIT } from './fake-hub.ts';
import { TestClock } from './test-clock.ts';

export const FIRST_DOOR: DoorFacts = {
  id: '00000000-0000-4000-8000-00000000d001',
  name: 'Pintu Uji',
  opd: 'Dinas Uji',
  zone: 'Asia/Jayapura',
};
export const TEST_MODEL = 'test-model';
const silent = pino({ level: 'silent' });

/** A door without a camera: a test says what happens at it. */
export class TestService {
  door: string | null = null;
  decidedThrough: Date | null = null;
  model: string | null = TEST_MODEL;
  /** What is wrong with each camera that is tried; a camera that is not here works. */
  readonly broken = new Map<string | null, string>();
  readonly calls: string[] = [];
  frame: Uint8Array | null = null;

  start(door: string): void {
    this.door = door;
    this.decidedThrough = null;
    this.calls.push(`start ${door}`);
  }

  async stop(): Promise<Date | null> {
    const through = this.door === null ? null : this.decidedThrough;
    this.door = null;
    return through;
  }

  async tryCamera(spec: string | null): Promise<string | null> {
    this.calls.push(`try ${spec}`);
    return this.broken.get(spec) ?? null;
  }

  async settingsChanged(): Promise<void> {
    this.calls.push('settings');
  }

  rosterChanged(): void {
    this.calls.push('roster');
  }

  async nextFrame(): Promise<Uint8Array | null> {
    return this.frame;
  }
}

/** A unit's orders with real stores in a folder, put together as `UnitWork` does it. */
export class TestUnit {
  readonly clock = new TestClock();
  readonly service = new TestService();
  readonly problems = new Problems();
  readonly applied: number[] = [];
  readonly pictures: Buffer[] = [];
  readonly restarts: string[] = [];
  readonly trusted: string[] = [];
  /** Since the agent started. */
  uptimeMs = 3_600_000;
  trustOutcome: TrustOutcome = { ok: true };
  readonly hubTime = new HubTime(this.clock);
  readonly orders: OrderStore;
  readonly journal: Journal;
  readonly roster: RosterStore;
  readonly writer: EntryWriter;
  readonly taker: OrderTaker;
  readonly hands: UnitHands;
  readonly stopping = new AbortController();

  constructor(folder: string, hubKey = generateSigningKey()) {
    const keys = openUnitKeys(folder);
    this.orders = OrderStore.open(folder);
    if (this.orders.binding() === null)
      this.orders.commit({ beginBinding: { number: 1, door: FIRST_DOOR, follows: null } });
    const binding = (): Binding => this.orders.binding() as Binding;
    const { clock, orders, problems } = this;
    const journal = Journal.open({ folder, unit: UNIT, binding: binding().number, key: keys.journal, clock });
    const roster = RosterStore.open(folder, { key: keys.roster, renewKey: () => renewRosterKey(keys.folder) });
    const writer = new EntryWriter(journal, problems, silent);
    const rosterJournal = new RosterJournal(roster, writer);
    const service = this.service as unknown as DoorService;
    const rosterTaker = new RosterTaker({
      door: () => (binding().serves ? binding().door.id : null),
      store: roster,
      model: () => this.service.model,
      problems,
      log: silent,
      onApplied: () => {
        this.applied.push(roster.state().version);
        void rosterJournal.flush();
      },
      onReport: () => undefined,
    });
    this.journal = journal;
    this.roster = roster;
    this.writer = writer;
    this.hands = {
      unit: UNIT,
      data: folder,
      orders,
      answers: new Answers(orders, journal, writer),
      roster,
      rosterJournal,
      rosterTaker,
      journal,
      writer,
      service,
      log: silent,
      signal: this.stopping.signal,
      uptimeMs: () => this.uptimeMs,
      facts: () => ({ model: 'test board', serial: null, mac: null, camera: null }),
      binding,
      keep: (change) => orders.commit(change) === null,
      publishSnapshot: async (payload) => {
        this.pictures.push(payload);
      },
      trust: (authorities) => {
        this.trusted.push(authorities);
        return this.trustOutcome;
      },
      statusChanged: () => undefined,
      restart: (reason) => this.restarts.push(reason),
      receiptMs: 300,
    };
    this.taker = new OrderTaker({
      hands: this.hands,
      hubKey: hubKey.publicKey,
      hubTime: this.hubTime,
      onPictureKey: () => undefined,
    });
    this.#key = hubKey;
  }

  readonly #key: ReturnType<typeof generateSigningKey>;

  start(): void {
    finishEndedBinding(this.hands);
    writeBound(this.hands);
    const { serves, door } = this.hands.binding();
    const task = this.orders.task()?.kind;
    if (serves && task !== 'end-binding' && task !== 'wipe') this.service.start(door.id);
    this.taker.start();
  }

  command(number: number, order: Order, changes: Partial<Command> = {}, key = this.#key): string {
    const now = this.clock.wall().getTime();
    const times = { issuedAt: new Date(now).toISOString(), expiresAt: new Date(now + 600_000).toISOString() };
    return signJws('hadir-command', key, { v: 1, unit: UNIT, number, ...times, order, ...changes });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.taker.stop();
    this.journal.close();
    this.roster.close();
    this.orders.close();
  }
}
