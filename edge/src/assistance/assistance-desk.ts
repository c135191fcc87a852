import type { EmployeeId } from '@hadir/shared/ids';
import { cardFromTyped, hashCardSecret } from '@hadir/shared/people/supervisor-card';
import type { DoorFacts, UnitSettings } from '@hadir/shared/wire/command';
import type { CameraStatus } from '@hadir/shared/wire/unit-status';
import type { Logger } from 'pino';
import type { DoorView } from '../camera/door-view.ts';
import type { UnitClock } from '../clock/unit-clock.ts';
import type { EntryWriter } from '../journal/entry-writer.ts';
import type { Journal } from '../journal/journal.ts';
import type { FaceInView } from '../recognition/messages.ts';
import type { Assist, ListedPerson, RosterStore } from '../roster/roster-store.ts';
import type { Sighting } from '../sighting/sighting.ts';
import type { AssistAction } from './assist-action.ts';
import { CardReader } from './card-reader.ts';
import { countAssisted } from './count-assisted.ts';
import { advance, CLOSED, type Dialogue, type DialogueEvent, patienceLeft, type Step } from './dialogue.ts';
import type { FaceEnroller } from './face-enroller.ts';
import type { GuessLock } from './guess-lock.ts';
import { makeAssisted } from './make-assisted.ts';
import { PeopleInView } from './people-in-view.ts';
import { PinCheck } from './pin-check.ts';

export interface AssistanceDeskOptions {
  readonly roster: RosterStore;
  readonly journal: Journal;
  readonly writer: EntryWriter;
  readonly lock: GuessLock;
  readonly enroller: FaceEnroller;
  readonly clock: UnitClock;
  readonly log: Logger;
  /** Null while none is served. */
  readonly door: () => DoorFacts | null;
  readonly settings: () => UnitSettings;
  readonly camera: () => CameraStatus['state'];
  /** A person was let in by a supervisor; the entry is on the disk. */
  readonly onAssisted: () => void;
}

/** What the dialogue looks like to whoever holds it. */
export interface DeskState {
  readonly step: Step;
  readonly secondsLeft: number | null;
  /** Those who fit what was typed. */
  readonly people: readonly ListedPerson[];
  readonly proves: Pick<Assist, 'pin' | 'card'> | null;
  /** How long the PIN is refused, seconds. */
  readonly lockedSeconds: number | null;
}

const DEFAULT_PER_DAY = 20;
/** So many names at one time, and only of whom somebody can say that much. */
const MOST_FOUND = 4;
const LEAST_TYPED = 2;
const TICK_MS = 500;

/**
 * Carries out what the dialogue asks for: finds the supervisor before the camera, checks what he knows or has, writes the
 * entry. One dialogue at a time; whoever opened it holds it, and nobody else sees what is in it. Recognition goes on
 * meanwhile: nobody who can use the door by himself has to wait for somebody who cannot.
 */
