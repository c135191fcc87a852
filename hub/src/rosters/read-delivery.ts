import { parseNip } from '@hadir/shared/people/nip';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { bindings, doors, employees, opds, rosters, templates, unitStatuses, units } from '../database/schema.ts';
import { openTemplateBytes } from '../employees/seal-template.ts';
import { compareRosters } from './compare-rosters.ts';
import { offersAssistance, placeOf, type RosterContent } from './roster-content.ts';
import type { RosterChange, RosterEntry } from './split-roster.ts';

export interface Delivery extends RosterChange {
  readonly door: string;
  readonly doorName: string;
  readonly zone: string;
  readonly version: number;
  /** 0 for a whole roster. */
  readonly base: number;
  readonly digest: string;
  readonly model: string;
}

type Reader = Pick<Database['db'], 'select'>;

const reportedVersion = sql<number | null>`(${unitStatuses.status}->>'rosterVersion')::int`;
const reportedDigest = sql<string | null>`${unitStatuses.status}->>'rosterDigest'`;
/** A unit that has not changed over to its new binding yet would put the new door's roster into the old one. */
const isInBinding = sql`(${unitStatuses.status}->>'binding')::int = ${bindings.number}
  AND coalesce((${unitStatuses.status}->>'serves')::boolean, true)`;

/** @returns those of the units that are online and have not reported the roster version that their door should have. */
export async function findOutdated(
  db: Reader,
  which: { units: readonly string[] } | { doors: readonly string[] },
): Promise<string[]> {
  const ids = 'units' in which ? which.units : which.doors;
  if (ids.length === 0) return [];
  const rows = await db
    .select({ unit: bindings.unit })
    .from(bindings)
    .innerJoin(units, and(eq(units.id, bindings.unit), eq(units.state, 'active')))
    .innerJoin(doors, eq(doors.id, bindings.door))
    .innerJoin(rosters, and(eq(rosters.door, doors.id), eq(rosters.version, doors.rosterVersion)))
    .innerJoin(unitStatuses, and(eq(unitStatuses.unit, bindings.unit), unitStatuses.online))
    .where(
      and(
        isNull(bindings.until),
        inArray('units' in which ? bindings.unit : bindings.door, [...ids]),
        isInBinding,
        sql`(${reportedVersion} IS DISTINCT FROM ${doors.rosterVersion} OR ${reportedDigest} IS DISTINCT FROM ${rosters.digest})`,
      ),
    );
  return rows.map(({ unit }) => unit);
}

/**
 * Reads what has to be sent to a unit: the difference from the version it reported where the hub knows that version,
 * else the whole roster.
 * @returns null where the unit serves no door, has not begun to serve it, or may not have a roster.
 */
export async function readDelivery(db: Reader, templateKey: Buffer, unit: string): Promise<Delivery | null> {
  const [wanted] = await db
    .select({
      door: doors.id,
      doorName: doors.name,
      zone: opds.zone,
      version: rosters.version,
      digest: rosters.digest,
      content: rosters.content,
      reportedVersion,
      reportedDigest,
    })
    .from(bindings)
    .innerJoin(units, and(eq(units.id, bindings.unit), eq(units.state, 'active')))
    .innerJoin(doors, eq(doors.id, bindings.door))
    .innerJoin(opds, eq(opds.id, doors.opd))
    .innerJoin(rosters, and(eq(rosters.door, doors.id), eq(rosters.version, doors.rosterVersion)))
    .innerJoin(unitStatuses, and(eq(unitStatuses.unit, bindings.unit), isInBinding))
    .where(and(eq(bindings.unit, unit), isNull(bindings.until)));
  if (!wanted) return null;
  const { content, reportedVersion: had, reportedDigest: hadDigest, ...head } = wanted;
  const held = await findBase(db, head.door, head.version, had, hadDigest);
  // With the first assistant come the ends of all NIPs, and they go with the last.
  const base = held !== null && offersAssistance(held.content) === offersAssistance(content) ? held : null;
  const { put, drop } = compareRosters(base?.content ?? {}, content);
  const { entries, model } = await openEntries(db, templateKey, content, put);
  return { ...head, base: base?.version ?? 0, model, put: entries, drop };
}

async function findBase(db: Reader, door: string, wanted: number, version: number | null, digest: string | null) {
  if (version === null || version < 1 || version >= wanted || digest === null) return null;
  const [base] = await db
    .select({ version: rosters.version, content: rosters.content })
    .from(rosters)
    .where(and(eq(rosters.door, door), eq(rosters.version, version), eq(rosters.digest, digest)));
  return base ?? null;
}

async function openEntries(
  db: Reader,
  templateKey: Buffer,
  content: RosterContent,
  put: readonly string[],
): Promise<{ entries: RosterEntry[]; model: string }> {
  const entries = new Map<string, RosterEntry>();
  const assisted = offersAssistance(content);
  for (let from = 0; from < put.length; from += BATCH) {
    const rows = await db
      .select({ id: employees.id, name: employees.name, nip: employees.nip })
      .from(employees)
      .where(inArray(employees.id, put.slice(from, from + BATCH)));
    for (const { id, name, nip } of rows) {
      const { lookAlike, assist } = placeOf(content[id] ?? []);
      entries.set(id, {
        ...{ employee: id, name, salutation: salutation(nip), templates: [] },
        ...(assisted && { nipEnd: nip.slice(-NIP_END) }),
        ...(lookAlike === true && { lookAlike }),
        ...(assist !== undefined && { assist }),
      });
    }
  }
  let model: string | undefined;
  const ids = put.flatMap((employee) => placeOf(content[employee] ?? []).templates);
  for (let from = 0; from < ids.length; from += BATCH) {
    const rows = await db
      .select({ id: templates.id, employee: templates.employee, model: templates.model, sealed: templates.sealed })
      .from(templates)
      .where(inArray(templates.id, ids.slice(from, from + BATCH)));
    for (const row of rows) {
      // Erased since this version was written: the version that says so is about to follow.
      if (row.sealed === null) continue;
      model = row.model;
      const owner = { template: row.id, employee: row.employee, model: row.model };
      const embedding = openTemplateBytes(templateKey, owner, row.sealed).toString('base64');
      entries.get(row.employee)?.templates.push({ id: row.id, embedding });
    }
  }
  return { entries: [...entries.values()], model: model ?? (await modelOf(db, content)) };
}

/** The unit opens what it holds already under the model that the latest delivery names, also when that only takes away. */
async function modelOf(db: Reader, content: RosterContent): Promise<string> {
  const [some] = Object.values(content).flatMap((place) => placeOf(place).templates.slice(0, 1));
  if (some === undefined) return 'none';
  const [row] = await db.select({ model: templates.model }).from(templates).where(eq(templates.id, some));
  return row?.model ?? 'none';
}

/** Digits of a NIP that a door is told, to tell people of one name apart: month of appointment, sex and serial. */
const NIP_END = 6;
/** Templates that are read and opened at one time. */
const BATCH = 500;

function salutation(nip: string): RosterEntry['salutation'] {
  const parsed = parseNip(nip);
  return parsed.ok && parsed.value.sex === 'female' ? 'Ibu' : 'Bapak';
}
