import type { Camera } from './camera.ts';

const PATIENCE_MS = 30_000;

/** @returns null as soon as a picture came, else in words why none did. */
export async function tryCamera(camera: Camera, signal: AbortSignal, patienceMs = PATIENCE_MS): Promise<string | null> {
  const attempt = new AbortController();
  const timer = setTimeout(() => attempt.abort(), patienceMs);
  try {
    for await (const _ of camera.frames(AbortSignal.any([signal, attempt.signal]))) return null;
    return attempt.signal.aborted ? `no picture came within ${patienceMs / 1_000} s` : 'it ended without a picture';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}
