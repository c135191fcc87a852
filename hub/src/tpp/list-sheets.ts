import type { SheetSummary } from '@hadir/shared/api/tpp';
import { localDay } from '@hadir/shared/time/local-day';
import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { opds } from '../database/schema.ts';
import { frozenSheets, sheetDrafts, tppCorrections } from '../database/tables/tpp.ts';
import { asZone } from '../opds/zone.ts';

interface ListedSheets {
  readonly months: readonly string[];
  /** One office alone. */
  readonly opd: string | undefined;
  /** What a treasurer sees. */
  readonly frozenOnly: boolean;
  /** Whether the reader is one who freezes. */
  readonly freezer: boolean;
  readonly now: Date;
}

/** Every office in each of these months, in a line. */
export async function listSheets(
  db: Pick<Database['db'], 'select'>,
  { months, opd, frozenOnly, freezer, now }: ListedSheets,
): Promise<SheetSummary[]> {
  const offices = await db
    .select({ id: opds.id, name: opds.name, zone: opds.zone })
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
        digest: frozenSheets.digest,
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
  const corrected = keyed(
    await db
      .select({
        opd: tppCorrections.opd,
        month: tppCorrections.month,
        sum: sql<string>`sum(${tppCorrections.difference})`,
      })
      .from(tppCorrections)
      .where(and(eq(tppCorrections.state, 'approved'), inArray(tppCorrections.month, [...months])))
      .groupBy(tppCorrections.opd, tppCorrections.month),
  );
  return months.flatMap((month) =>
    offices.flatMap(({ id, name, zone }): SheetSummary[] => {
      const key = `${id} ${month}`;
      const line = {
        opd: id,
        opdName: name,
        month,
        corrected: Number(corrected.get(key)?.sum ?? 0),
        correctionsWaiting: waiting.get(key)?.count ?? 0,
      };
      const settled = frozen.get(key);
      if (settled) {
        const { people, total, digest, at } = settled;
        const figures = { people, total, digest, incomplete: 0, workedOutAt: at.toISOString() };
        return [{ ...line, ...figures, state: 'frozen', mayFreeze: false }];
      }
      if (frozenOnly) return [];
      const draft = drafts.get(key);
      const { people = null, total = null, incomplete = null, digest = null } = draft ?? {};
      const over = localDay(now, asZone(zone)).slice(0, 7) > month;
      const mayFreeze = freezer && over && people !== 0;
      const workedOutAt = draft?.workedOutAt.toISOString() ?? null;
      return [{ ...line, people, total, incomplete, digest, workedOutAt, state: 'open', mayFreeze }];
    }),
  );
}
