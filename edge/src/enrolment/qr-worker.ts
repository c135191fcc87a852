import { parentPort } from 'node:worker_threads';
import { decodeFrame } from '@hadir/shared/face/decode-frame';
import jsqr from 'jsqr';
import sharp, { type Sharp } from 'sharp';

// A CommonJS module that says it is an ES module: Node.js finds the function one step further in than its types say.
const readCode = jsqr.default;

/** Asked with a JPEG, answers with the text of the QR code in it, or null. */
parentPort?.on('message', (jpeg: Uint8Array) => {
  void readQr(jpeg).then((text) => parentPort?.postMessage(text));
});

/**
 * The decoder compares each dot with its neighbours, so that a cheap camera's noise makes it see specks: the picture is
 * smoothed first, in two ways of which one or the other suits.
 */
async function readQr(jpeg: Uint8Array): Promise<string | null> {
  const outcome = await decodeFrame(jpeg);
  if (outcome.kind === 'unreadable') return null;
  const { rgb, width, height } = outcome.frame;
  const picture = () => sharp(rgb, { raw: { width, height, channels: 3 } });
  return (await readText(picture().blur(1))) ?? (await readText(picture().median(3)));
}

async function readText(picture: Sharp): Promise<string | null> {
  const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const rgba = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  return readCode(rgba, info.width, info.height, { inversionAttempts: 'dontInvert' })?.data || null;
}
