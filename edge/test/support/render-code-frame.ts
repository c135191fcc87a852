import { toBuffer } from 'qrcode';
import sharp from 'sharp';

export interface Scene {
  /** Side of the code in the picture, pixels. */
  readonly side: number;
  /** Degrees by which it is held askew. */
  readonly tilt: number;
  /** Standard deviation of the sensor's noise, grey levels. */
  readonly noise: number;
  /** Of the lens, pixels. */
  readonly blur: number;
}

const WIDTH = 640;
const HEIGHT = 480;

/** @returns a camera's JPEG of somebody holding a telephone with a QR code before it: tilted, sheared, dim, noisy and a little out of focus. */
export async function renderCodeFrame(text: string, { side, tilt, noise, blur }: Scene): Promise<Buffer> {
  const code = await toBuffer(text, { errorCorrectionLevel: 'M', margin: 4, width: 800 });
  const held = await sharp(code)
    .resize(side, side)
    .affine([1, 0.08, -0.05, 0.97], { background: '#ffffff' })
    .rotate(tilt, { background: '#4a4038' })
    .modulate({ brightness: 0.8 })
    .png()
    .toBuffer();
  const room = await sharp({
    create: {
      width: WIDTH,
      height: HEIGHT,
      channels: 3,
      background: '#7d7468',
      noise: { type: 'gaussian', mean: 110, sigma: noise },
    },
  })
    .png()
    .toBuffer();
  const grain = await sharp({
    create: {
      width: WIDTH,
      height: HEIGHT,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: noise },
    },
  })
    .png()
    .toBuffer();
  const scene = await sharp(room)
    .composite([{ input: held, gravity: 'centre' }])
    .blur(blur)
    .png()
    .toBuffer();
  return sharp(scene)
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 70 })
    .toBuffer();
}
