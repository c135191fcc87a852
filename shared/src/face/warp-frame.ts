import type { Frame } from './frame.ts';

/** Maps a target pixel (u, v) to the frame: x = a·u + b·v + tx, y = c·u + d·v + ty. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly c: number;
  readonly d: number;
  readonly ty: number;
}

/** What lies beyond a frame's edges: black, or the nearest pixel going on. */
export type Surround = 'black' | 'edge';

/** Samples a frame bilinearly into a picture of width × height pixels. */
export function warpFrame(frame: Frame, map: Affine, width: number, height: number, surround: Surround): Frame {
  const source = frame.rgb;
  const rgb = new Uint8Array(width * height * 3);
  const lastX = frame.width - 1;
  const lastY = frame.height - 1;
  const stride = frame.width * 3;
  let out = 0;
  for (let v = 0; v < height; v++) {
    let x = map.b * v + map.tx;
    let y = map.d * v + map.ty;
    for (let u = 0; u < width; u++, x += map.a, y += map.c, out += 3) {
      if (surround === 'black' && (x < -0.5 || y < -0.5 || x > lastX + 0.5 || y > lastY + 0.5)) continue;
      const insideX = x < 0 ? 0 : Math.min(x, lastX);
      const insideY = y < 0 ? 0 : Math.min(y, lastY);
      const left = insideX | 0;
      const top = insideY | 0;
      const fx = insideX - left;
      const fy = insideY - top;
      const right = left < lastX ? 3 : 0;
      const i = top * stride + left * 3;
      const j = top < lastY ? i + stride : i;
      const w11 = fx * fy;
      const w10 = fx - w11;
      const w01 = fy - w11;
      const w00 = 1 - fx - w01;
      rgb[out] =
        (source[i] as number) * w00 +
        (source[i + right] as number) * w10 +
        (source[j] as number) * w01 +
        (source[j + right] as number) * w11 +
        0.5;
      rgb[out + 1] =
        (source[i + 1] as number) * w00 +
        (source[i + right + 1] as number) * w10 +
        (source[j + 1] as number) * w01 +
        (source[j + right + 1] as number) * w11 +
        0.5;
      rgb[out + 2] =
        (source[i + 2] as number) * w00 +
        (source[i + right + 2] as number) * w10 +
        (source[j + 2] as number) * w01 +
        (source[j + right + 2] as number) * w11 +
        0.5;
    }
  }
  return { width, height, rgb };
}
