import { parentPort } from 'node:worker_threads';
import { decodeFrame } from '@hadir/shared/face/decode-frame';
import type { Frame } from '@hadir/shared/face/frame';
import jsqr from 'jsqr';

// A CommonJS module that says it is an ES module: Node.js finds the function one step further in than its types say.
const readCode = jsqr.default;

/** Asked with a JPEG, answers with the text of the QR code in it, or null. */
parentPort?.on('message', (jpeg: Uint8Array) => {
  void readQr(jpeg).then((text) => parentPort?.postMessage(text));
});

async function readQr(jpeg: Uint8Array): Promise<string | null> {
  const outcome = await decodeFrame(jpeg);
  if (outcome.kind === 'unreadable') return null;
  const { frame } = outcome;
  // Half the size first: it is quicker, and averages a cheap camera's noise away. The full size reads smaller codes.
  return readText(halve(frame)) ?? readText(frame);
}

function readText({ width, height, rgb }: Frame): string | null {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; to < rgba.length; from += 3, to += 4) {
    rgba[to] = rgb[from] as number;
    rgba[to + 1] = rgb[from + 1] as number;
    rgba[to + 2] = rgb[from + 2] as number;
    rgba[to + 3] = 255;
  }
  return readCode(rgba, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null;
}

function halve({ width, height, rgb }: Frame): Frame {
  const half = { width: width >> 1, height: height >> 1 };
  const out = new Uint8Array(half.width * half.height * 3);
  const row = width * 3;
  let to = 0;
  for (let y = 0; y < half.height; y++)
    for (let x = 0; x < half.width; x++)
      for (let channel = 0; channel < 3; channel++) {
        const from = 2 * y * row + 6 * x + channel;
        const sum = byte(rgb, from) + byte(rgb, from + 3) + byte(rgb, from + row) + byte(rgb, from + row + 3);
        out[to++] = sum >> 2;
      }
  return { ...half, rgb: out };
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] as number;
}
