import type { Box } from '@hadir/shared/face/box';
import type { EmployeeId } from '@hadir/shared/ids';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LookSigns } from '../liveness/look-signs.ts';
import type { Look, Recognised, Sighting } from './sighting.ts';
import { DEFAULT_SIGHTING_POLICY, type SightingPolicy } from './sighting-policy.ts';
import { SightingTracker } from './sighting-tracker.ts';

const AYU = 'ayu' as EmployeeId;
const BUDI = 'budi' as EmployeeId;
/** As many looks for what frames a face as frames for a name, so that three looks can decide here. */
const policy: SightingPolicy = { ...DEFAULT_SIGHTING_POLICY, minFramings: 3 };
const FRAME_MS = 40;
/** Made for these tests: 0.45 for small rosters, more for large ones. */
const calibration = {
  tail: { from: 0.2, share: 0.01, scale: 0.03 },
  lowestThreshold: 0.45,
  data: 'none',
  people: 2,
  pairs: 1,
  highest: 0.2,
  measured: '2026-01-01',
};

/** Sixty-eight points that lie in no line. */
const LANDMARKS = Float32Array.from({ length: 136 }, (_, i) => Math.sin(i * 7.3) * 50 + 100);

/** Faces of different people are at right angles to each other. */
function face(person: number): Float32Array {
  return Float32Array.from({ length: 16 }, (_, i) => (i === person ? 1 : 0));
}

/** Signs of a face that moves as no picture can, straight into the camera, with nothing round it. */
function signs(changes: Partial<LookSigns> = {}): LookSigns {
  return {
    reliefs: [0.3, 0.3, 0.3, 0.3],
    edges: { left: null, right: null, above: null, below: null },
    box: { x: 100, y: 100, width: 100, height: 120 },
    landmarks: LANDMARKS,
    yaw: 0,
    eyes: 0.3,
    ...changes,
  };
}

/** Those of a picture that is held before the camera. */
const FLAT = signs({ reliefs: [0.05, 0.06, 0.04, 0.05] });

function clear(changes: Partial<Extract<Look, { kind: 'clear' }>> = {}): Look {
  const best = { employee: AYU, score: 0.8 };
  const second = { employee: BUDI, score: 0.1 };
  return {
    kind: 'clear',
    embedding: face(0),
    best,
    second,
    liveness: 0.95,
    faceHeight: 120,
    signs: signs(),
    ...changes,
  };
}
const stranger = (person = 1) => clear({ embedding: face(person), best: { employee: AYU, score: 0.2 } });
const poor: Look = { kind: 'poor', problem: 'too-small' };

/** A door that is shown frames: for each, the faces that are in it. */
class Scene {
  readonly sightings: Sighting[] = [];
  looks = 0;
  now = 1_000;
  readonly tracker: SightingTracker;

  /** @param chosen places of the movements that are asked for, in their order */
  constructor(changes: Partial<SightingPolicy> = {}, chosen: number[] = []) {
    const choose = () => chosen.shift() ?? 0;
    this.tracker = new SightingTracker({ ...policy, ...changes }, calibration, choose);
  }

  frame(...faces: { look: Look; box?: Box }[]): this {
    this.now += FRAME_MS;
    const boxes = faces.map(({ box }) => box ?? { x: 100, y: 100, width: 100, height: 120 });
    const followed = this.tracker.follow(boxes, this.now);
    for (const [i, { look }] of faces.entries()) {
      const { track, wantsLook } = followed[i] as (typeof followed)[number];
      if (!wantsLook) continue;
      this.looks++;
      const moment = { capturedAt: new Date(this.now), capturedMonotonicMs: this.now };
      const sighting = this.tracker.look(track, look, moment);
      if (sighting !== null) this.sightings.push(sighting);
    }
    return this;
  }

  show(look: Look, frames: number): this {
    for (let i = 0; i < frames; i++) this.frame({ look });
    return this;
  }

  /** Nobody is in view for this long. */
  empty(milliseconds: number): this {
    this.now += milliseconds;
    return this.frame();
  }

