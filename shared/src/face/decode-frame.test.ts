import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeFrame, decodePhoto } from './decode-frame.ts';

const RED = { r: 200, g: 0, b: 0 };

function picture(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: RED } });
}

describe('decodeFrame', () => {
  it('gives red, green and blue, row by row', async () => {
    const outcome = await decodeFrame(await picture(32, 16).jpeg().toBuffer());
    if (outcome.kind === 'unreadable') throw new Error(outcome.reason);
    const { width, height, rgb } = outcome.frame;
    expect([width, height, rgb.length]).toEqual([32, 16, 32 * 16 * 3]);
    expect(rgb[0]).toBeGreaterThan(190);
    expect(rgb[1]).toBeLessThan(10);
  });

  it.each(['grey', 'cmyk', 'transparent'] as const)('brings a %s picture to three channels', async (kind) => {
    const pictures = {
      grey: picture(32, 16).greyscale().jpeg(),
      cmyk: picture(32, 16).toColourspace('cmyk').jpeg(),
      transparent: picture(32, 16).ensureAlpha(0.5).png(),
    };
    const outcome = await decodePhoto(await pictures[kind].toBuffer());
    expect(outcome.kind === 'decoded' && outcome.frame.rgb.length).toBe(32 * 16 * 3);
  });

  it('shrinks a frame that is larger than 1280 pixels, in its proportions', async () => {
    const outcome = await decodeFrame(await picture(2560, 1440).jpeg().toBuffer());
    expect(outcome).toMatchObject({ kind: 'decoded', frame: { width: 1280, height: 720 } });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['garbage', Buffer.from('this is no picture at all')],
    ['the start of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
  ])('calls %s unreadable and gives the reason', async (_what, bytes) => {
    const outcome = await decodeFrame(bytes);
    expect(outcome).toMatchObject({ kind: 'unreadable', reason: expect.stringMatching(/./) });
  });

  it('calls a frame unreadable that ends in the middle', async () => {
    const noise = await sharp({
      create: {
        width: 320,
        height: 240,
        channels: 3,
        background: RED,
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .jpeg()
      .toBuffer();
    const outcome = await decodeFrame(noise.subarray(0, noise.length / 3));
    expect(outcome.kind).toBe('unreadable');
  });

  it('refuses a picture that claims more than 50 million pixels without decoding it', async () => {
    const small = await picture(8, 8).jpeg().toBuffer();
    // The frame header of a baseline JPEG: marker, length, precision, then height and width in two bytes each.
    const bomb = Buffer.from(small);
    const header = bomb.indexOf(Buffer.from([0xff, 0xc0]));
    bomb.writeUInt16BE(8000, header + 5);
    bomb.writeUInt16BE(7000, header + 7);
    expect(await decodeFrame(bomb)).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('pixel') });
  });
});

describe('decodePhoto', () => {
  it('turns a photo the way its camera says it was held', async () => {
    const photo = await picture(40, 20)
      .jpeg()
      .withExif({ IFD0: { Orientation: '6' } })
      .toBuffer();
    const lying = await decodeFrame(photo);
    const turned = await decodePhoto(await sharp(photo).withMetadata({ orientation: 6 }).toBuffer());
    expect(lying).toMatchObject({ frame: { width: 40, height: 20 } });
    expect(turned).toMatchObject({ frame: { width: 20, height: 40 } });
  });
});

describe('both decoders', () => {
  it('read nothing but what cameras and scanners make', async () => {
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const animation = await picture(9, 9).gif().toBuffer();
    for (const bytes of [drawing, animation]) {
      expect(await decodePhoto(bytes)).toEqual({ kind: 'unreadable', reason: 'not a JPEG, PNG or WebP picture' });
      expect(await decodeFrame(bytes)).toEqual({ kind: 'unreadable', reason: 'not a JPEG' });
    }
  });
});
