import type { QualityProblem } from '@hadir/shared/face/measure-quality';
import type { EmployeeId } from '@hadir/shared/ids';
import type { ChallengeKind } from '@hadir/shared/journal/entry';
import type { FaceInView } from '../recognition/messages.ts';
import type { Sighting } from '../sighting/sighting.ts';

/** Somebody whose punch is on the disk. */
export interface Greeting {
  readonly id: number;
  readonly track: number;
  readonly employee: EmployeeId;
  /** When he was recorded; null where that was before this program started. */
  readonly at: Date | null;
  /** His punch was made earlier: there is no new one. */
  readonly again: boolean;
}

/** What a person can do, or what became of him that is no punch. */
export interface Advice {
  readonly id: number;
  readonly track: number;
  readonly about: QualityProblem | 'unknown' | 'not-live' | ChallengeKind | 'challenge-met';
  /** Until when a movement has to be made, and how long there is for it; null where nothing is asked. */
  readonly clock: { readonly ends: Date; readonly ofMs: number } | null;
}

/** What there is to show at this moment. */
export interface Scene {
  readonly greeting: Greeting | null;
  readonly advice: Advice | null;
  /** Greeted just before, latest first. */
  readonly before: readonly Greeting[];
  /** The face to draw a frame round: the one that is spoken to, else the nearest that is not decided yet. */
  readonly face: FaceInView | null;
}

const GREETING_MS = 5_000;
const BEFORE_MS = 10_000;
const MOST_BEFORE = 3;
const LEAST_ADVICE_MS = 3_000;
/** Advice is told once for a face: it stays while the face does. */
const LONGEST_ADVICE_MS = 12_000;
/** No frame was looked at for this long: nobody knows what is in view. */
const FACES_MS = 1_500;
/** A face that was missed in a frame or two is still there. */
const HOLD_MS = 500;
/** Somebody who is asked for a movement has little time: another's greeting makes room for it. */
const SHORT_GREETING_MS = 1_500;
const MOST_REMEMBERED = 2_000;

/**
 * What happened at the door just now. Pure: it is told what was seen and when (monotonic milliseconds), and answers.
 * A greeting is never hidden by advice to somebody else; people who arrive together are all greeted.
 */
export class DoorStage {
  #greetings: (Greeting & { readonly since: number })[] = [];
  #advice: (Advice & { readonly since: number }) | null = null;
  #faces: readonly FaceInView[] = [];
  #facesAt = Number.NEGATIVE_INFINITY;
  #lastId = 0;
  /** Faces that are decided, as long as they stay in view: nobody has to wait or to hold still for them. */
  #settled = new Set<number>();
  readonly #recordedAt = new Map<EmployeeId, Date>();

  see(sighting: Sighting, now: number): void {
    const { kind, track } = sighting;
    if (kind !== 'poor-quality' && kind !== 'challenge') this.#settled.add(track);
    const common = { id: ++this.#lastId, track, since: now };
    switch (kind) {
      case 'recognised':
        this.#remember(sighting.employee, sighting.capturedAt);
        this.#greet({ ...common, employee: sighting.employee, at: sighting.capturedAt, again: false });
        return;
      case 'seen-again': {
        const { employee } = sighting;
        this.#greet({ ...common, employee, at: this.#recordedAt.get(employee) ?? null, again: true });
        return;
      }
      case 'poor-quality':
        this.#advise({ ...common, about: sighting.reason, clock: null }, now);
        return;
      case 'challenge': {
        const { asked, met, leftMs, capturedAt } = sighting;
        const ends = new Date(capturedAt.getTime() + leftMs);
        this.#advice = { ...common, about: met ? 'challenge-met' : asked, clock: met ? null : { ends, ofMs: leftMs } };
        return;
      }
      case 'unknown':
      case 'not-live':
        this.#advise({ ...common, about: kind, clock: null }, now);
    }
  }

  /** Whoever is asked for a movement is not talked over by advice to somebody else. */
  #advise(advice: Advice & { since: number }, now: number): void {
    const asking = this.#advice;
    const busy = asking !== null && asking.track !== advice.track && this.#isAsked(asking, now);
    if (!busy) this.#advice = advice;
  }

  #isAsked({ clock, since }: Advice & { since: number }, now: number): boolean {
    return clock !== null && now - since < clock.ofMs;
  }

  /** @param faces the nearest first */
  follow(faces: readonly FaceInView[], now: number): void {
    if (faces.length === 0 && now - this.#facesAt < HOLD_MS) return;
    const known = this.#settled;
    this.#settled = new Set(faces.map(({ track }) => track).filter((track) => known.has(track)));
    this.#faces = faces;
    this.#facesAt = now;
  }

  /** Another door, or none: what happened here is nobody's business there. */
  clear(): void {
    this.#greetings = [];
    this.#advice = null;
    this.#recordedAt.clear();
  }

  at(now: number): Scene {
    const faces = now - this.#facesAt < FACES_MS ? this.#faces : [];
    this.#greetings = this.#greetings.filter(({ since }) => now - since < BEFORE_MS);
    const latest = this.#greetings.at(-1);
    const advice = this.#adviceAt(now, faces);
    const asked = this.#advice !== null && this.#isAsked(this.#advice, now);
    const shownMs = asked ? SHORT_GREETING_MS : GREETING_MS;
    const greeting = latest !== undefined && now - latest.since < shownMs ? latest : null;
    const before = greeting === null ? [] : this.#greetings.slice(0, -1).toReversed().slice(0, MOST_BEFORE);
    const shown = greeting ?? advice;
    const spokenTo = faces.find(({ track }) => track === shown?.track);
    const face = spokenTo ?? faces.find(({ track }) => !this.#settled.has(track)) ?? null;
    return { greeting, advice: greeting === null ? advice : null, before, face };
  }

  #adviceAt(now: number, faces: readonly FaceInView[]): Advice | null {
    const advice = this.#advice;
    if (advice === null) return null;
    const age = now - advice.since;
    if (advice.clock !== null && age < advice.clock.ofMs) return advice;
    const there = faces.some(({ track }) => track === advice.track);
    if (age < LEAST_ADVICE_MS || (there && age < LONGEST_ADVICE_MS)) return advice;
    this.#advice = null;
    return null;
  }

  #greet(greeting: Greeting & { since: number }): void {
    this.#greetings = [...this.#greetings.filter(({ employee }) => employee !== greeting.employee), greeting];
    // Whoever is greeted needs no advice any more.
    if (this.#advice?.track === greeting.track) this.#advice = null;
  }

  #remember(employee: EmployeeId, at: Date): void {
    this.#recordedAt.delete(employee);
    this.#recordedAt.set(employee, at);
    const [oldest] = this.#recordedAt.keys();
    if (this.#recordedAt.size > MOST_REMEMBERED && oldest !== undefined) this.#recordedAt.delete(oldest);
  }
}
