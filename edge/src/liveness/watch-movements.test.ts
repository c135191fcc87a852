import { describe, expect, it } from 'vitest';
import { DEFAULT_LIVENESS_POLICY } from './liveness-policy.ts';
import type { LookSigns } from './look-signs.ts';
import { BlinkWatch } from './watch-blinks.ts';
import { TurnWatch } from './watch-turn.ts';

const POINTS = Float32Array.from({ length: 136 }, (_, i) => Math.sin(i * 7.3) * 50 + 100);
const NOTHING = { left: null, right: null, above: null, below: null };
const look = (changes: Partial<LookSigns> = {}): LookSigns => ({
  ...{ reliefs: [], edges: NOTHING, box: { x: 0, y: 0, width: 80, height: 100 }, landmarks: POINTS, yaw: 2, eyes: 0.3 },
  ...changes,
});
/** A flat picture that is tilted: narrower one way. */
const tilted = (by: number) => POINTS.map((value, i) => (i % 2 === 0 ? value / by : value));

describe('a turn of the head', () => {
  const turn = DEFAULT_LIVENESS_POLICY.turn;
  const play = (watch: TurnWatch, looks: readonly LookSigns[]) => looks.map((signs) => watch.see(signs)).at(-1);

  it('to the person’s own left goes towards the right edge of the picture, and is seen twice', () => {
    expect(play(new TurnWatch('left', turn), [look(), look(), look({ yaw: 25 })])).toBe('waiting');
    expect(play(new TurnWatch('left', turn), [look(), look(), look({ yaw: 25 }), look({ yaw: 26 })])).toBe('met');
    expect(play(new TurnWatch('right', turn), [look(), look(), look({ yaw: 25 }), look({ yaw: 26 })])).toBe('wrong');
    expect(play(new TurnWatch('right', turn), [look(), look(), look({ yaw: -24 }), look({ yaw: -24 })])).toBe('met');
  });

  it('begins with a straight look: who stands there turned already has not turned', () => {
    expect(play(new TurnWatch('left', turn), Array<LookSigns>(20).fill(look({ yaw: 30 })))).toBe('waiting');
  });

  it('is none where a tilted picture only seems to turn', () => {
    const trick = look({ yaw: 25, landmarks: tilted(1.4) });
    expect(play(new TurnWatch('left', turn), [look(), look(), ...Array<LookSigns>(20).fill(trick)])).toBe('waiting');
  });
});

describe('two blinks', () => {
  const blink = [0.3, 0.3, 0.15, 0.14, 0.29, 0.3];
  const play = (eyes: readonly number[], everyMs = 100, landmarks = (_: number) => POINTS) => {
    const watch = new BlinkWatch();
    return eyes.map((open, i) => watch.see(look({ eyes: open, landmarks: landmarks(i) }), i * everyMs)).at(-1);
  };
  const open = Array<number>(5).fill(0.3);

  it('are two times shut and open again', () => {
    expect(play([...open, ...blink])).toBe('waiting');
    expect(play([...open, ...blink, ...blink])).toBe('met');
  });

  it('are none where the eyes stay shut, or never open', () => {
    expect(play([...open, ...Array<number>(20).fill(0.1), 0.3, ...Array<number>(20).fill(0.1), 0.3])).toBe('waiting');
    expect(play(Array<number>(30).fill(0.12))).toBe('waiting');
  });

  it('are none where a picture is tilted until its eyes look narrow', () => {
    const eyes = [...open, 0.15, 0.3, 0.15, 0.3, 0.15, 0.3];
    expect(play(eyes)).toBe('met');
    expect(play(eyes, 100, (i) => (eyes[i] === 0.15 ? tilted(1.3) : POINTS))).toBe('waiting');
  });
});
