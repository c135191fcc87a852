import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimatePose, HEAD } from './estimate-pose.ts';

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Turns the common head about its vertical axis, then nods it, then leans it, and looks at it from afar. */
function project(yaw: number, pitch: number, roll: number, scale = 0.4): Float32Array {
  const [y, p, r] = [radians(yaw), radians(pitch), radians(roll)] as const;
  const landmarks = new Float32Array(136);
  for (const [index, x0, y0, z0] of HEAD) {
    const [x1, z1] = [x0 * Math.cos(y) - z0 * Math.sin(y), x0 * Math.sin(y) + z0 * Math.cos(y)];
    const y2 = y0 * Math.cos(p) + z1 * Math.sin(p);
    const [x3, y3] = [x1 * Math.cos(r) - y2 * Math.sin(r), x1 * Math.sin(r) + y2 * Math.cos(r)];
    landmarks.set([x3 * scale + 300, y3 * scale + 200], index * 2);
  }
  return landmarks;
}

/** How far right of and below the middle of the eyes the nose lies: with the gaze, and with the body of a leaning head. */
function noseAgainstEyes(points: Float32Array): [number, number] {
  const at = (index: number) => points[index] ?? Number.NaN;
  return [at(60) - (at(72) + at(90)) / 2, at(61) - (at(73) + at(91)) / 2];
}

describe('estimatePose', () => {
  it('sees a face that looks into the camera as not turned', () => {
    const { yaw, pitch, roll } = estimatePose(project(0, 0, 0));
    for (const angle of [yaw, pitch, roll]) expect(angle).toBeCloseTo(0, 3);
  });

  it('calls a turn to the right edge, a chin that goes up and a clockwise lean positive', () => {
    expect(noseAgainstEyes(project(30, 0, 0))[0]).toBeGreaterThan(0);
    expect(noseAgainstEyes(project(0, 25, 0))[1]).toBeLessThan(noseAgainstEyes(project(0, 0, 0))[1]);
    expect(noseAgainstEyes(project(0, 0, 20))[0]).toBeLessThan(0);
    expect(estimatePose(project(30, 0, 0)).yaw).toBeCloseTo(30, 3);
    expect(estimatePose(project(0, 25, 0)).pitch).toBeCloseTo(25, 3);
    expect(estimatePose(project(0, 0, 20)).roll).toBeCloseTo(20, 3);
  });

  it('finds every turn at any size of the face', () => {
    const angle = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(angle, angle, angle, fc.double({ min: 0.2, max: 3, noNaN: true }), (yaw, pitch, roll, scale) => {
        const found = estimatePose(project(yaw, pitch, roll, scale));
        expect(found.roll).toBeCloseTo(roll, 1);
        expect(found.yaw).toBeCloseTo(yaw, 1);
        expect(found.pitch).toBeCloseTo(pitch, 1);
      }),
    );
  });
});
