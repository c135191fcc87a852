import { describe, expect, it } from 'vitest';
import { judgeFrame, type SmallFrame } from './judge-frame.ts';

const SKIN = [198, 150, 125] as const;
const DARK_SKIN = [110, 72, 55] as const;
const WALL = [120, 130, 140] as const;

/** A wall with an ellipse of skin. Centre and radius are shares of the picture. */
function picture(face: { x?: number; y?: number; r: number; colour?: readonly number[] } | null, dim = 1): SmallFrame {
  const [width, height] = [80, 60];
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at++) {
    const [dx, dy] = [(at % width) / width - (face?.x ?? 0.5), Math.floor(at / width) / height - (face?.y ?? 0.5)];
    const inside = face !== null && (dx / face.r) ** 2 + (dy / (face.r * 1.3)) ** 2 < 1;
    const colour = inside ? (face.colour ?? SKIN) : WALL;
    for (const [i, value] of colour.entries()) pixels[at * 4 + i] = value * dim;
    pixels[at * 4 + 3] = 255;
  }
  return { width, height, pixels };
}

describe('the hint while aiming', () => {
  it('is that all is well where a face of any tone fills the oval', () => {
    expect(judgeFrame(picture({ r: 0.3 }), null)).toBe('good');
    expect(judgeFrame(picture({ r: 0.3, colour: DARK_SKIN }), null)).toBe('good');
  });

  it('names the light first', () => {
    expect(judgeFrame(picture({ r: 0.3 }, 0.2), null)).toBe('too-dark');
    expect(judgeFrame(picture({ r: 0.3 }, 1.9), null)).toBe('too-bright');
  });

  it('says where the face should go', () => {
    expect(judgeFrame(picture(null), null)).toBe('no-face');
    expect(judgeFrame(picture({ r: 0.13 }), null)).toBe('closer');
    expect(judgeFrame(picture({ r: 0.8 }), null)).toBe('back');
    expect(judgeFrame(picture({ r: 0.25, x: 0.3 }), null)).toBe('centre');
    expect(judgeFrame(picture({ r: 0.15, x: 0.1 }), null)).toBe('centre');
  });

  it('asks to hold still while the picture changes', () => {
    expect(
      judgeFrame(picture({ r: 0.3, x: 0.56, colour: DARK_SKIN }), picture({ r: 0.3, x: 0.4, colour: DARK_SKIN })),
    ).toBe('still');
    expect(judgeFrame(picture({ r: 0.3 }), picture({ r: 0.3 }))).toBe('good');
  });
});
