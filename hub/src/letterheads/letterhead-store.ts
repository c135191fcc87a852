import type { Letterhead, LetterheadDetail, Letterheads } from '@hadir/shared/api/letterheads';
import { desc, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { opds, users } from '../database/schema.ts';
import { letterheads } from '../database/tables/letterheads.ts';
import { HttpProblem } from '../http/http-problem.ts';
import { writeAudit } from '../users/write-audit.ts';
import { readOwn } from './read-letterhead.ts';
import { EMPTY_LETTERHEAD, missingFields, resolveLetterhead } from './resolve-letterhead.ts';

const MOST_HISTORY = 50;

/** The region's first, then the offices by name. @param opd only this one and the region's */
export async function listLetterheads(
  db: Database['db'],
  government: string,
  opd?: string,
): Promise<Letterheads['letterheads']> {
  const region = (await readOwn(db, null))?.document ?? null;
  const rows = await db.execute<{ id: string; name: string; document: Letterhead | null }>(sql`
    SELECT o.id, o.name, l.document
    FROM opds o LEFT JOIN LATERAL (
      SELECT document FROM letterheads WHERE opd = o.id ORDER BY version DESC LIMIT 1
    ) l ON true
    WHERE ${opd ?? null}::uuid IS NULL OR o.id = ${opd ?? null}::uuid ORDER BY o.name`);
  const base = region ?? EMPTY_LETTERHEAD;
  return [
    {
      owner: 'region',
      opdName: null,
      set: region !== null,
      missing: missingFields(resolveLetterhead({ government, region: base, opd: null })),
    },
    ...rows.map(({ id, name, document }) => {
      const own = document ?? EMPTY_LETTERHEAD;
      const shown = resolveLetterhead({ government, region: base, opd: { name, own } });
      return { owner: id, opdName: name, set: document !== null, missing: missingFields(shown) };
    }),
  ];
}

/** @param opd null for the region's @returns null where there is no such OPD */
export async function readLetterheadDetail(
  db: Database['db'],
  government: string,
  opd: string | null,
): Promise<Omit<LetterheadDetail, 'mayChange'> | null> {
  const [office] = opd === null ? [] : await db.select({ name: opds.name }).from(opds).where(eq(opds.id, opd));
  if (opd !== null && office === undefined) return null;
  const region = (await readOwn(db, null))?.document ?? EMPTY_LETTERHEAD;
  const history = await db
    .select({
      version: letterheads.version,
      at: letterheads.changedAt,
      by: users.name,
      document: letterheads.document,
    })
    .from(letterheads)
    .leftJoin(users, eq(users.id, letterheads.changedBy))
    .where(opd === null ? isNull(letterheads.opd) : eq(letterheads.opd, opd))
    .orderBy(desc(letterheads.version))
    .limit(MOST_HISTORY);
  const own = history[0]?.document ?? EMPTY_LETTERHEAD;
  const shown = resolveLetterhead({ government, region, opd: office ? { name: office.name, own } : null });
  return {
    owner: opd ?? 'region',
    opdName: office?.name ?? null,
    own,
    shown,
    version: history[0]?.version ?? 0,
    history: history.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })),
  };
}

/** @param seen the version that the change was made from @throws HttpProblem 409 where there is a later one */
export async function writeLetterhead(
  db: Database['db'],
  by: string,
  opd: string | null,
  document: Letterhead,
  seen: number,
): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await readOwn(tx, opd);
    const stored =
      (before?.version ?? 0) === seen
        ? await tx
            .insert(letterheads)
            .values({ opd, version: seen + 1, document, changedBy: by })
            .onConflictDoNothing()
            .returning({ id: letterheads.id })
        : [];
    if (stored.length === 0)
      throw new HttpProblem(
        409,
        'changed-meanwhile',
        'Kop surat ini baru saja diubah orang lain. Muat ulang halaman, lalu ubah lagi.',
      );
    await writeAudit(tx, by, 'letterhead-changed', opd ?? 'region', {
      before: before?.document ?? null,
      after: document,
    });
  });
}
