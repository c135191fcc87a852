import type { SheetSummary } from '@hadir/shared/api/tpp';
import { and, asc, count, eq, inArray } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { opds } from '../database/schema.ts';
import { frozenSheets, sheetDrafts, tppCorrections } from '../database/tables/tpp.ts';

/** Every office in each of these months, in a line. @param opd one office alone @param frozenOnly what a treasurer sees */
export async function listSheets(
  db: Pick<Database['db'], 'select'>,
  months: readonly string[],
  opd: string | undefined,
  frozenOnly: boolean,
): Promise<SheetSummary[]> {
  const offices = await db
    .select({ id: opds.id, name: opds.name })
    .from(opds)
    .where(opd === undefined ? undefined : eq(opds.id, opd))
    .orderBy(asc(opds.name));
  const keyed = <Row extends { opd: string; month: string }>(rows: Row[]) =>
    new Map(rows.map((row) => [`${row.opd} ${row.month}`, row]));
  const frozen = keyed(
    await db
      .select({
        opd: frozenSheets.opd,
        month: frozenSheets.month,
        people: frozenSheets.people,
        total: frozenSheets.total,
        at: frozenSheets.frozenAt,
      })
      .from(frozenSheets)
      .where(inArray(frozenSheets.month, [...months])),
  );
  const drafts = keyed(
    await db
      .select()
      .from(sheetDrafts)
      .where(inArray(sheetDrafts.month, [...months])),
  );
  const waiting = keyed(
    await db
      .select({ opd: tppCorrections.opd, month: tppCorrections.month, count: count() })
      .from(tppCorrections)
      .where(and(eq(tppCorrections.state, 'proposed'), inArray(tppCorrections.month, [...months])))
      .groupBy(tppCorrections.opd, tppCorrections.month),
  );
  return months.flatMap((month) =>
    offices.flatMap(({ id, name }): SheetSummary[] => {
      const key = `${id} ${month}`;
      const line = { opd: id, opdName: name, month, correctionsWaiting: waiting.get(key)?.count ?? 0 };
      const settled = frozen.get(key);
      if (settled) {
        const { people, total, at } = settled;
        return [{ ...line, state: 'frozen', people, total, incomplete: 0, workedOutAt: at.toISOString() }];
      }
      if (frozenOnly) return [];
      const draft = drafts.get(key);
      const [people, total, incomplete] = [draft?.people ?? null, draft?.total ?? null, draft?.incomplete ?? null];
      return [
        { ...line, state: 'open', people, total, incomplete, workedOutAt: draft?.workedOutAt.toISOString() ?? null },
      ];
    }),
  );
}
