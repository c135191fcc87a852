import { join } from 'node:path';
import type { EmployeeId } from '@hadir/shared/ids';
import type { EntryBody } from '@hadir/shared/journal/entry';
import type { RosterPart } from '@hadir/shared/wire/command';
import { type DigestedPerson, rosterDigest } from '@hadir/shared/wire/roster-digest';
import Database from 'better-sqlite3';
import { openDatabase } from '../journal/open-database.ts';
import type { PackedRoster } from '../recognition/messages.ts';
import { ROSTER_SCHEMA } from './roster-schema.ts';
import { openBytes, openTemplate, sealBytes, sealTemplate } from './seal-template.ts';

export type RosterBody = Extract<EntryBody, { type: 'roster' }>;

export interface RosterState {
  readonly version: number;
  readonly digest: string | null;
  readonly model: string | null;
}

export type ApplyOutcome =
  | { readonly kind: 'applied'; readonly employees: number; readonly templates: number; readonly erased: number }
  /** It was put in force before: the hub said it twice. */
  | { readonly kind: 'in-force' }
  /** The parts build on a version that is not here. */
  | { readonly kind: 'wrong-base' }
  /** The result is not what the hub meant. */
  | { readonly kind: 'wrong-digest' }
  | { readonly kind: 'not-written'; readonly problem: string };

/** Ids in one roster entry: well within what one message may carry. */
const MOST_ERASED = 5_000;

/** How somebody is called. */
export interface Person {
  readonly name: string;
  readonly salutation: 'Bapak' | 'Ibu';
}

export type Assist = NonNullable<RosterPart['put'][number]['assist']>;

/** Somebody whom a supervisor may pick. */
export interface ListedPerson extends Person {
  readonly employee: EmployeeId;
  /** Last digits of the NIP; empty where the roster does not say. */
  readonly nipEnd: string;
  readonly hasFace: boolean;
}

interface RosterKeys {
  /** 32 bytes: seals the templates. */
  readonly key: Buffer;
  /** Destroys that key for good. @returns the next one. */
  readonly renewKey: () => Buffer;
}

/** Thrown inside the transaction, so that nothing of a wrong roster stays. */
class WrongDigest extends Error {}

/** The roster on the unit's disk: replaced whole or not at all, and there again after a restart without the hub. */
export class RosterStore {
  readonly #database: Database.Database;
  readonly #renewKey: () => Buffer;
  #key: Buffer;

  private constructor(database: Database.Database, { key, renewKey }: RosterKeys) {
    this.#database = database;
    this.#key = key;
    this.#renewKey = renewKey;
    database.pragma('foreign_keys = ON');
  }

  /** @throws JournalError `unreadable` or `not-durable`. */
  static open(folder: string, keys: RosterKeys): RosterStore {
    return new RosterStore(openDatabase(join(folder, 'roster.db'), ROSTER_SCHEMA), keys);
  }

  state(): RosterState {
    return this.#database.prepare('SELECT version, digest, model FROM roster').get() as RosterState;
  }

  /** @returns null where the roster holds nobody of this id. */
  person(employee: EmployeeId): Person | null {
    const row = this.#database.prepare('SELECT name, salutation FROM employees WHERE id = ?').get(employee);
    return (row as Person | undefined) ?? null;
  }

  /** Whether the roster has a face of this employee. */
  hasFace(employee: EmployeeId): boolean {
    return this.#database.prepare('SELECT 1 FROM templates WHERE employee = ? LIMIT 1').get(employee) !== undefined;
  }

  /** Those who are easily taken for somebody else of the roster. */
  lookAlikes(): EmployeeId[] {
    return this.#database.prepare('SELECT employee FROM marks WHERE look_alike = 1').pluck().all() as EmployeeId[];
  }

  /** @returns null where this employee may not assist at this door. */
  assist(employee: EmployeeId): Assist | null {
    const text = this.#database.prepare('SELECT assist FROM marks WHERE employee = ?').pluck().get(employee);
    return typeof text === 'string' ? this.#openAssist(employee, text) : null;
  }

  /** Those who may assist at this door. */
  assistants(): EmployeeId[] {
    return this.#database.prepare('SELECT employee FROM marks WHERE assist IS NOT NULL').pluck().all() as EmployeeId[];
  }

