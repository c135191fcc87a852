import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Overwrites a file with noise, waits for the disk, and removes it. A card moves what is written from one cell to the
 * next, so that a laboratory may find older copies: what must never be read again has to be sealed with a key that is
 * destroyed, and the key has to be sealed with what is on no card. Does nothing where there is no such file.
 */
export function destroyFile(path: string): void {
  let file: number;
  try {
    file = openSync(path, 'r+');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  try {
    overwrite(file);
  } finally {
    closeSync(file);
  }
  unlinkSync(path);
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** @param file open for writing. */
export function overwrite(file: number): void {
  const { size } = fstatSync(file);
  writeSync(file, randomBytes(size), 0, size, 0);
  fsyncSync(file);
}
