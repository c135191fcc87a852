import type { EmployeeId } from '@hadir/shared/ids';
import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import type { HardwareFacts } from '@hadir/shared/journal/entry';
import type { OnlineStatus } from '@hadir/shared/wire/unit-status';
import type { Logger } from 'pino';
import type { AssistanceDesk } from './assistance/assistance-desk.ts';
import { openDesk } from './assistance/open-desk.ts';
import type { DoorView } from './camera/door-view.ts';
import { HubTime } from './clock/hub-time.ts';
import type { SystemClock } from './clock/system-clock.ts';
import { ClockStepWatch } from './clock/watch-clock-steps.ts';
import type { UnitConfig } from './config.ts';
import { DoorService } from './door-service.ts';
import type { UnitIdentity } from './enrolment/unit-identity.ts';
import { EntryWriter } from './journal/entry-writer.ts';
import type { Journal } from './journal/journal.ts';
import { writeLastCheckpoint } from './journal/write-checkpoints.ts';
import { writeFirstEntries } from './journal/write-first-entries.ts';
import type { UnitKeys } from './keys/unit-keys.ts';
import { openStores, type Stores } from './open-stores.ts';
import { Answers } from './orders/answers.ts';
import { finishEndedBinding, writeBound } from './orders/end-binding.ts';
import type { Binding, Change, OrderStore } from './orders/order-store.ts';
import { OrderTaker } from './orders/order-taker.ts';
import { RosterTaker } from './orders/take-roster.ts';
import type { TrustOutcome, UnitHands } from './orders/unit-hands.ts';
import { PunchEvidence } from './pictures/punch-evidence.ts';
import { UnitPictures } from './pictures/unit-pictures.ts';
import { RosterJournal } from './roster/journal-roster.ts';
import type { Person, RosterStore } from './roster/roster-store.ts';
import type { Sighting } from './sighting/sighting.ts';
import type { Problems } from './status/problems.ts';
import type { UnitFacts } from './status/unit-facts.ts';
import type { Vitals } from './status/unit-vitals.ts';
import type { OpenLink } from './uplink/link.ts';
import { Uplink } from './uplink/uplink.ts';

export interface UnitWorkOptions {
  readonly config: UnitConfig;
  readonly identity: Pick<UnitIdentity, 'unit' | 'binding' | 'door' | 'follows'> & { readonly hubKey: Ed25519Jwk };
  readonly keys: Pick<UnitKeys, 'journal' | 'roster' | 'folder'>;
  readonly openLink: OpenLink;
  readonly clock: SystemClock;
  readonly problems: Problems;
  readonly log: Logger;
  /** Version of the software. */
  readonly release: string;
  /** In words, for the `boot` entry. */
  readonly hardware: string;
  readonly facts: () => HardwareFacts;
  readonly vitals: () => Vitals;
  readonly onSighting: (sighting: Sighting) => void;
  readonly view: DoorView;
  /** A supervisor answered for somebody; the entry is on the disk. */
  readonly onAssisted?: () => void;
  readonly trust: (authorities: string) => TrustOutcome | Promise<TrustOutcome>;
  /** Asks the process to stop the unit and to end, so that it is started anew. */
  readonly restart: (reason: string) => void;
  readonly checkpointMs?: number;
  readonly receiptMs?: number;
}

const SECOND_MS = 1_000;
const CHECKPOINT_MS = 60_000;
const TRIM_MS = 6 * 3_600_000;
const MB = 1024 * 1024;
const DISK_PROBLEM = 'orders-disk';

/** Everything that runs once the unit knows who it is: the journal, the door, the uplink and the orders. */
export class UnitWork {
  readonly service: DoorService;
  readonly desk: AssistanceDesk;
  readonly #options: UnitWorkOptions;
  readonly #orders: OrderStore;
  readonly #journal: Journal;
  readonly #roster: RosterStore;
  readonly #writer: EntryWriter;
  readonly #pictures: UnitPictures;
  readonly #rosterJournal: RosterJournal;
  readonly #rosterTaker: RosterTaker;
  readonly #hands: UnitHands;
  readonly #taker: OrderTaker;
  readonly #uplink: Uplink;
  readonly #startedAt = performance.now();
  readonly #stopping = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];