  kinds(): string[] {
    return this.sightings.map(({ kind }) => kind);
  }
}

describe('the looks at one face', () => {
  /** A look at somebody's face that is off by this angle, each time in another direction. */
  const off = (angle: number, direction: number) =>
    Float32Array.from({ length: 16 }, (_, i) => (i === 0 ? Math.cos(angle) : i === direction ? Math.sin(angle) : 0));

  it('come closer to the face together than each of them alone', () => {
    const scene = new Scene();
    for (const direction of [1, 2, 3, 4]) scene.frame({ look: clear({ embedding: off(0.6, direction) }) });
    const fused = scene.tracker.fuse(1, off(0.6, 5));
    expect(fused[0]).toBeGreaterThan(0.94);
    expect(Math.cos(0.6)).toBeLessThan(0.83);
    expect(Math.hypot(...fused)).toBeCloseTo(1, 5);
  });

  it('lend nothing to another face', () => {
    const scene = new Scene().show(clear(), 5);
    expect([...scene.tracker.fuse(1, face(3))]).toEqual([...face(3)]);
  });

  it('begin with the look itself, also where the track is gone', () => {
    const scene = new Scene();
    scene.tracker.follow([{ x: 0, y: 0, width: 10, height: 10 }], 0);
    expect([...scene.tracker.fuse(1, face(2))]).toEqual([...face(2)]);
    expect([...scene.tracker.fuse(99, face(2))]).toEqual([...face(2)]);
  });
});

