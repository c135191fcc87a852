import type { Frame } from './frame.ts';
import type { ModelSpec } from './model-manifest.ts';

/**
 * Writes a picture of the model's size into its input tensor, one plane per channel, as the manifest says.
 * @param out channels × height × width.
 */
export function fillTensor(picture: Frame, input: ModelSpec['input'], out: Float32Array): void {
  const { rgb } = picture;
  const plane = picture.width * picture.height;
  const factor = 1 / input.divisor;
  const offset = -input.mean / input.divisor;
  if (input.channels === 'grey') {
    for (let at = 0, i = 0; at < plane; at++, i += 3) out[at] = luminance(rgb, i) * factor + offset;
    return;
  }
  const red = input.channels === 'rgb' ? 0 : 2 * plane;
  const blue = 2 * plane - red;
  for (let at = 0, i = 0; at < plane; at++, i += 3) {
    out[at + red] = (rgb[i] as number) * factor + offset;
    out[at + plane] = (rgb[i + 1] as number) * factor + offset;
    out[at + blue] = (rgb[i + 2] as number) * factor + offset;
  }
}

/** Brightness of the pixel at byte `i`, 0..255. Source: ITU-R BT.601. */
export function luminance(rgb: Uint8Array, i: number): number {
  return 0.299 * (rgb[i] as number) + 0.587 * (rgb[i + 1] as number) + 0.114 * (rgb[i + 2] as number);
}
