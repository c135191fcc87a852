import type { StraightEdges } from '@hadir/shared/face/find-straight-edges';
import { describe, expect, it } from 'vitest';
import { judgeCues } from './judge-cues.ts';
import { judgeFrame } from './judge-frame.ts';
import { judgePassive } from './judge-passive.ts';
import { judgeRelief } from './judge-relief.ts';
import { DEFAULT_LIVENESS_POLICY as policy } from './liveness-policy.ts';

const live = { passive: 'live', relief: 'solid', framing: 'free' } as const;

describe('the cues together', () => {
  it('let a face live where all of them say so, and never by one or two', () => {
    expect(judgeCues(live)).toEqual({ kind: 'live' });
    for (const less of [
      { passive: 'doubtful' },
      { relief: 'cannot-tell' },
      { relief: 'flat' },
      { framing: 'framed' },
      { framing: 'cannot-tell' },
      { passive: 'attack' },
    ] as const)
      expect(judgeCues({ ...live, ...less }).kind).toBe('in-doubt');
  });

  it('refuse a face by two of them, whatever the third says', () => {
    const against = { passive: 'attack', relief: 'flat', framing: 'framed' } as const;
    for (const cue of ['passive', 'relief', 'framing'] as const)
      expect(judgeCues({ ...against, [cue]: live[cue] }).kind).toBe('not-live');
  });
});

describe('relief', () => {
  it('is told by the upper quartile of enough comparisons, so that one that failed says nothing', () => {
    const flat = [0.05, 0.06, 0.05, 0.07, 0.05, 0.06, 0.05, 0.9];
    expect(judgeRelief(flat, policy)).toBe('cannot-tell');
    expect(judgeRelief([...flat, ...flat, ...flat], policy)).toBe('flat');
    expect(judgeRelief(Array<number>(7).fill(0.5), policy)).toBe('cannot-tell');
    expect(judgeRelief([0.1, 0.1, 0.1, 0.1, 0.1, 0.3, 0.3, 0.3], policy)).toBe('solid');
  });
});

describe('the passive score', () => {
  it('is judged over the looks and not by one of them', () => {
    expect(judgePassive([0.9, 0.1, 0.9], policy)).toBe('live');
    expect(judgePassive([0.9, 0.4, 0.6, 0.4], policy)).toBe('doubtful');
    expect(judgePassive([0.1, 0.9, 0.1], policy)).toBe('attack');
  });
});

describe('what frames a face', () => {
  const none: StraightEdges = { left: null, right: null, above: null, below: null };
  /** Edges on both sides, the face at `x` and the edges where they are put. */
  const look = (x: number, left: number, right: number) => ({
    box: { x: x - 40, y: 100, width: 80, height: 100 },
    edges: { ...none, left: { distance: (x - left) / 100, lean: 0 }, right: { distance: (right - x) / 100, lean: 0 } },
  });

  it('is a sheet or a display where its edges move with the face, or the face does not move between them', () => {
    expect(
      judgeFrame(
        [200, 230, 260, 280, 300].map((x) => look(x, x - 90, x + 90)),
        policy,
      ),
    ).toBe('framed');
    expect(
      judgeFrame(
        [200, 200, 201, 200, 200].map((x) => look(x, 110, 290)),
        policy,
      ),
    ).toBe('framed');
  });

  it('is the room where the face moves and the edges stay', () => {
    expect(
      judgeFrame(
        [200, 230, 260, 280, 300].map((x) => look(x, 60, 440)),
        policy,
      ),
    ).toBe('free');
  });

  it('is no room where its edges stay as near to the face as no door is wide', () => {
    expect(
      judgeFrame(
        [200, 210, 220, 230, 215].map((x) => look(x, 130, 290)),
        policy,
      ),
    ).toBe('framed');
  });

  it('is nothing where no edges are found, and not known from a few looks', () => {
    const bare = { ...look(200, 0, 0), edges: none };
    expect(judgeFrame([bare, bare, bare, bare], policy)).toBe('cannot-tell');
    expect(judgeFrame([bare, bare, bare, bare, bare], policy)).toBe('free');
  });
});