describe('a face at the door', () => {
  it('is recognised on the third frame that agrees, with the medians of those frames', () => {
    const scene = new Scene();
    for (const [score, liveness] of [
      [0.7, 0.9],
      [0.9, 0.6],
      [0.8, 0.97],
    ] as const)
      scene.frame({ look: clear({ best: { employee: AYU, score }, liveness }) });
    expect(scene.sightings).toEqual([
      {
        kind: 'recognised',
        employee: AYU,
        score: 0.8,
        secondScore: 0.1,
        threshold: 0.45,
        liveness: 0.9,
        frames: 3,
        faceHeight: 120,
        track: 1,
        capturedAt: new Date(1_120),
        capturedMonotonicMs: 1_120,
      },
    ]);
  });

  it('is judged by other settings from the next look on, but never by less than the roster’s size asks for', () => {
    const scene = new Scene().show(clear(), 2);
    scene.tracker.usePolicy({ ...policy, minScore: 0.85 });
    scene.show(clear(), 30);
    expect(scene.kinds()).toEqual(['unknown']);
    scene.tracker.usePolicy({ ...policy, minScore: 0.2, minLiveness: 0.96 });
    scene.show(clear(), 100);
    expect(scene.kinds()).toEqual(['unknown', 'challenge']);
    scene.tracker.usePolicy({ ...policy, minScore: 0.2 });
    scene.show(clear(), 30);
    expect(scene.sightings.at(-1)).toMatchObject({ kind: 'recognised', threshold: 0.45 });
  });

  it('is nobody after one or two frames', () => {
    expect(new Scene().show(clear(), 2).empty(2_000).show(clear(), 2).sightings).toEqual([]);
  });

  it('makes one arrival however long it stands there, and costs few looks once it is decided', () => {
    const scene = new Scene().show(clear(), 25 * 50);
    expect(scene.kinds()).toEqual(['recognised']);
    expect(scene.looks).toBeLessThan(120);
  });

  it('makes no second punch when it is lost and found again within the cool-down', () => {
    const scene = new Scene().show(clear(), 5).empty(5_000).show(clear(), 5);
    expect(scene.kinds()).toEqual(['recognised', 'seen-again']);
    scene.empty(policy.coolDownMs).show(clear(), 5);
    expect(scene.kinds()).toEqual(['recognised', 'seen-again', 'recognised']);
  });

  it('that stays in view all day makes another punch after the longest silence', () => {
    const scene = new Scene({ coolDownMs: 1_000, longestSilenceMs: 10_000 }).show(clear(), 25 * 24);
    expect(scene.kinds()).toEqual(['recognised', 'recognised', 'recognised']);
  });

  it('of a stranger is unknown once, and only after more frames than a recognition takes', () => {
    expect(new Scene().show(stranger(), policy.patience - 1).sightings).toEqual([]);
    expect(new Scene().show(stranger(), 200).kinds()).toEqual(['unknown']);
  });

  it('that turns away for a while is not called unknown before it is recognised', () => {
    const turned = clear({ best: { employee: AYU, score: 0.4 } });
    expect(new Scene().show(turned, 4).show(clear(), 6).kinds()).toEqual(['recognised']);
  });

  it('that was called unknown can still be recognised', () => {
    const unclear = clear({ best: { employee: AYU, score: 0.4 } });
    expect(new Scene().show(unclear, 12).show(clear(), 40).kinds()).toEqual(['unknown', 'recognised']);
  });

  it('is not recognised where the second best is too close', () => {
    const alike = clear({ second: { employee: BUDI, score: 0.77 } });
    expect(new Scene().show(alike, 60).kinds()).toEqual(['unknown']);
  });

  it('is not recognised while its frames name two people', () => {
    const scene = new Scene();
    for (let i = 0; i < 20; i++)
      scene.frame({ look: clear({ best: { employee: i % 4 === 0 ? BUDI : AYU, score: 0.8 } }) });
    expect(scene.kinds()).toEqual([]);
  });

  it('that does not live is said so once, and does not pass by being shown for longer', () => {
    const photo = clear({ liveness: 0.1, signs: FLAT });
    expect(new Scene().show(photo, 100).kinds()).toEqual(['not-live']);
    expect(new Scene().show(photo, 10).show(clear(), 100).kinds()).toEqual(['not-live']);
  });

  it('passes with one bad frame of liveness, and not without being asked with many', () => {
    const dull = clear({ liveness: 0.2 });
    expect(new Scene().show(clear(), 1).show(dull, 1).show(clear(), 1).kinds()).toEqual(['recognised']);
    const scene = new Scene();
    for (let i = 0; i < 100; i++) scene.frame({ look: i % 2 === 1 ? clear() : dull });
    expect(scene.kinds()).toEqual(['challenge']);
  });

  it('that is too far away is told so once, and is recognised when it comes closer', () => {
    expect(new Scene().show(poor, 60).show(clear(), 4).sightings).toMatchObject([
      { kind: 'poor-quality', reason: 'too-small' },
      { kind: 'recognised' },
    ]);
  });

  it('does not lend its frames to somebody who takes its place', () => {
    const scene = new Scene().show(clear(), 2);
    const budi = clear({ embedding: face(2), best: { employee: BUDI, score: 0.8 } });
    scene.show(budi, 2);
    expect(scene.sightings).toEqual([]);
    scene.show(budi, 2);
    expect(scene.sightings).toMatchObject([{ kind: 'recognised', employee: BUDI, frames: 3 }]);
  });

  it('does not keep the next person from being recognised in the same place', () => {
    const budi = clear({ embedding: face(2), best: { employee: BUDI, score: 0.8 } });
    const scene = new Scene().show(clear(), 25).show(budi, 50);
    expect(scene.sightings).toMatchObject([{ employee: AYU }, { employee: BUDI }]);
    expect(scene.sightings[0]?.track).not.toBe(scene.sightings[1]?.track);
  });

  it('is judged by itself when several people are in one frame', () => {
    const scene = new Scene();
    const left = { x: 0, y: 100, width: 100, height: 120 };
    const right = { x: 300, y: 100, width: 100, height: 120 };
    const budi = clear({ embedding: face(2), best: { employee: BUDI, score: 0.8 } });
    for (let i = 0; i < 20; i++) {
      const faces = [{ look: clear(), box: left }, { look: budi, box: right }, { look: stranger(3) }];
      // The detector names them in any order.
      scene.frame(...(i % 2 === 0 ? faces : faces.toReversed()));
    }
    expect(
      scene.sightings.map((sighting) => ('employee' in sighting ? sighting.employee : sighting.kind)).sort(),
    ).toEqual([AYU, BUDI, 'unknown']);
  });

  it('is judged anew by a new roster', () => {
    const scene = new Scene().show(clear(), 2);
    scene.tracker.useRoster(10);
    expect(scene.show(clear(), 2).sightings).toEqual([]);
    expect(scene.show(clear(), 1).kinds()).toEqual(['recognised']);
  });
});