  /** @param text the beginning of any word of the name, or the last digits of the NIP. @returns at most so many, by name. */
  search(text: string, most: number): ListedPerson[] {
    const words = text.trim().replace(/[!%_]/g, (symbol) => `!${symbol}`);
    const end = /^\d+$/.test(words) ? `%${words}` : null;
    const rows = this.#database
      .prepare(
        `SELECT employees.id AS employee, name, salutation, coalesce(digits, '') AS nipEnd,
                EXISTS (SELECT 1 FROM templates WHERE templates.employee = employees.id) AS hasFace
         FROM employees LEFT JOIN nip_ends ON nip_ends.employee = id
         WHERE CASE WHEN @end IS NULL THEN name LIKE @first ESCAPE '!' OR name LIKE @word ESCAPE '!' ELSE digits LIKE @end END
         ORDER BY name, nipEnd LIMIT @most`,
      )
      .all({ end, first: `${words}%`, word: `% ${words}%`, most }) as (Omit<ListedPerson, 'hasFace'> & {
      hasFace: number;
    })[];
    return rows.map((row) => ({ ...row, hasFace: row.hasFace === 1 }));
  }

  /** Puts all parts of one version in force, in one transaction. */
  apply(parts: readonly RosterPart[]): ApplyOutcome {
    const [first] = parts;
    if (first === undefined) return { kind: 'wrong-base' };
    const now = this.state();
    if (first.version === now.version && first.digest === now.digest) return { kind: 'in-force' };
    if (first.base !== 0 && first.base !== now.version) return { kind: 'wrong-base' };
    let outcome: ApplyOutcome = { kind: 'not-written', problem: 'nothing was written' };
    try {
      const problem = this.#write(() => {
        outcome = this.#replace(first, parts);
      });
      if (problem !== null) return { kind: 'not-written', problem };
    } catch (error) {
      if (error instanceof WrongDigest) return { kind: 'wrong-digest' };
      throw error;
    }
    // What was erased is overwritten in the database by `secure_delete`; this takes it out of the log as well.
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
    return outcome;
  }

  /**
   * Destroys the templates' key, so that older copies in the cells of a card are of no use, and takes every template off
   * the disk, with the entries that prove it: the door may recognise nobody any more. Where it is interrupted, it has to
   * be done again before anybody looks at the roster. @returns what the disk says, or null where it is done.
   */
  erase(): string | null {
    try {
      this.#key = this.#renewKey();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    const problem = this.#write(() => {
      const erased = [...this.#templateIds()];
      this.#database.exec('DELETE FROM templates; DELETE FROM employees;');
      this.#keep({ version: 0, digest: null, model: null, doorName: null, zone: null }, [
        ...this.unjournaled(),
        ...erasureEntries({ version: 0, digest: rosterDigest([]), employees: 0, templates: 0 }, erased),
      ]);
    });
    if (problem === null) this.#database.pragma('wal_checkpoint(TRUNCATE)');
    return problem;
  }

  /** The roster entries that still have to go into the journal. */
  unjournaled(): RosterBody[] {
    const text = this.#database.prepare('SELECT unjournaled FROM roster').pluck().get() as string | null;
    return text === null ? [] : (JSON.parse(text) as RosterBody[]);
  }

  markJournaled(): void {
    this.#write(() => this.#database.prepare('UPDATE roster SET unjournaled = NULL').run());
  }

  /** Unseals everything, for the recognition thread. @throws Error where a template does not open. */
  pack(): PackedRoster {
    const { version, model } = this.state();
    const rows = this.#database.prepare('SELECT id, employee, sealed FROM templates ORDER BY employee, id').all() as {
      id: string;
      employee: string;
      sealed: Buffer;
    }[];
    const faces = rows.map(({ id, employee, sealed }) =>
      openTemplate(this.#key, { employee, template: id, model: model ?? '' }, sealed),
    );
    const dimension = faces[0]?.length ?? 0;
    const templates = new Float32Array(faces.length * dimension);
    for (const [i, face] of faces.entries()) templates.set(face, i * dimension);
    const employees = rows.map((row) => row.employee);
    return { version, employees, templates, dimension, lookAlikes: this.lookAlikes() };
  }

  close(): void {
    this.#database.close();
  }

  #replace(first: RosterPart, parts: readonly RosterPart[]): ApplyOutcome {
    const { version, base, model, digest, doorName, zone } = first;
    const database = this.#database;
    const before = this.#templateIds();
    if (base === 0) database.exec('DELETE FROM templates; DELETE FROM employees;');
    const drop = database.prepare('DELETE FROM employees WHERE id = ?');
    const putEmployee = database.prepare('INSERT INTO employees (id, name, salutation) VALUES (?, ?, ?)');
    const putTemplate = database.prepare('INSERT INTO templates (id, employee, sealed) VALUES (?, ?, ?)');
    const mark = database.prepare('INSERT INTO marks (employee, look_alike, assist) VALUES (?, ?, ?)');
    const putNipEnd = database.prepare('INSERT INTO nip_ends (employee, digits) VALUES (?, ?)');
    for (const part of parts) for (const employee of part.drop) drop.run(employee);
    for (const { employee, name, salutation, templates, lookAlike, assist, nipEnd } of parts.flatMap(
      ({ put }) => put,
    )) {
      drop.run(employee);
      putEmployee.run(employee, name, salutation);
      if (nipEnd !== undefined) putNipEnd.run(employee, nipEnd);
      if (lookAlike === true || assist !== undefined)
        mark.run(
          employee,
          lookAlike === true ? 1 : 0,
          assist === undefined ? null : this.#sealAssist(employee, assist),
        );
      for (const { id, embedding } of templates) {
        const owner = { employee, template: id, model };
        putTemplate.run(id, employee, sealTemplate(this.#key, owner, Buffer.from(embedding, 'base64')));
      }
    }
    const people = this.#people();
    if (rosterDigest(people) !== digest) throw new WrongDigest();
    const after = this.#templateIds();
    const erased = [...before].filter((id) => !after.has(id));
    const entries = erasureEntries({ version, digest, employees: people.length, templates: after.size }, erased);
    this.#keep({ version, digest, model, doorName, zone }, [...this.unjournaled(), ...entries]);
    return { kind: 'applied', employees: people.length, templates: after.size, erased: erased.length };
  }

  #keep(state: Record<'version' | 'digest' | 'model' | 'doorName' | 'zone', unknown>, entries: RosterBody[]): void {
    const { version, digest, model, doorName, zone } = state;
    this.#database
      .prepare('UPDATE roster SET version = ?, digest = ?, model = ?, door_name = ?, zone = ?, unjournaled = ?')
      .run(version, digest, model, doorName, zone, JSON.stringify(entries));
  }

  #templateIds(): Set<string> {
    return new Set(this.#database.prepare('SELECT id FROM templates').pluck().all() as string[]);
  }

  #people(): DigestedPerson[] {
    const rows = this.#database
      .prepare(
        `SELECT employees.id AS employee, group_concat(templates.id, ' ') AS ids, look_alike AS lookAlike, assist
         FROM employees LEFT JOIN templates ON templates.employee = employees.id
         LEFT JOIN marks ON marks.employee = employees.id GROUP BY employees.id`,
      )
      .all() as { employee: string; ids: string | null; lookAlike: number | null; assist: string | null }[];
    return rows.map(({ employee, ids, lookAlike, assist }) => ({
      employee,
      templates: ids === null ? [] : ids.split(' '),
      lookAlike: lookAlike === 1,
      ...(assist !== null && { assist: this.#openAssist(employee, assist) }),
    }));
  }

  #sealAssist(employee: string, assist: Assist): string {
    return sealBytes(this.#key, `assist ${employee}`, Buffer.from(JSON.stringify(assist))).toString('base64');
  }

  #openAssist(employee: string, sealed: string): Assist {
    return JSON.parse(openBytes(this.#key, `assist ${employee}`, Buffer.from(sealed, 'base64')).toString()) as Assist;
  }

  /** @returns what the disk says, or null where all is well. */
  #write(work: () => unknown): string | null {
    try {
      this.#database.transaction(work)();
      return null;
    } catch (error) {
      if (error instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|READONLY)/.test(error.code))
        return error.message;
      throw error;
    }
  }
}

/** The proof of erasure is whole, in as many entries as it takes. */
function erasureEntries(roster: Omit<RosterBody, 'type' | 'erased'>, erased: readonly string[]): RosterBody[] {
  const common = { type: 'roster', ...roster } as const;
  const entries: RosterBody[] = [{ ...common, erased: erased.slice(0, MOST_ERASED) }];
  for (let at = MOST_ERASED; at < erased.length; at += MOST_ERASED)
    entries.push({ ...common, erased: erased.slice(at, at + MOST_ERASED) });
  return entries;
}
