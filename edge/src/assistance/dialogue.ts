import type { QualityProblem } from '@hadir/shared/face/measure-quality';
import type { EmployeeId } from '@hadir/shared/ids';
import type { AssistedEntry } from '@hadir/shared/journal/entry';

/** A supervisor as the door saw him: recognised, alive, and named for this door. Null where the camera shows nobody. */
export interface FaceProof {
  readonly score: number;
  readonly threshold: number;
  readonly liveness: number;
}

interface ProvenSupervisor {
  readonly employee: EmployeeId;
  readonly face: FaceProof | null;
  readonly second: AssistedEntry['second'];
}

type Purpose = 'attendance' | 'enrolment';
export type Reason = AssistedEntry['reason'];
/** What a supervisor shows of the person whom he enrols, one after the other. */
export const LOOKS = ['front', 'left', 'right'] as const;
export type LookName = (typeof LOOKS)[number];

/** Why a look cannot be taken now. */
export type LookProblem =
  | QualityProblem
  | 'nobody'
  /** He is in the roster with his face already. */
  | 'known'
  | 'not-live'
  /** Another face than that of the look before. */
  | 'changed'
  /** The unit has no room for pictures, or the hub takes none. */
  | 'not-kept';

/** What goes into the journal when it is confirmed. */
export interface Answer {
  readonly supervisor: ProvenSupervisor;
  readonly employee: EmployeeId;
  readonly reason: Reason;
  readonly note: string;
}

/** Where the dialogue stands. `since` is when the step began or was last touched, monotonic milliseconds. */
export type Step =
  | { readonly kind: 'closed' }
  /** Waits for a supervisor before the camera. */
  | { readonly kind: 'face'; readonly refusal: 'not-supervisor' | null }
  /** The camera is broken: card first, PIN second. */
  | { readonly kind: 'card-without-face'; readonly refusal: 'wrong-card' | 'no-pin' | null }
  | {
      readonly kind: 'factor';
      readonly supervisor: EmployeeId;
      readonly face: FaceProof | null;
      readonly refusal: 'wrong-pin' | 'wrong-card' | 'no-pin' | 'no-card' | null;
      /** The PIN is being checked. */
      readonly checking: boolean;
    }
  /** Too many wrong PINs: he has to wait. */
  | { readonly kind: 'locked'; readonly supervisor: EmployeeId }
  | { readonly kind: 'menu'; readonly supervisor: ProvenSupervisor }
  | {
      readonly kind: 'pick';
      readonly supervisor: ProvenSupervisor;
      readonly purpose: Purpose;
      readonly text: string;
      readonly refusal: 'himself' | 'limit-reached' | 'already-has-face' | null;
    }
  | { readonly kind: 'reason'; readonly supervisor: ProvenSupervisor; readonly employee: EmployeeId }
  /** None of the reasons fits: in a few words, which. */
  | {
      readonly kind: 'note';
      readonly supervisor: ProvenSupervisor;
      readonly employee: EmployeeId;
      readonly text: string;
    }
  | (Answer & { readonly kind: 'confirm' })
  | (Answer & { readonly kind: 'saving' })
  | { readonly kind: 'done'; readonly supervisor: ProvenSupervisor; readonly employee: EmployeeId; readonly at: Date }
  /** The person stands before the camera instead of the supervisor. */
  | {
      readonly kind: 'looks';
      readonly supervisor: ProvenSupervisor;
      readonly employee: EmployeeId;
      /** How many looks are taken. */
      readonly taken: number;
      /** Why the last look could not be taken; null while there is nothing to say. */
      readonly problem: LookProblem | null;
    }
  | { readonly kind: 'enrolled'; readonly supervisor: ProvenSupervisor; readonly employee: EmployeeId };

export interface Dialogue {
  readonly step: Step;
  readonly since: number;
  /** When the supervisor was proven: what follows must be over soon after. */
  readonly provenAt: number;
}

