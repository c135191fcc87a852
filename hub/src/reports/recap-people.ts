import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { shiftDay } from '../days/shift-day.ts';
import type { RecapPerson, Stay } from './recap-facts.ts';

/** Somebody who belonged to an OPD in a month, before his days are known. */
export type StayingPerson = Omit<RecapPerson, 'verdicts' | 'missedApel' | 'corrected' | 'manipulated'> & {
  readonly kind: 'PNS' | 'PPPK';
};

type Row = {
  employee: string;
  nip: string;
  name: string;
  kind: 'PNS' | 'PPPK';
  active: boolean;
  from: string;
  to: string | null;
  opd: string;
  opdName: string;
  rank: string | null;
  position: string | null;
  /** As he was when the month was settled; null while it is open. */
  settled: { name: string; nip: string } | null;
};

/**
 * Everybody who belonged to the OPD on some day between two, by name, each with the days on which he did.
 * @param employees these alone
 */
export async function readStayingPeople(
  db: Pick<Database['db'], 'execute'>,
  { opd, employees }: { opd: string; employees?: readonly string[] | undefined },
  first: string,
  last: string,
): Promise<StayingPerson[]> {
  const rows = await db.execute<Row>(sql`
    SELECT e.id AS employee, e.nip, e.name, e.kind, e.active, p.from_day::text AS "from", p.to_day::text AS "to",
      p.opd, o.name AS "opdName", p.rank, p.position, f.person AS settled
    FROM postings p JOIN employees e ON e.id = p.employee JOIN opds o ON o.id = p.opd
      LEFT JOIN frozen_results f ON f.employee = e.id AND f.month = ${last.slice(0, 7)}
    WHERE p.from_day <= ${shiftDay(last, 1)}::date AND (p.to_day IS NULL OR p.to_day >= ${shiftDay(first, -1)}::date)
      AND p.employee IN (
        SELECT q.employee FROM postings q
        WHERE q.opd = ${opd}::uuid AND q.from_day <= ${last}::date AND (q.to_day IS NULL OR q.to_day >= ${first}::date)
      )
      ${employees === undefined ? sql`` : sql`AND e.id IN (SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(employees)}::text::json))`}
    ORDER BY e.name, e.nip, p.from_day`);
  const people = new Map<string, Row[]>();
  for (const row of rows) people.set(row.employee, [...(people.get(row.employee) ?? []), row]);
  return [...people.values()].flatMap((all) => stayingPerson(all, opd, first, last));
}

function stayingPerson(rows: readonly Row[], opd: string, first: string, last: string): StayingPerson[] {
  const here = rows.filter((row) => row.opd === opd && row.from <= last && (row.to ?? last) >= first);
  const latest = here.at(-1);
  if (latest === undefined) return [];
  // Whoever left the service without an end of his posting is not expected any more, but stays in months that are settled.
  if (!latest.active && latest.to === null && latest.settled === null) return [];
  const stays = here.reduce<Stay[]>((joined, { from, to }) => {
    const stay = { from: from < first ? first : from, to: to === null || to > last ? last : to };
    const before = joined.at(-1);
    // A new rank in the same OPD is no move.
    if (before !== undefined && shiftDay(before.to, 1) === stay.from)
      joined[joined.length - 1] = { from: before.from, to: stay.to };
    else joined.push(stay);
    return joined;
  }, []);
  const elsewhere = rows.filter((row) => row.opd !== opd);
  const { employee, kind, rank, position } = latest;
  const { nip, name } = latest.settled ?? latest;
  return [
    {
      ...{ employee, nip, name, kind, rank, position, stays },
      cameFrom: elsewhere.findLast(({ from }) => from < (stays[0]?.from ?? first))?.opdName ?? null,
      wentTo: elsewhere.find(({ from }) => from > (stays.at(-1)?.to ?? last))?.opdName ?? null,
    },
  ];
}
