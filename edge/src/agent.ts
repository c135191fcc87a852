import type { DoorId } from '@hadir/shared/ids';
import type { OnlineStatus } from '@hadir/shared/wire/unit-status';
import type { Logger } from 'pino';
import { openCamera } from './camera/open-camera.ts';
import type { ClaimSettings } from './claim/claim-unit.ts';
import type { UnitIdentity } from './claim/unit-identity.ts';
import { waitForIdentity } from './claim/wait-for-identity.ts';
import { HubTime } from './clock/hub-time.ts';
import { SystemClock } from './clock/system-clock.ts';
import { ClockStepWatch, compareWithLastEntry } from './clock/watch-clock-steps.ts';
import type { UnitConfig } from './config.ts';
import { EntryWriter } from './journal/entry-writer.ts';
import { Journal } from './journal/journal.ts';
import { type FolderLock, lockDataFolder } from './journal/lock-data-folder.ts';
import { Checkpoints } from './journal/write-checkpoints.ts';
import { openUnitKeys, type UnitKeys } from './keys/unit-keys.ts';
import { RosterStore } from './roster/roster-store.ts';
import { CommandTaker } from './roster/take-commands.ts';
import type { Sighting } from './sighting/sighting.ts';
import { policyWithCoolDown } from './sighting/sighting-policy.ts';
import { Problems } from './status/problems.ts';
import { readHardware } from './status/read-hardware.ts';
import { UnitVitals } from './status/unit-vitals.ts';
import { mqttLink } from './uplink/mqtt-link.ts';
import { Uplink } from './uplink/uplink.ts';
import { DoorWatch } from './watch-door.ts';

export interface AgentOptions {
  readonly config: UnitConfig;
  readonly claim: ClaimSettings | null;
  /** Version of the software. */
  readonly release: string;
  readonly log: Logger;
  /** What the screen beside the door shows. */
  readonly onSighting?: (sighting: Sighting) => void;
  readonly checkpointMs?: number;
}

const SECOND_MS = 1_000;
const CHECKPOINT_MS = 60_000;
const TRIM_MS = 6 * 3_600_000;
const MB = 1024 * 1024;

/** Everything that runs once the unit knows who it is. */
interface Parts {
  readonly identity: UnitIdentity;
  readonly journal: Journal;
  readonly store: RosterStore;
  readonly writer: EntryWriter;
  readonly watch: DoorWatch;
  readonly uplink: Uplink;
  readonly commands: CommandTaker;
  readonly checkpoints: Checkpoints;
}