/** What happens to the dialogue: by somebody's finger, by the camera, or by the unit's own work. */
export type DialogueEvent =
  | { readonly kind: 'open'; readonly cameraBroken: boolean }
  | { readonly kind: 'seen'; readonly employee: EmployeeId; readonly face: FaceProof; readonly authorised: boolean }
  | { readonly kind: 'card-accepted'; readonly employee: EmployeeId; readonly hasPin: boolean }
  | { readonly kind: 'card-refused' }
  | { readonly kind: 'pin-entered' }
  | { readonly kind: 'pin-accepted' }
  | { readonly kind: 'factor-refused'; readonly refusal: 'wrong-pin' | 'wrong-card' | 'no-pin' | 'no-card' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'choose'; readonly purpose: Purpose }
  | { readonly kind: 'type'; readonly text: string }
  | {
      readonly kind: 'pick';
      readonly employee: EmployeeId;
      readonly hasFace: boolean;
      readonly limitReached: boolean;
    }
  | { readonly kind: 'reason'; readonly reason: Reason }
  | { readonly kind: 'noted' }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'saved'; readonly at: Date }
  | { readonly kind: 'look-taken' }
  | { readonly kind: 'look-problem'; readonly problem: LookProblem | null }
  | { readonly kind: 'again' }
  | { readonly kind: 'back' }
  | { readonly kind: 'close' }
  | { readonly kind: 'tick' };

const SECOND = 1_000;
/** How long each step waits for somebody before the door goes back to its own screen. */
const PATIENCE: Record<Step['kind'], number> = {
  closed: Number.POSITIVE_INFINITY,
  face: 30 * SECOND,
  'card-without-face': 90 * SECOND,
  factor: 30 * SECOND,
  locked: 15 * SECOND,
  menu: 20 * SECOND,
  pick: 45 * SECOND,
  reason: 30 * SECOND,
  note: 60 * SECOND,
  confirm: 30 * SECOND,
  // The disk may be full: what waits is written when there is room, and nobody has to stand here until then.
  saving: 20 * SECOND,
  done: 10 * SECOND,
  looks: 60 * SECOND,
  enrolled: 10 * SECOND,
};
/** Letters that say anything at all. */
export const SHORTEST_NOTE = 3;
/** However busy: after this long a supervisor shows himself again. */
const LONGEST_SESSION = 300 * SECOND;

export const CLOSED: Dialogue = { step: { kind: 'closed' }, since: 0, provenAt: 0 };

/** @returns what a dialogue has become; the same object where nothing came of the event. @param now monotonic milliseconds */
export function advance(dialogue: Dialogue, event: DialogueEvent, now: number): Dialogue {
  if (event.kind === 'tick') return isOver(dialogue, now) ? CLOSED : dialogue;
  if (event.kind === 'close') return dialogue.step.kind === 'closed' ? dialogue : CLOSED;
  const current = isOver(dialogue, now) ? CLOSED : dialogue;
  const next = follow(current.step, event);
  if (next === null) return current;
  const provenNow = next.kind === 'menu' && current.step.kind === 'factor';
  return { step: next, since: now, provenAt: provenNow ? now : current.provenAt };
}

/** @returns milliseconds until the step is given up; null where it waits for ever. */
export function patienceLeft({ step, since }: Dialogue, now: number): number | null {
  const patience = PATIENCE[step.kind];
  return Number.isFinite(patience) ? Math.max(0, since + patience - now) : null;
}

function isOver({ step, since, provenAt }: Dialogue, now: number): boolean {
  if (step.kind === 'closed') return false;
  if (now - since >= PATIENCE[step.kind]) return true;
  return 'supervisor' in step && typeof step.supervisor === 'object' && now - provenAt >= LONGEST_SESSION;
}

