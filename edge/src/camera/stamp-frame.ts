import type { CapturedFrame } from './camera.ts';

/** Stamps a still with this moment. */
export function stampFrame(jpeg: Uint8Array<ArrayBuffer>): CapturedFrame {
  return { jpeg, capturedAt: new Date(), capturedMonotonicMs: Number(process.hrtime.bigint() / 1_000n) / 1_000 };
}