/** The agent on a unit: put together here, started and stopped as a whole. */
export class Agent {
  readonly #options: AgentOptions;
  readonly #clock = new SystemClock();
  readonly #problems = new Problems();
  readonly #vitals: UnitVitals;
  readonly #startedAt = performance.now();
  readonly #stopping = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  #lock: FolderLock | null = null;
  #parts: Parts | null = null;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#vitals = new UnitVitals(options.config.data, this.#problems);
  }

  /**
   * Resolves when the door is being watched; a new unit waits for its hub first.
   * @throws JournalError, ClaimError where the unit cannot work at all.
   */
  async start(): Promise<void> {
    const { config, claim, log } = this.#options;
    this.#lock = lockDataFolder(config.data);
    const keys = openUnitKeys(config.data);
    const hardware = readHardware();
    const { signal } = this.#stopping;
    const identity = await waitForIdentity({ data: config.data, keys, claim, hardware, log, signal });
    if (identity === null) return;
    await Promise.all([this.#clock.start(), this.#vitals.start()]);
    const parts = this.#build(identity, keys);
    this.#parts = parts;
    this.#writeFirstEntries(parts, hardware);
    parts.watch.start();
    parts.uplink.start();
    this.#startTimers(parts);
    const { unit, door } = identity;
    log.info({ unit, door: door.name, head: parts.journal.head.seq }, 'The unit watches its door.');
  }

  /** Says how far the journal is complete, then lets go of everything. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const timer of this.#timers) clearInterval(timer);
    this.#clock.stop();
    this.#vitals.stop();
    if (this.#parts !== null) {
      const { watch, checkpoints, uplink, journal, store } = this.#parts;
      await watch.stop();
      checkpoints.write();
      await uplink.stop();
      journal.close();
      store.close();
    }
    this.#lock?.release();
  }

  #build(identity: UnitIdentity, keys: UnitKeys): Parts {
    const { config, log, onSighting = () => undefined } = this.#options;
    const { unit, binding, door, hubKey, broker, ca, certificate } = identity;
    const problems = this.#problems;
    const clock = this.#clock;
    const journal = Journal.open({ folder: config.data, unit, binding, key: keys.journal, clock });
    const store = RosterStore.open(config.data, keys.roster);
    const writer = new EntryWriter(journal, problems, log.child({ part: 'journal' }));
    const hubTime = new HubTime(clock);
    const watch = new DoorWatch({
      door: door.id as DoorId,
      camera: openCamera(config.camera, config.ffmpeg),
      worker: { models: config.models, threads: config.threads, policy: policyWithCoolDown(config.coolDownMs) },
      roster: () => store.pack(),
      writer,
      problems,
      log: log.child({ part: 'door' }),
      onSighting,
      onChange: () => this.#parts?.uplink.statusChanged(),
    });
    const commands = new CommandTaker({
      unit,
      door: door.id,
      hubKey,
      store,
      hubTime,
      model: () => watch.model,
      problems,
      log: log.child({ part: 'roster' }),
      onApplied: () => {
        this.#journalRoster(store, writer);
        watch.rosterChanged();
      },
      onReport: () => this.#parts?.uplink.statusChanged(),
    });
    const uplink = new Uplink({
      unit,
      journal,
      hubKey,
      openLink: mqttLink({ unit, broker, ca, certificate, key: keys.tls }),
      hubTime,
      problems,
      log: log.child({ part: 'uplink' }),
      status: () => this.#status(),
      onCommand: (payload) => commands.take(payload),
    });
    journal.onAppend = () => uplink.entryAppended();
    problems.onChange = () => uplink.statusChanged();
    const checkpoints = new Checkpoints(writer, watch);
    return { identity, journal, store, writer, watch, uplink, commands, checkpoints };
  }

  #writeFirstEntries({ identity, journal, store, writer }: Parts, hardware: string): void {
    if (journal.damage !== null) {
      const problem = `The journal is damaged: ${journal.damage} Nothing was deleted; copy the data folder away and ask BKD.`;
      this.#problems.set('journal-damaged', problem);
      this.#options.log.error(problem);
    }
    const last = journal.lastKnownTime();
    if (journal.head.seq === 0) writer.write({ type: 'bound', door: identity.door.id });
    const step = last === null ? null : compareWithLastEntry(last, this.#clock);
    if (step !== null) writer.write(step);
    writer.write({ type: 'boot', release: this.#options.release, hardware });
    this.#journalRoster(store, writer);
  }

  #startTimers({ journal, writer, checkpoints }: Parts): void {
    const steps = new ClockStepWatch(this.#clock);
    const everySecond = () => {
      const step = steps.check();
      if (step !== null) {
        this.#options.log.warn({ stepMs: step.stepMs }, 'The wall clock was set while the unit ran.');
        writer.write(step);
      } else writer.retry();
    };
    const every = (milliseconds: number, work: () => unknown) => this.#timers.push(setInterval(work, milliseconds));
    every(SECOND_MS, everySecond);
    every(this.#options.checkpointMs ?? CHECKPOINT_MS, () => checkpoints.write());
    every(TRIM_MS, () => journal.trim());
  }

  /** The roster's entries go from its own database into the journal; where the unit dies in between, they go again. */
  #journalRoster(store: RosterStore, writer: EntryWriter): void {
    const entries = store.unjournaled();
    for (const [i, entry] of entries.entries())
      writer.write(entry, () => {
        if (i === entries.length - 1) store.markJournaled();
      });
  }

  #status(): OnlineStatus {
    if (this.#parts === null) throw new Error('A unit that has not started has no status.');
    const { identity, journal, watch, commands } = this.#parts;
    return {
      v: 1,
      unit: identity.unit,
      state: 'online',
      at: this.#clock.wall().toISOString(),
      binding: identity.binding,
      door: identity.door.id,
      head: journal.head.seq,
      receipted: journal.received.seq,
      ...commands.reported(),
      clock: this.#clock.reading(),
      camera: watch.cameraStatus(),
      sightings: watch.sightingCounts(),
      release: this.#options.release,
      uptimeMs: Math.round(performance.now() - this.#startedAt),
      residentMb: Math.round(process.memoryUsage.rss() / MB),
      ...this.#vitals.read(),
      problems: this.#problems.list(),
    };
  }
}
