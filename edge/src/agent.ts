import type { EmployeeId } from '@hadir/shared/ids';
import type { ClaimCode } from '@hadir/shared/wire/enrolment';
import type { Logger } from 'pino';
import type { AssistanceDesk } from './assistance/assistance-desk.ts';
import { type DoorView, NO_VIEW } from './camera/door-view.ts';
import { openCamera } from './camera/open-camera.ts';
import { SystemClock } from './clock/system-clock.ts';
import type { UnitConfig } from './config.ts';
import { CertificateKeeper } from './enrolment/certificate-keeper.ts';
import { checkIdentity } from './enrolment/check-identity.ts';
import { readCredentials } from './enrolment/credentials.ts';
import type { OnEnrolmentStep } from './enrolment/enrolment-step.ts';
import { rejoinWifi } from './enrolment/join-wifi.ts';
import type { UnitIdentity } from './enrolment/unit-identity.ts';
import { waitForIdentity } from './enrolment/wait-for-identity.ts';
import { type FolderLock, lockDataFolder } from './journal/lock-data-folder.ts';
import { readDeviceKey } from './keys/device-key.ts';
import { sayHowKeysRest } from './keys/say-how-keys-rest.ts';
import { openUnitKeys, type UnitKeys } from './keys/unit-keys.ts';
import { destroyUnit } from './orders/destroy-unit.ts';
import type { Person } from './roster/roster-store.ts';
import type { Sighting } from './sighting/sighting.ts';
import { Problems } from './status/problems.ts';
import { readHardware, readHardwareFacts } from './status/read-hardware.ts';
import type { UnitFacts } from './status/unit-facts.ts';
import { UnitVitals } from './status/unit-vitals.ts';
import { UnitWork } from './unit-work.ts';
import type { OpenLink } from './uplink/link.ts';
import { mqttLink } from './uplink/mqtt-link.ts';

export interface AgentOptions {
  readonly config: UnitConfig;
  /** The claim that was typed, if any. */
  readonly claim: ClaimCode | null;
  /** Version of the software. */
  readonly release: string;
  readonly log: Logger;
  /** What the screen beside the door shows. */
  readonly onSighting?: (sighting: Sighting) => void;
  readonly view?: DoorView;
  /** A supervisor answered for somebody; the entry is on the disk. */
  readonly onAssisted?: () => void;
  /** What it shows while the unit is being claimed. */
  readonly onEnrolment?: OnEnrolmentStep;
  /** The hub ordered a restart or a wipe: the unit has to be stopped and started anew. */
  readonly onRestart?: (reason: string) => void;
  readonly checkpointMs?: number;
  /** How long a wipe waits for the hub's receipt. */
  readonly receiptMs?: number;
}

/** The agent on a unit: finds out who the unit is, and starts and stops its work as a whole. */
export class Agent {
  readonly #options: AgentOptions;
  readonly #clock = new SystemClock();
  readonly #problems = new Problems();
  readonly #vitals: UnitVitals;
  readonly #stopping = new AbortController();
  #lock: FolderLock | null = null;
  #work: UnitWork | null = null;
  #keeper: CertificateKeeper | null = null;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#vitals = new UnitVitals(options.config.data, this.#problems);
  }

  /**
   * Resolves when the unit works; a new one waits for its hub first.
   * @throws JournalError, EnrolmentError, KeysError where the unit cannot work at all.
   */
  async start(): Promise<void> {
    const { config, claim, log, view = NO_VIEW, onEnrolment: onStep = () => undefined } = this.#options;
    const { data, claimFiles } = config;
    this.#lock = lockDataFolder(data);
    if (destroyUnit(data)) log.warn('The wipe that had begun is finished: this unit is as new, and can be claimed.');
    const keys = openUnitKeys(data, await readDeviceKey());
    sayHowKeysRest(keys, log);
    void rejoinWifi(keys.folder, log);
    const hardware = readHardware();
    const { signal } = this.#stopping;
    const onFrame = (jpeg: Uint8Array) => view.onFrame(jpeg);
    const camera = openCamera(config.camera, config.ffmpeg);
    const identity = await waitForIdentity({
      data,
      keys,
      claim,
      claimFiles,
      camera,
      hardware,
      log,
      signal,
      onStep,
      onFrame,
    });
    if (identity === null) return;
    await Promise.all([this.#clock.start(), this.#vitals.start()]);
    this.#startWork(identity, keys, hardware);
  }

  /** Whether the unit does its work; a unit that waits to be claimed does. */
  get alive(): boolean {
    return this.#work?.service.alive ?? true;
  }

  /** How the unit is, for whoever stands before it; null while it is not claimed. */
  facts(): UnitFacts | null {
    return this.#work?.facts() ?? null;
  }

  /** @returns null where nobody of this id is in the roster. */
  person(employee: EmployeeId): Person | null {
    return this.#work?.person(employee) ?? null;
  }

  /** Where supervisors answer for others; null while the unit is not claimed. */
  desk(): AssistanceDesk | null {
    return this.#work?.desk ?? null;
  }

  /** Says how far the journal is complete, then lets go of everything; a unit that was wiped is destroyed then. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#clock.stop();
    this.#vitals.stop();
    await this.#keeper?.stop();
    await this.#work?.stop();
    if (this.#lock !== null && destroyUnit(this.#options.config.data))
      this.#options.log.warn('The unit is wiped: it is as new, and can be claimed.');
    this.#lock?.release();
  }

  #startWork(identity: UnitIdentity, keys: UnitKeys, hardware: string): void {
    const { config, log, release, checkpointMs, receiptMs } = this.#options;
    const { onSighting = () => undefined, view = NO_VIEW, onRestart = () => undefined, onAssisted } = this.#options;
    const { data } = config;
    const { unit, hub } = identity;
    const problems = this.#problems;
    let { broker } = identity;
    const reconnect = () => this.#work?.reconnect();
    const keeperLog = log.child({ part: 'certificate' });
    const keeper = new CertificateKeeper({ data, keys, unit, hub, problems, log: keeperLog, onRenewed: reconnect });
    const link = mqttLink({ unit, connection: () => ({ broker, key: keys.tls, ...readCredentials(data) }) });
    const openLink: OpenLink = async (events) => {
      await keeper.beforeConnect();
      return link(events);
    };
    const work = UnitWork.open({
      config,
      identity,
      keys,
      openLink,
      clock: this.#clock,
      problems,
      log,
      release,
      hardware,
      facts: () => readHardwareFacts(config.camera),
      vitals: () => this.#vitals.read(),
      onSighting,
      view,
      ...(onAssisted === undefined ? {} : { onAssisted }),
      trust: (authorities) => keeper.trust(authorities),
      restart: onRestart,
      ...(checkpointMs === undefined ? {} : { checkpointMs }),
      ...(receiptMs === undefined ? {} : { receiptMs }),
    });
    this.#work = work;
    this.#keeper = keeper;
    keeper.start();
    work.start();
    const onBroker = (moved: string) => {
      broker = moved;
      reconnect();
    };
    const { signal } = this.#stopping;
    const binding = () => work.binding();
    void checkIdentity({ data, keys, identity, binding, problems, log, signal, onBroker });
  }
}
