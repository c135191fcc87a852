import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../keys/private-file.ts';
import { destroyKeys } from '../keys/unit-keys.ts';

const MARK = 'wiping.json';
/** The lock is held by this process; what was kept of a wipe before stays. */
const STAYS = new Set([MARK, 'lock.db', 'lock.db-journal', 'undelivered']);
const JOURNAL = ['journal.db', 'journal.db-wal', 'journal.db-shm'];

interface Mark {
  readonly unit: string;
  /** The hub does not hold all of it. */
  readonly keepJournal: boolean;
}

/** From here on there is no way back: the next thing that anybody does with this folder is to destroy what is in it. */
export function markForDestruction(data: string, mark: Mark): void {
  writeFileDurably(join(data, MARK), JSON.stringify(mark));
}

/**
 * Destroys keys, templates, settings and identity where they were marked for it, and puts an undelivered journal aside.
 * No database may be open. It can be interrupted anywhere: the mark goes last. The keys go first, and are overwritten;
 * on a memory card the old bytes may survive all the same, where only a key that was derived from the hardware helps.
 * @returns whether there was a mark.
 */
export function destroyUnit(data: string): boolean {
  const path = join(data, MARK);
  if (!existsSync(path)) return false;
  const { unit, keepJournal } = JSON.parse(readFileSync(path, 'utf8')) as Mark;
  destroyKeys(data);
  if (keepJournal) putAside(data, unit);
  for (const name of readdirSync(data))
    if (!STAYS.has(name)) rmSync(join(data, name), { recursive: true, force: true });
  syncFolder(data);
  rmSync(path, { force: true });
  syncFolder(data);
  return true;
}

function putAside(data: string, unit: string): void {
  const files = JOURNAL.filter((name) => existsSync(join(data, name)));
  if (files.length === 0) return;
  // The log beside the database belongs to it: all of them go into one folder, also where an earlier try began it.
  const folder = join(data, 'undelivered', unit);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of files) renameSync(join(data, name), join(folder, name));
  syncFolder(folder);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