describe('a face that may be a picture', () => {
  const still = clear({ signs: signs({ reliefs: [0.05, 0.06, 0.04] }) });
  const turned = (yaw: number) => clear({ signs: signs({ reliefs: [], yaw }) });

  it('is asked for a movement after three seconds, and is recognised by the one that was asked for', () => {
    const scene = new Scene().show(still, 74);
    expect(scene.sightings).toEqual([]);
    scene.show(still, 5);
    expect(scene.sightings).toMatchObject([{ kind: 'challenge', asked: 'turn-left', met: false, leftMs: 7_000 }]);
    scene.show(still, 3).show(turned(25), 2).show(still, 2);
    expect(scene.sightings.slice(1)).toMatchObject([
      { kind: 'recognised', employee: AYU, challenge: { kind: 'turn-left', ms: 320 } },
    ]);
  });

  it('does not live once it has missed three movements, of which no two in a row are the same', () => {
    const scene = new Scene({}, [1, 0, 0]).show(still, 25 * 60);
    expect(scene.sightings.map((seen) => (seen.kind === 'challenge' ? seen.asked : seen.kind))).toEqual([
      'turn-right',
      'turn-left',
      'turn-right',
      'not-live',
    ]);
  });

  it('that turns to the other side is asked for something else at once', () => {
    const scene = new Scene({}, [0, 1]).show(still, 79).show(turned(-25), 3);
    expect(scene.sightings).toMatchObject([{ asked: 'turn-left' }, { asked: 'blink-twice' }]);
  });

  it('is not helped by somebody else who makes the movement in its place', () => {
    const budi = { embedding: face(2), best: { employee: BUDI, score: 0.8 } };
    const scene = new Scene().show(still, 79);
    scene.show(clear({ ...budi, signs: signs({ reliefs: [], yaw: 25 }) }), 3).show(still, 60);
    expect(scene.kinds()).not.toContain('recognised');
  });

  it('must make two movements where something frames it', () => {
    const edge = { distance: 1.1, lean: 0 };
    const edges = { left: edge, right: edge, above: null, below: null };
    const framed = clear({ signs: signs({ edges }) });
    const scene = new Scene({}, [0, 0]).show(framed, 79).show(framed, 3).show(turned(25), 2);
    expect(scene.sightings.map((seen) => (seen.kind === 'challenge' ? seen.asked : seen.kind))).toEqual([
      'turn-left',
      'turn-right',
    ]);
    expect(scene.show(framed, 3).show(turned(-25), 2).kinds().at(-1)).toBe('recognised');
  });

  it('is refused without being asked where two cues speak against it', () => {
    expect(new Scene().show(clear({ liveness: 0.05, signs: FLAT }), 20).kinds()).toEqual(['not-live']);
  });

  it('is refused in time where nobody may be asked, and recognised as soon as it moves like a face', () => {
    expect(new Scene({ challenge: 'never' }).show(still, 25 * 11).kinds()).toEqual(['not-live']);
    expect(new Scene({ challenge: 'never' }).show(still, 50).show(clear(), 20).kinds()).toEqual(['recognised']);
  });

  it('is always asked where the policy says so, however much it lives', () => {
    const scene = new Scene({ challenge: 'always' }).show(clear(), 6).show(turned(30), 2);
    expect(scene.kinds()).toEqual(['challenge', 'recognised']);
  });
});

