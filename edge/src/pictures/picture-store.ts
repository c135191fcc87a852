import { join } from 'node:path';
import type { PictureHeader, PictureKey } from '@hadir/shared/wire/picture';
import Database from 'better-sqlite3';
import { openDatabase } from '../journal/open-database.ts';
import { PICTURE_SCHEMA } from './picture-schema.ts';

type Subject = PictureHeader['subject'];

/** A sealed picture, and where its entry will stand in the journal where it belongs to one. */
export interface KeptPicture {
  readonly id: string;
  readonly takenAt: string;
  /** Null while the entry that it belongs to is not written. */
  readonly subject: Subject | null;
  readonly binding: number;
  readonly afterSeq: number;
}

export interface SealedPicture extends KeptPicture {
  /** Compact JWE. */
  readonly sealed: string;
}

interface Row {
  readonly bytes: number;
  readonly id: string;
  readonly taken_at: string;
  readonly subject: string | null;
  readonly binding: number;
  readonly after_seq: number;
}

const COLUMNS = 'id, taken_at, subject, binding, after_seq';

/** The sealed pictures on the unit's disk, oldest first, and the key that they are sealed with. */
export class PictureStore {
  readonly #database: Database.Database;
  /** All but the sealed bytes, which are read one at a time. */
  readonly #kept: Map<string, KeptPicture & { readonly bytes: number }>;
  #bytes = 0;

  private constructor(database: Database.Database) {
    this.#database = database;
    this.#kept = readKept(database);
    for (const { bytes } of this.#kept.values()) this.#bytes += bytes;
  }

  /** @throws JournalError `unreadable` or `not-durable`. */
  static open(folder: string): PictureStore {
    return new PictureStore(openDatabase(join(folder, 'pictures.db'), PICTURE_SCHEMA));
  }

  /** Of everything that is kept. */
  get bytes(): number {
    return this.#bytes;
  }

  key(): PictureKey | null {
    const text = this.#database.prepare('SELECT jwk FROM picture_key').pluck().get() as string | undefined;
    return text === undefined ? null : (JSON.parse(text) as PictureKey);
  }

  /** @returns what the disk says, or null where it was committed; so do the others. */
  keepKey(key: PictureKey): string | null {
    return this.#write(() =>
      this.#database
        .prepare(
          'INSERT INTO picture_key (only, jwk) VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET jwk = excluded.jwk',
        )
        .run(JSON.stringify(key)),
    );
  }

  keep({ sealed, ...picture }: SealedPicture): string | null {
    const { id, takenAt, subject, binding, afterSeq } = picture;
    const problem = this.#write(() =>
      this.#database
        .prepare(`INSERT INTO pictures (${COLUMNS}, sealed) VALUES (?, ?, ?, ?, ?, ?)`)
        .run(id, takenAt, subject === null ? null : JSON.stringify(subject), binding, afterSeq, sealed),
    );
    if (problem !== null) return problem;
    this.#kept.set(id, { ...picture, bytes: sealed.length });
    this.#bytes += sealed.length;
    return null;
  }

  setSubject(id: string, subject: Subject): string | null {
    const picture = this.#kept.get(id);
    if (picture === undefined) return null;
    const problem = this.#write(() =>
      this.#database.prepare('UPDATE pictures SET subject = ? WHERE id = ?').run(JSON.stringify(subject), id),
    );
    if (problem === null) this.#kept.set(id, { ...picture, subject });
    return problem;
  }

  drop(id: string): string | null {
    const problem = this.#write(() => this.#database.prepare('DELETE FROM pictures WHERE id = ?').run(id));
    if (problem !== null) return problem;
    this.#bytes -= this.#kept.get(id)?.bytes ?? 0;
    this.#kept.delete(id);
    return null;
  }

  /** Oldest first. */
  list(): Iterable<KeptPicture> {
    return this.#kept.values();
  }

  sealed(id: string): string | null {
    const text = this.#database.prepare('SELECT sealed FROM pictures WHERE id = ?').pluck().get(id);
    return (text as string | undefined) ?? null;
  }

  close(): void {
    this.#database.close();
  }

  #write(work: () => unknown): string | null {
    try {
      work();
      return null;
    } catch (error) {
      if (error instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|READONLY)/.test(error.code))
        return error.message;
      throw error;
    }
  }
}

function readKept(database: Database.Database): Map<string, KeptPicture & { readonly bytes: number }> {
  const rows = database
    .prepare(`SELECT ${COLUMNS}, length(sealed) AS bytes FROM pictures ORDER BY position`)
    .all() as Row[];
  return new Map(
    rows.map((row) => {
      const subject = row.subject === null ? null : (JSON.parse(row.subject) as Subject);
      const { id, taken_at: takenAt, binding, after_seq: afterSeq, bytes } = row;
      return [id, { id, takenAt, subject, binding, afterSeq, bytes }];
    }),
  );
}
