import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { HadirError } from './hadir-error.ts';

/** Writes a file that only its owner may read (mode 0600), whole or not at all. @throws HadirError */
export async function writePrivateFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new HadirError('failed', `${path} cannot be written: ${words}`, { cause });
  }
}
