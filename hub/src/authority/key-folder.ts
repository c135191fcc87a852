import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** `<data>/keys`: mode 0700, every file 0600, each written whole or not at all. */
export interface KeyFolder {
  /** @returns null where there is no such file. */
  read(name: string): Promise<Buffer | null>;
  write(name: string, content: Buffer | string): Promise<void>;
  /** Does nothing where there is no such file. */
  remove(name: string): Promise<void>;
  /** What the file holds, or what `make` made and was written to it. */
  readOrMake(name: string, make: () => Promise<Buffer | string> | Buffer | string): Promise<Buffer>;
}

export async function openKeyFolder(path: string): Promise<KeyFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  const read = async (name: string): Promise<Buffer | null> => {
    try {
      return await readFile(join(path, name));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  };
  const write = async (name: string, content: Buffer | string): Promise<void> => {
    const draft = join(path, `${name}.${randomBytes(4).toString('hex')}`);
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, join(path, name));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  };
  const readOrMake: KeyFolder['readOrMake'] = async (name, make) => {
    const kept = await read(name);
    if (kept !== null) return kept;
    const made = Buffer.from(await make());
    await write(name, made);
    return made;
  };
  return { read, write, remove: (name) => rm(join(path, name), { force: true }), readOrMake };
}