describe('somebody who is easily taken for another', () => {
  const look = (lead: number) =>
    clear({ best: { employee: AYU, score: 0.8 }, second: { employee: BUDI, score: 0.8 - lead } });
  const scene = () => {
    const door = new Scene();
    door.tracker.useRoster(2, new Set([AYU, BUDI]));
    return door;
  };

  it('is recognised by twice as many frames and a wide lead', () => {
    expect(
      scene()
        .show(look(0.3), policy.lookAlikeFrames - 1)
        .kinds(),
    ).toEqual([]);
    expect(scene().show(look(0.3), policy.lookAlikeFrames).kinds()).toEqual(['recognised']);
  });

  it('is asked for a movement where the lead is narrow, and is nobody where it is too narrow for anybody', () => {
    expect(scene().show(look(0.08), 10).kinds()).toEqual(['challenge']);
    expect(scene().show(look(0.03), 30).kinds()).toEqual(['unknown']);
    expect(new Scene().show(look(0.08), 10).kinds()).toEqual(['recognised']);
  });
});

describe('whatever a door is shown', () => {
  const looks = fc.oneof(
    { weight: 4, arbitrary: fc.constant(clear()) },
    { weight: 2, arbitrary: fc.constant(clear({ embedding: face(2), best: { employee: BUDI, score: 0.7 } })) },
    { weight: 1, arbitrary: fc.constant(clear({ best: { employee: BUDI, score: 0.6 } })) },
    { weight: 1, arbitrary: fc.constant(clear({ liveness: 0.1, signs: FLAT })) },
    { weight: 2, arbitrary: fc.constant(stranger()) },
    { weight: 1, arbitrary: fc.constant(poor) },
  );
  const steps = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ look: looks, frames: fc.integer({ min: 1, max: 8 }) }) },
      { weight: 1, arbitrary: fc.record({ pauseMs: fc.integer({ min: 10, max: 5_000 }) }) },
    ),
    { maxLength: 60 },
  );
  const coolDown = { coolDownMs: 2_000, longestSilenceMs: 20_000 };

  function play(story: typeof steps extends fc.Arbitrary<infer Value> ? Value : never): Scene {
    const scene = new Scene(coolDown);
    for (const step of story) {
      if ('pauseMs' in step) scene.empty(step.pauseMs);
      else scene.show(step.look, step.frames);
    }
    return scene;
  }
  const punches = (scene: Scene) =>
    scene.sightings.filter((sighting) => sighting.kind === 'recognised') as Recognised[];

  it('no punch rests on fewer than three frames, on a score below the threshold, or on a face that does not live', () => {
    fc.assert(
      fc.property(steps, (story) => {
        for (const punch of punches(play(story))) {
          expect(punch.frames).toBeGreaterThanOrEqual(policy.minFrames);
          expect(punch.score).toBeGreaterThanOrEqual(punch.threshold);
          if (punch.challenge === undefined) expect(punch.liveness).toBeGreaterThanOrEqual(policy.minLiveness);
          expect(punch.score - (punch.secondScore ?? -1)).toBeGreaterThanOrEqual(policy.margin);
        }
      }),
    );
  });

  it('two punches of one person are at least the cool-down apart', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const last = new Map<string, number>();
        for (const { employee, capturedMonotonicMs } of punches(play(story))) {
          expect(capturedMonotonicMs - (last.get(employee) ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(
            coolDown.coolDownMs,
          );
          last.set(employee, capturedMonotonicMs);
        }
      }),
    );
  });

  it('a track is unknown or not live at most once, and is never recognised after it was not live', () => {
    fc.assert(
      fc.property(steps, (story) => {
        const said = new Map<number, string[]>();
        for (const { track, kind } of play(story).sightings) said.set(track, [...(said.get(track) ?? []), kind]);
        for (const kinds of said.values()) {
          expect(kinds.filter((kind) => kind === 'unknown').length).toBeLessThanOrEqual(1);
          const refused = kinds.indexOf('not-live');
          if (refused !== -1) expect(kinds.slice(refused + 1)).toEqual([]);
        }
      }),
    );
  });
});
