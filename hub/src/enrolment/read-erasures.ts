import type { TemplateErasure } from '@hadir/shared/api/enrolment';
import { decodeBase64url, splitJws } from '@hadir/shared/journal/jws';
import { and, desc, eq, gte, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { bindings, doors, employees, entries, opds, templates } from '../database/schema.ts';
import { postings } from '../database/tables/postings.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;
type Door = TemplateErasure['doors'][number];

/** Templates of one person that are looked after at most, the newest. */
const MOST = 50;
/** Roster entries of one door that are read at most, from the erasure on. */
const MOST_ENTRIES = 500;

/**
 * What became of the templates that were erased: for each door whose roster held one, the unit's own signed entry that
 * it is gone.
 */
export async function readErasures(db: Reader, employee: string): Promise<TemplateErasure[]> {
  const erased = await db
    .select({ id: templates.id, model: templates.model, removedAt: templates.removedAt })
    .from(templates)
    .where(and(eq(templates.employee, employee), isNotNull(templates.removedAt)))
    .orderBy(desc(templates.removedAt))
    .limit(MOST);
  if (erased.length === 0) return [];
  const holding = await findHoldingDoors(db, employee);
  const proofs = await readProofs(
    db,
    [...new Set(holding.map(({ door }) => door))],
    erased.map(({ id }) => id),
    erased.at(-1)?.removedAt ?? new Date(),
  );
  return erased.map(({ id, model, removedAt }) => ({
    template: id,
    model,
    erasedAt: removedAt?.toISOString() ?? '',
    doors: holding
      .filter(({ held }) => held.includes(id))
      .map(({ door, doorName, opdName, gone }) => ({ door, doorName, opdName, ...stateOf(proofs, door, id, gone) })),
  }));
}

/** Doors that ever had this person on a roster, with his templates there. */
async function findHoldingDoors(db: Reader, employee: string) {
  const rows = await db.execute<{ door: string; doorName: string; opdName: string; held: string[]; gone: number }>(sql`
    SELECT d.id AS "door", d.name AS "doorName", o.name AS "opdName", max(r.version)::int + 1 AS "gone",
      jsonb_agg(DISTINCT held.id) AS "held"
    FROM rosters r
    JOIN ${doors} d ON d.id = r.door
    JOIN ${opds} o ON o.id = d.opd
    CROSS JOIN LATERAL jsonb_array_elements_text(
      CASE jsonb_typeof(r.content->${employee}) WHEN 'array' THEN r.content->${employee}
        ELSE r.content->${employee}->'templates' END) AS held (id)
    WHERE r.content ? ${employee}
      AND r.created_at >= (SELECT min(t.created_at) FROM ${templates} t WHERE t.employee = ${employee})
      AND d.opd IN (SELECT p.opd FROM ${postings} p WHERE p.employee = ${employee}
        UNION SELECT e.opd FROM ${employees} e WHERE e.id = ${employee})
    GROUP BY d.id, d.name, o.name ORDER BY o.name, d.name`);
  return [...rows];
}

interface Proof {
  readonly unit: string;
  readonly binding: number;
  readonly seq: number;
  readonly at: string;
  readonly version: number;
  readonly erased: ReadonlySet<string>;
}

interface DoorProofs {
  readonly served: boolean;
  readonly proofs: readonly Proof[];
}

async function readProofs(
  db: Reader,
  ids: readonly string[],
  of: readonly string[],
  since: Date,
): Promise<Map<string, DoorProofs>> {
  const proofs = new Map<string, DoorProofs>();
  const wanted = new Set(of);
  for (const door of ids) {
    const rows = await db
      .select({ unit: entries.unit, binding: entries.binding, seq: entries.seq, at: entries.at, jws: entries.jws })
      .from(bindings)
      .innerJoin(
        entries,
        and(eq(entries.unit, bindings.unit), eq(entries.binding, bindings.number), inArray(entries.type, ['roster'])),
      )
      // Units' clocks may be wrong; the hub's own clock says when an entry came.
      .where(and(eq(bindings.door, door), gte(entries.receivedAt, since)))
      .orderBy(entries.receivedAt)
      .limit(MOST_ENTRIES);
    const [served] = await db.select({ unit: bindings.unit }).from(bindings).where(eq(bindings.door, door)).limit(1);
    const read = rows.map(({ jws, at, ...entry }): Proof => {
      const { version, erased } = readRosterEntry(jws);
      return { ...entry, at: at.toISOString(), version, erased: new Set(erased.filter((id) => wanted.has(id))) };
    });
    proofs.set(door, { served: served !== undefined, proofs: read });
  }
  return proofs;
}

/** Entries were verified when they were stored. */
function readRosterEntry(jws: string): { version: number; erased: string[] } {
  const split = splitJws(jws);
  if (!split) return { version: 0, erased: [] };
  const payload: unknown = JSON.parse(new TextDecoder().decode(decodeBase64url(split.payload)));
  return payload as { version: number; erased: string[] };
}

function stateOf(
  all: ReadonlyMap<string, DoorProofs>,
  door: string,
  template: string,
  gone: number,
): Pick<Door, 'state' | 'entry'> {
  const { served, proofs } = all.get(door) ?? { served: false, proofs: [] };
  const proof = proofs.find(({ erased }) => erased.has(template));
  if (proof) {
    const { unit, binding, seq, at } = proof;
    return { state: 'erased', entry: { unit, binding, seq, at } };
  }
  if (!served) return { state: 'no-unit', entry: null };
  // A later version is in force there, and nothing had to be erased to come to it.
  const passed = proofs.some(({ version }) => version >= gone);
  return { state: passed ? 'never-held' : 'waiting', entry: null };
}
