import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { overwrite } from './destroy-file.ts';

/** @returns the file's text with only its owner allowed to read it, or null where it is not there. */
export function readPrivateFile(path: string): string | null {
  try {
    chmodSync(path, 0o600);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Writes a file as a whole or not at all, and returns when it is on the disk. */
export function writeFileDurably(path: string, text: string, mode = 0o600): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', mode);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(fresh, mode);
  renameSync(fresh, path);
  const entry = openSync(folder, 'r');
  try {
    fsyncSync(entry);
  } finally {
    closeSync(entry);
  }
}

/** Writes a file anew, and noise over what was in it before. */
export function replacePrivateFile(path: string, text: string): void {
  const before = openSync(path, 'r+');
  try {
    writeFileDurably(path, text);
    overwrite(before);
  } finally {
    closeSync(before);
  }
}
