import { describe, expect, it } from 'vitest';
import { padFrame } from './pad-frame.ts';

describe('padFrame', () => {
  it('puts the picture in the middle of a grey one and changes none of its pixels', () => {
    const picture = { width: 2, height: 1, rgb: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    const { width, height, rgb } = padFrame(picture, 1);
    expect([width, height]).toEqual([4, 3]);
    expect([...rgb.subarray(15, 21)]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...rgb.subarray(0, 15), ...rgb.subarray(21)].every((value) => value === 127)).toBe(true);
  });
});