/** @returns the next step, or null where the event means nothing here. */
function follow(step: Step, event: Exclude<DialogueEvent, { kind: 'tick' | 'close' }>): Step | null {
  switch (event.kind) {
    case 'open':
      if (step.kind !== 'closed') return null;
      return event.cameraBroken ? { kind: 'card-without-face', refusal: null } : { kind: 'face', refusal: null };
    case 'seen':
      if (step.kind !== 'face') return null;
      if (!event.authorised) return { kind: 'face', refusal: 'not-supervisor' };
      return { kind: 'factor', supervisor: event.employee, face: event.face, refusal: null, checking: false };
    case 'card-accepted':
      return followCard(step, event);
    case 'card-refused':
      return step.kind === 'card-without-face' ? { ...step, refusal: 'wrong-card' } : null;
    case 'pin-entered':
      return step.kind === 'factor' && !step.checking ? { ...step, checking: true, refusal: null } : null;
    case 'pin-accepted':
      if (step.kind !== 'factor') return null;
      return proven(step.supervisor, step.face, step.face === null ? 'pin-and-card' : 'pin');
    case 'factor-refused':
      return step.kind === 'factor' ? { ...step, checking: false, refusal: event.refusal } : null;
    case 'locked':
      return step.kind === 'factor' ? { kind: 'locked', supervisor: step.supervisor } : null;
    case 'choose':
      if (step.kind !== 'menu') return null;
      return { kind: 'pick', supervisor: step.supervisor, purpose: event.purpose, text: '', refusal: null };
    case 'type':
      if (step.kind === 'note') return { ...step, text: event.text };
      return step.kind === 'pick' ? { ...step, text: event.text, refusal: null } : null;
    case 'pick':
      return step.kind === 'pick' ? followPick(step, event) : null;
    case 'reason':
      if (step.kind !== 'reason') return null;
      if (event.reason === 'other') return { ...step, kind: 'note', text: '' };
      return { ...step, kind: 'confirm', reason: event.reason, note: '' };
    case 'noted':
      if (step.kind !== 'note' || step.text.trim().length < SHORTEST_NOTE) return null;
      return {
        ...{ kind: 'confirm', reason: 'other', note: step.text.trim() },
        ...{ supervisor: step.supervisor, employee: step.employee },
      };
    case 'confirm':
      return step.kind === 'confirm' ? { ...step, kind: 'saving' } : null;
    case 'saved':
      if (step.kind !== 'saving') return null;
      return { kind: 'done', supervisor: step.supervisor, employee: step.employee, at: event.at };
    case 'look-taken':
      return step.kind === 'looks' ? followLook(step) : null;
    case 'look-problem':
      return step.kind === 'looks' && step.problem !== event.problem ? { ...step, problem: event.problem } : null;
    case 'again':
      if (step.kind !== 'done' && step.kind !== 'enrolled') return null;
      return { kind: 'menu', supervisor: step.supervisor };
    case 'back':
      return goBack(step);
  }
}

function proven(employee: EmployeeId, face: FaceProof | null, second: ProvenSupervisor['second']): Step {
  return { kind: 'menu', supervisor: { employee, face, second } };
}

function followCard(step: Step, { employee, hasPin }: { employee: EmployeeId; hasPin: boolean }): Step | null {
  if (step.kind === 'card-without-face')
    return hasPin
      ? { kind: 'factor', supervisor: employee, face: null, refusal: null, checking: false }
      : { ...step, refusal: 'no-pin' };
  if (step.kind !== 'factor' || step.face === null) return null;
  // Whose face it is must have the card: somebody else's is as good as none.
  return employee === step.supervisor ? proven(employee, step.face, 'card') : { ...step, refusal: 'wrong-card' };
}

function followPick(
  step: Extract<Step, { kind: 'pick' }>,
  { employee, hasFace, limitReached }: Extract<DialogueEvent, { kind: 'pick' }>,
): Step {
  const { supervisor, purpose } = step;
  if (employee === supervisor.employee) return { ...step, refusal: 'himself' };
  if (purpose === 'enrolment') {
    if (hasFace) return { ...step, refusal: 'already-has-face' };
    return { kind: 'looks', supervisor, employee, taken: 0, problem: null };
  }
  if (limitReached) return { ...step, refusal: 'limit-reached' };
  // Where no face was seen there is one reason for it, and nothing to choose.
  if (supervisor.face === null) return { kind: 'confirm', supervisor, employee, reason: 'camera-broken', note: '' };
  return { kind: 'reason', supervisor, employee };
}

function followLook(step: Extract<Step, { kind: 'looks' }>): Step {
  const taken = step.taken + 1;
  if (taken < LOOKS.length) return { ...step, taken, problem: null };
  return { kind: 'enrolled', supervisor: step.supervisor, employee: step.employee };
}

function goBack(step: Step): Step | null {
  switch (step.kind) {
    case 'pick':
      return { kind: 'menu', supervisor: step.supervisor };
    case 'reason':
      return { kind: 'pick', supervisor: step.supervisor, purpose: 'attendance', text: '', refusal: null };
    case 'confirm':
      return step.supervisor.face === null
        ? { kind: 'pick', supervisor: step.supervisor, purpose: 'attendance', text: '', refusal: null }
        : { kind: 'reason', supervisor: step.supervisor, employee: step.employee };
    case 'note':
      return { kind: 'reason', supervisor: step.supervisor, employee: step.employee };
    case 'looks':
      return { kind: 'pick', supervisor: step.supervisor, purpose: 'enrolment', text: '', refusal: null };
    default:
      return null;
  }
}
