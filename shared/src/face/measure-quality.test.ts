import { describe, expect, it } from 'vitest';
import { HEAD } from './estimate-pose.ts';
import type { Frame } from './frame.ts';
import { DOOR_LIMITS, measureQuality } from './measure-quality.ts';

const FRAME: Frame = { width: 400, height: 300, rgb: new Uint8Array(0) };
const BOX = { x: 150, y: 80, width: 100, height: 130 };

/** A face in the middle of the box that looks into the camera, or is turned by `squeeze` < 1. */
function landmarks({ centre = 200, squeeze = 1, nose = 0 } = {}): Float32Array {
  const points = new Float32Array(136);
  for (let i = 0; i < 68; i++) points.set([centre, 150], i * 2);
  for (const [index, x, y] of HEAD) points.set([centre + x * 0.15 * squeeze, 150 + y * 0.15], index * 2);
  points[60] = centre + nose;
  return points;
}

/** A face of stripes: `light` in the mean, `contrast` to either side, each stripe `wide` pixels. */
function face({ light = 130, contrast = 30, wide = 2 } = {}): Frame {
  const rgb = new Uint8Array(112 * 112 * 3);
  for (let i = 0; i < 112 * 112; i++) {
    rgb.fill(light + contrast * Math.sin((Math.PI * (i % 112)) / wide), i * 3, i * 3 + 3);
  }
  return { width: 112, height: 112, rgb };
}

const judge = (given: { box?: typeof BOX; points?: Float32Array; picture?: Frame } = {}) =>
  measureQuality(FRAME, given.box ?? BOX, given.points ?? landmarks(), given.picture ?? face({ wide: 3 }), DOOR_LIMITS);

describe('measureQuality', () => {
  it('finds nothing wrong with a large, sharp, well-lit face that looks into the camera', () => {
    const quality = judge();
    expect(quality.problem).toBeNull();
    expect(quality.score).toBeGreaterThan(0.5);
    expect(quality.sizePx).toBe(100);
  });

  it.each([
    ['too-small', { box: { x: 190, y: 140, width: 20, height: 26 } }],
    ['cut-off', { points: landmarks({ centre: 5 }) }],
    ['turned-away', { points: landmarks({ squeeze: 0.4, nose: 30 }) }],
    ['too-dark', { picture: face({ light: 12, contrast: 8, wide: 3 }) }],
    ['too-bright', { picture: face({ light: 248, contrast: 7, wide: 3 }) }],
    ['blurred', { picture: face({ contrast: 30, wide: 60 }) }],
  ] as const)('names what is wrong: %s', (problem, given) => {
    const quality = judge(given);
    expect(quality.problem).toBe(problem);
    expect(quality.score).toBe(0);
  });

  it('names the worst of several problems', () => {
    const box = { x: 190, y: 140, width: 36, height: 46 };
    expect(judge({ box, picture: face({ contrast: 0 }) }).problem).toBe('blurred');
  });

  it('measures the same sharpness in half the light', () => {
    const bright = judge({ picture: face({ light: 200, contrast: 40, wide: 3 }) }).sharpness;
    const dark = judge({ picture: face({ light: 100, contrast: 20, wide: 3 }) }).sharpness;
    expect(dark / bright).toBeGreaterThan(0.9);
    expect(dark / bright).toBeLessThan(1.1);
  });
});