export class AssistanceDesk implements DoorView {
  readonly #options: AssistanceDeskOptions;
  readonly #view = new PeopleInView();
  readonly #reader: CardReader;
  readonly #pins: PinCheck;
  #dialogue: Dialogue = CLOSED;
  #owner: string | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: AssistanceDeskOptions) {
    this.#options = options;
    this.#pins = new PinCheck(options);
    this.#reader = new CardReader(options.log, (secret) => this.#takeCard(secret));
  }

  /** Whether anybody may assist here at all. */
  get offered(): boolean {
    const { roster, settings, door } = this.#options;
    return door() !== null && (settings().assistedPerDay ?? DEFAULT_PER_DAY) > 0 && roster.assistants().length > 0;
  }

  get open(): boolean {
    return this.#dialogue.step.kind !== 'closed';
  }

  /** @returns what is shown to this onlooker; null where he does not hold the dialogue. */
  state(owner: string): DeskState | null {
    const { roster } = this.#options;
    const { step } = this.#dialogue;
    if (step.kind === 'closed' || owner !== this.#owner) return null;
    const left = patienceLeft(this.#dialogue, performance.now());
    const typed = step.kind === 'pick' ? step.text.trim() : '';
    return {
      step,
      secondsLeft: left === null ? null : Math.ceil(left / 1_000),
      people: typed.length < LEAST_TYPED ? [] : roster.search(typed, MOST_FOUND),
      proves: step.kind === 'factor' ? roster.assist(step.supervisor) : null,
      lockedSeconds: step.kind === 'locked' ? this.#pins.lockedSeconds(step.supervisor) : null,
    };
  }

  /** @returns false where somebody else holds the dialogue, or nobody may. */
  act(owner: string, action: AssistAction): boolean {
    if (this.open ? owner !== this.#owner : action.do !== 'open' || !this.offered) return false;
    switch (action.do) {
      case 'open':
        this.#owner = owner;
        this.#apply({ kind: 'open', cameraBroken: this.#options.camera() !== 'running' });
        this.#lookForSupervisor();
        break;
      case 'pin':
        void this.#checkPin(action.pin);
        break;
      case 'card': {
        const secret = cardFromTyped(action.typed);
        if (secret === null) this.#apply({ kind: 'card-refused' });
        else this.#takeCard(secret);
        break;
      }
      case 'pick':
        this.#pick(action.employee as EmployeeId);
        break;
      case 'confirm':
        this.#apply({ kind: 'confirm' });
        this.#write();
        break;
      default:
        this.#apply(toEvent(action));
    }
    return true;
  }

  onFrame(jpeg: Uint8Array): void {
    const { step } = this.#dialogue;
    if (step.kind === 'factor' && step.face !== null) this.#reader.offer(jpeg);
    if (step.kind === 'looks') this.#options.enroller.offer(jpeg);
  }

  onFaces(faces: readonly FaceInView[]): void {
    const now = performance.now();
    this.#view.follow(faces, now);
    if (this.#dialogue.step.kind === 'face') this.#lookForSupervisor();
    if (this.#dialogue.step.kind === 'looks') this.#lookAtNewcomer(now);
  }

  readonly onSighting = (sighting: Sighting): void => {
    this.#view.see(sighting);
    this.#options.enroller.see(sighting);
    if (this.#dialogue.step.kind === 'face') this.#lookForSupervisor();
  };

  async stop(): Promise<void> {
    this.#apply({ kind: 'close' });
    await this.#reader.stop();
    this.#options.lock.close();
  }

  /** Not where the door is served no more, or whoever is at it was taken from the roster meanwhile. */
  #mayGoOn(): boolean {
    const { step } = this.#dialogue;
    if (!('supervisor' in step)) return this.offered;
    const employee = typeof step.supervisor === 'string' ? step.supervisor : step.supervisor.employee;
    return this.offered && this.#options.roster.assist(employee) !== null;
  }

  #lookForSupervisor(): void {
    const { roster } = this.#options;
    const seen = this.#view.recognised(performance.now());
    const supervisor = seen.find(({ employee }) => roster.assist(employee) !== null) ?? seen[0];
    if (supervisor === undefined) return;
    const authorised = roster.assist(supervisor.employee) !== null;
    this.#apply({ kind: 'seen', ...supervisor, authorised });
    if (authorised && this.#pins.lockedSeconds(supervisor.employee) !== null) this.#apply({ kind: 'locked' });
  }

  #takeCard(secret: string): void {
    const { roster, log } = this.#options;
    const hash = hashCardSecret(secret);
    const employee = roster.assistants().find((one) => roster.assist(one)?.card === hash);
    const { step } = this.#dialogue;
    if (employee !== undefined) {
      this.#apply({ kind: 'card-accepted', employee, hasPin: roster.assist(employee)?.pin != null });
      return;
    }
    log.warn('A card was shown or typed that is none of a supervisor of this door.');
    if (step.kind === 'factor') this.#apply({ kind: 'factor-refused', refusal: 'wrong-card' });
    else this.#apply({ kind: 'card-refused' });
  }

  async #checkPin(pin: string): Promise<void> {
    const { step } = this.#dialogue;
    if (step.kind !== 'factor' || step.checking) return;
    const { supervisor } = step;
    this.#apply({ kind: 'pin-entered' });
    const outcome = await this.#pins.check(supervisor, pin);
    // Meanwhile somebody may have given up, and somebody else begun.
    const now = this.#dialogue.step;
    if (now.kind !== 'factor' || !now.checking || now.supervisor !== supervisor) return;
    if (outcome === 'right') this.#apply({ kind: 'pin-accepted' });
    else if (outcome === 'locked') this.#apply({ kind: 'locked' });
    else this.#apply({ kind: 'factor-refused', refusal: outcome === 'none' ? 'no-pin' : 'wrong-pin' });
  }

  #pick(employee: EmployeeId): void {
    const { roster, journal, clock, settings, door } = this.#options;
    const { step } = this.#dialogue;
    const served = door();
    if (step.kind !== 'pick' || served === null || roster.person(employee) === null) return;
    const most = settings().assistedPerDay ?? DEFAULT_PER_DAY;
    const limitReached = countAssisted(journal, step.supervisor.employee, served, clock.wall()) >= most;
    this.#apply({ kind: 'pick', employee, hasFace: roster.hasFace(employee), limitReached });
    if (this.#dialogue.step.kind === 'looks') this.#options.enroller.begin();
  }

  #write(): void {
    const { writer, roster, clock, door, log, onAssisted } = this.#options;
    const { step } = this.#dialogue;
    const served = door();
    if (step.kind !== 'saving' || served === null) return;
    const at = clock.wall();
    const { employee, reason, supervisor } = step;
    const entry = makeAssisted(step, { door: served.id, roster: roster.state().version, at });
    writer.write(entry, ({ seq }) => {
      log.info({ seq, employee, supervisor: supervisor.employee, reason }, 'A supervisor answered for an employee.');
      onAssisted();
      this.#apply({ kind: 'saved', at });
    });
  }

  #lookAtNewcomer(now: number): void {
    const { step } = this.#dialogue;
    const { enroller, door } = this.#options;
    const served = door();
    if (step.kind !== 'looks' || served === null) return;
    const faces = { stranger: this.#view.stranger(now), nearest: this.#view.nearest(now) };
    void enroller
      .look(faces, {
        door: served.id,
        employee: step.employee,
        supervisor: step.supervisor.employee,
        taken: step.taken,
      })
      .then((outcome) => {
        if (outcome.kind === 'taken') this.#apply({ kind: 'look-taken' });
        else if (outcome.kind === 'problem') this.#apply({ kind: 'look-problem', problem: outcome.problem });
      });
  }

  #apply(event: DialogueEvent): void {
    const next = advance(this.#dialogue, event, performance.now());
    if (next === this.#dialogue) return;
    this.#dialogue = next;
    const { kind } = next.step;
    if (kind === 'closed') this.#owner = null;
    if (kind !== 'factor') this.#reader.rest();
    if (kind === 'closed' && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    } else if (kind !== 'closed' && this.#timer === null)
      this.#timer = setInterval(() => this.#apply({ kind: this.#mayGoOn() ? 'tick' : 'close' }), TICK_MS);
  }
}

type Plain = Exclude<AssistAction, { do: 'open' | 'pin' | 'card' | 'pick' | 'confirm' }>;

function toEvent(action: Plain): DialogueEvent {
  switch (action.do) {
    case 'choose':
      return { kind: 'choose', purpose: action.purpose };
    case 'type':
      return { kind: 'type', text: action.text };
    case 'reason':
      return { kind: 'reason', reason: action.reason };
    default:
      return { kind: action.do };
  }
}