  private constructor(options: UnitWorkOptions, stores: Stores) {
    const { identity, clock, problems, log, openLink, config } = options;
    const { unit, hubKey } = identity;
    this.#options = options;
    const { orders, journal, roster } = stores;
    this.#orders = orders;
    this.#journal = journal;
    this.#roster = roster;
    this.#pictures = new UnitPictures(options, stores);
    const writer = new EntryWriter(journal, problems, log.child({ part: 'journal' }));
    this.#writer = writer;
    this.#rosterJournal = new RosterJournal(roster, writer);
    const statusChanged = () => this.#uplink.statusChanged();
    const { desk, view, onSighting } = openDesk(options, stores, {
      writer,
      outbox: this.#pictures.outbox,
      door: () => (this.binding().serves ? this.binding().door : null),
      camera: () => this.service.cameraStatus().state,
    });
    this.desk = desk;
    const service = new DoorService({
      config,
      settings: () => orders.settings(),
      zone: () => this.binding().door.zone,
      roster: () => roster.pack(),
      writer,
      evidence: new PunchEvidence(this.#pictures.outbox, journal, () => orders.settings().evidence === true),
      problems,
      log: log.child({ part: 'door' }),
      onSighting,
      view,
      onChange: statusChanged,
    });
    this.service = service;
    this.#rosterTaker = new RosterTaker({
      door: () => (this.binding().serves ? this.binding().door.id : null),
      store: roster,
      model: () => service.model,
      problems,
      log: log.child({ part: 'roster' }),
      onApplied: () => {
        void this.#rosterJournal.flush();
        service.rosterChanged();
      },
      onReport: statusChanged,
    });
    const hubTime = new HubTime(clock);
    this.#hands = this.#makeHands();
    this.#taker = new OrderTaker({ hands: this.#hands, hubKey, hubTime, onPictureKey: this.#pictures.takeKey });
    this.#uplink = new Uplink({
      unit,
      journal,
      pictures: this.#pictures.delivery,
      hubKey,
      openLink,
      hubTime,
      problems,
      log: log.child({ part: 'uplink' }),
      status: () => this.#status(),
      onCommand: (payload) => this.#taker.take(payload),
    });
    journal.onAppend = () => this.#uplink.entryAppended();
    problems.onChange = statusChanged;
  }

  /** @throws JournalError where the unit cannot work at all. */
  static open(options: UnitWorkOptions): UnitWork {
    return new UnitWork(options, openStores(options));
  }

  start(): void {
    const { log, identity } = this.#options;
    finishEndedBinding(this.#hands);
    const [journal, writer] = [this.#journal, this.#writer];
    writeFirstEntries({ ...this.#options, journal, writer, writeBound: () => writeBound(this.#hands) });
    void this.#rosterJournal.flush();
    const { serves, door } = this.binding();
    const leaving = this.#orders.task();
    if (serves && leaving?.kind !== 'end-binding' && leaving?.kind !== 'wipe') this.service.start(door.id);
    this.#startTimers();
    this.#taker.start();
    this.#uplink.start();
    const head = this.#journal.head.seq;
    if (serves) log.info({ unit: identity.unit, door: door.name, head }, 'The unit watches its door.');
    else log.warn({ unit: identity.unit, head }, 'The unit serves no door; it waits for the hub to bind it to one.');
  }

  /** Says how far the journal is complete, then lets go of everything. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const timer of this.#timers) clearInterval(timer);
    await this.desk.stop();
    const through = await this.service.stop();
    await this.#taker.stop();
    writeLastCheckpoint(through, this.#journal, this.#writer);
    await this.#uplink.stop();
    this.#journal.close();
    this.#roster.close();
    this.#pictures.close();
    this.#orders.close();
  }

  /** What the screen beside the door says of the unit. */
  facts(): UnitFacts {
    const { serves, door } = this.binding();
    return {
      door: serves ? door : null,
      settings: this.#orders.settings(),
      clock: this.#options.clock.reading(),
      connected: this.#uplink.connected,
      waiting: this.#journal.head.seq - this.#journal.received.seq,
      camera: this.service.cameraStatus().state,
    };
  }

  /** @returns null where the roster holds nobody of this id. */
  person(employee: EmployeeId): Person | null {
    return this.#roster.person(employee);
  }

  /** Connects anew at once, with other credentials or to another broker. */
  reconnect(): void {
    this.#uplink.reconnect();
  }

  #makeHands(): UnitHands {
    const { identity, config, log, facts, trust, restart, receiptMs } = this.#options;
    return {
      unit: identity.unit,
      data: config.data,
      orders: this.#orders,
      answers: new Answers(this.#orders, this.#journal, this.#writer),
      roster: this.#roster,
      rosterJournal: this.#rosterJournal,
      rosterTaker: this.#rosterTaker,
      journal: this.#journal,
      writer: this.#writer,
      service: this.service,
      log: log.child({ part: 'orders' }),
      signal: this.#stopping.signal,
      uptimeMs: () => performance.now() - this.#startedAt,
      facts,
      binding: () => this.binding(),
      keep: (change) => this.#keep(change),
      publishSnapshot: (payload) => this.#uplink.publishSnapshot(payload),
      trust,
      statusChanged: () => this.#uplink.statusChanged(),
      restart,
      ...(receiptMs === undefined ? {} : { receiptMs }),
    };
  }

  /** The one that is served, or was served last. */
  binding(): Binding {
    const binding = this.#orders.binding();
    if (binding === null) throw new Error('The first binding is kept before anything else.');
    return binding;
  }

  #keep(change: Change): boolean {
    const { problems, log } = this.#options;
    const problem = this.#orders.commit(change);
    if (problem === null) {
      problems.clear(DISK_PROBLEM);
      return true;
    }
    const text = `An order cannot be taken because the disk is full (${problem}): make room on the unit.`;
    problems.set(DISK_PROBLEM, text);
    log.error(text);
    return false;
  }

  #startTimers(): void {
    const { clock, log, checkpointMs = CHECKPOINT_MS } = this.#options;
    const steps = new ClockStepWatch(clock);
    const everySecond = () => {
      const step = steps.check();
      if (step !== null) {
        log.warn({ stepMs: step.stepMs }, 'The wall clock was set while the unit ran.');
        this.#writer.write(step);
      } else this.#writer.retry();
    };
    const every = (milliseconds: number, work: () => unknown) => this.#timers.push(setInterval(work, milliseconds));
    every(SECOND_MS, everySecond);
    every(checkpointMs, () => this.service.checkpoint());
    every(TRIM_MS, () => this.#journal.trim());
  }

  #status(): OnlineStatus {
    const { identity, clock, release, vitals, problems } = this.#options;
    const binding = this.binding();
    return {
      v: 1,
      unit: identity.unit,
      state: 'online',
      at: clock.wall().toISOString(),
      serves: binding.serves,
      binding: binding.number,
      door: binding.door.id,
      head: this.#journal.head.seq,
      receipted: this.#journal.received.seq,
      ...this.#rosterTaker.reported(),
      ...(this.service.model !== null && { models: [this.service.model] }),
      clock: clock.reading(),
      camera: this.service.cameraStatus(),
      sightings: this.service.sightingCounts(),
      release,
      uptimeMs: Math.round(performance.now() - this.#startedAt),
      residentMb: Math.round(process.memoryUsage.rss() / MB),
      ...vitals(),
      problems: problems.list(),
    };
  }
}
