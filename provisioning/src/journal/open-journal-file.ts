import { createHash } from 'node:crypto';
import { createReadStream, existsSync, rmSync } from 'node:fs';
import { copyFile, mkdtemp, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { HadirError } from '../hadir-error.ts';
import { type ExportHeader, readExportHeader } from './export-header.ts';

export interface JournalFile {
  readonly header: ExportHeader | null;
  /** Entries in the order of the file; whatever they are, one each. */
  readonly lines: AsyncIterable<string> | Iterable<string>;
  /** How many lines of the file stand before the first entry. */
  readonly offset: number;
  readonly sha256: string;
  close(): void;
}

const SQLITE = 'SQLite format 3\0';

/**
 * Opens what `journal export` wrote, plain lines of JWS, or the `journal.db` of a unit, which is only read.
 * @throws HadirError `usage` where there is no such file or it is none of these.
 */
export async function openJournalFile(path: string): Promise<JournalFile> {
  try {
    const sha256 = await hashFile(path);
    if (await isDatabase(path)) return await openDatabase(path, sha256);
    const header = readExportHeader(await firstLine(path));
    return {
      header,
      lines: readLines(path, header !== null),
      offset: header === null ? 0 : 1,
      sha256,
      close: () => undefined,
    };
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new HadirError('usage', `The journal ${path} cannot be read: ${words}`, { cause });
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function isDatabase(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SQLITE.length), 0, SQLITE.length, 0);
    return bytesRead === SQLITE.length && buffer.toString('latin1') === SQLITE;
  } finally {
    await file.close();
  }
}

async function firstLine(path: string): Promise<string> {
  for await (const line of readLines(path, false)) return line;
  return '';
}

/** Empty lines are nothing; every other is an entry or a finding. */
async function* readLines(path: string, skipFirst: boolean): AsyncGenerator<string> {
  const input = createReadStream(path);
  try {
    let skip = skipFirst;
    for await (const raw of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const line = raw.trim();
      if (line !== '' && !skip) yield line;
      if (line !== '') skip = false;
    }
  } finally {
    input.destroy();
  }
}

/**
 * Opens a copy: SQLite would write beside the file even to read it, and evidence is not written to. What the unit
 * committed last may stand in the -wal file, which is taken along where it is there.
 */
async function openDatabase(path: string, sha256: string): Promise<JournalFile> {
  const folder = await mkdtemp(join(tmpdir(), 'hadir-journal-'));
  try {
    const copy = join(folder, 'journal.db');
    await copyFile(path, copy);
    if (existsSync(`${path}-wal`)) await copyFile(`${path}-wal`, `${copy}-wal`);
    const database = new Database(copy);
    const rows = database.prepare('SELECT jws FROM entries ORDER BY position').iterate() as Iterable<{ jws: string }>;
    const close = () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    };
    return { header: null, lines: jwsOf(rows), offset: 0, sha256, close };
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true });
    throw cause;
  }
}

function* jwsOf(rows: Iterable<{ jws: string }>): Generator<string> {
  for (const { jws } of rows) yield jws;
}
