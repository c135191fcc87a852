import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { localDay, type Zone } from '@hadir/shared/time/local-day';
import { and, eq, inArray, ne } from 'drizzle-orm';
import { frozenResults, frozenSheets, sheetDrafts, tppCorrections } from '../database/tables/tpp.ts';
import { HttpProblem } from '../http/http-problem.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { monthDays } from '../rules/tpp/month-days.ts';
import { writeAudit } from '../users/write-audit.ts';
import { canonicalJson } from './canonical-json.ts';
import { isFrozen } from './is-frozen.ts';
import { lockSettling } from './lock-settling.ts';
import type { MonthSource } from './month-source.ts';
import { policiesOfMonth } from './policies-of-month.ts';
import { sheetMembers } from './sheet-members.ts';
import { sheetDigest, workOutSheet } from './work-out-sheet.ts';

interface FreezeOrder {
  readonly opd: string;
  readonly month: string;
  readonly zone: Zone;
  /** Of the sheet that the officer looked at. */
  readonly digest: string;
  /** Why the month is settled although something is not complete; null where nothing may be left open. */
  readonly acceptReason: string | null;
  readonly by: string;
}

// Away from the thread that answers requests.
const compress = promisify(gzip);
/** So many people go to the database in one statement. */
const AT_ONCE = 500;

/**
 * Settles a month as the officer saw it. The sheet is worked out once more and must be the one that he looked at; these
 * very facts are kept. What becomes known later, even while this runs, is a matter for a correction.
 * @param onProgress is told now and then, while a large sheet is worked out
 * @throws HttpProblem where the month is not over, is frozen, has changed since, or is incomplete without a reason.
 */
export async function freezeSheet(
  source: MonthSource,
  order: FreezeOrder,
  onProgress: () => Promise<void> = async () => {},
): Promise<void> {
  const { db, book, now } = source;
  const { opd, month, zone, by } = order;
  const last = monthDays(month).at(-1) ?? month;
  if (localDay(now, zone) <= last)
    throw new HttpProblem(409, 'month-not-over', 'Bulan ini belum berakhir, jadi belum dapat dibekukan.');
  if (await isFrozen(db, opd, month)) throw alreadyFrozen();
  const rows: (typeof frozenResults.$inferInsert)[] = [];
  const accepted: { employee: string; why: string }[] = [];
  let total = 0;
  for await (const { member, facts, result, digest } of workOutSheet(
    source,
    month,
    await sheetMembers(db, month, { opd }),
  )) {
    const { employee, name, nip, rank, position } = member;
    const packed = await compress(canonicalJson(facts));
    rows.push({
      employee,
      month,
      opd,
      person: { name, nip, rank, position },
      result,
      facts: packed,
      digest,
      total: result.total,
    });
    for (const { day, why } of result.open) accepted.push({ employee, why: day === null ? why : `${day} ${why}` });
    total += result.total;
    if (rows.length % AT_ONCE === 0) await onProgress();
  }
  if (rows.length === 0)
    throw new HttpProblem(409, 'nobody-on-sheet', 'Tidak ada pegawai pada daftar TPP OPD ini untuk bulan itu.');
  if (sheetDigest(rows) !== order.digest)
    throw new HttpProblem(
      409,
      'sheet-changed',
      'Daftar ini berubah sejak Anda membukanya: ada hari yang dihitung ulang. Periksa daftar yang baru, lalu bekukan.',
    );
  const acceptReason = order.acceptReason?.trim() ?? '';
  if (accepted.length > 0 && acceptReason === '')
    throw new HttpProblem(
      409,
      'sheet-incomplete',
      `Masih ada ${accepted.length} hal yang belum lengkap. Selesaikan, atau terima dengan alasan.`,
    );
  await db.transaction(async (tx) => {
    await lockSettling(tx, month);
    const policies = policiesOfMonth(book, month);
    const sheet = { opd, month, frozenBy: by, frozenAt: now, digest: order.digest, people: rows.length, total };
    const reason = accepted.length > 0 ? acceptReason : null;
    const kept = await tx
      .insert(frozenSheets)
      .values({ ...sheet, accepted, acceptReason: reason, policies })
      .onConflictDoNothing()
      .returning({ month: frozenSheets.month });
    if (kept.length === 0) throw alreadyFrozen();
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      const chunk = rows.slice(at, at + AT_ONCE);
      await refuseSettledElsewhere(tx, chunk, order);
      const stored = await tx.insert(frozenResults).values(chunk).onConflictDoNothing().returning({
        employee: frozenResults.employee,
      });
      if (stored.length !== chunk.length) throw settledElsewhere();
    }
    await tx.delete(sheetDrafts).where(and(eq(sheetDrafts.opd, opd), eq(sheetDrafts.month, month)));
    const detail = { month, digest: order.digest, people: rows.length, total, accepted: accepted.length, reason };
    await writeAudit(tx, by, 'tpp-frozen', opd, detail);
  });
}

/** Whoever got a month by a correction of another office's sheet is paid there. */
async function refuseSettledElsewhere(
  tx: Transaction,
  chunk: readonly { readonly employee: string }[],
  { opd, month }: FreezeOrder,
): Promise<void> {
  const { employee, month: of, state, opd: office } = tppCorrections;
  const [settled] = await tx
    .select({ employee })
    .from(tppCorrections)
    .where(
      and(
        eq(of, month),
        eq(state, 'approved'),
        ne(office, opd),
        inArray(
          employee,
          chunk.map((row) => row.employee),
        ),
      ),
    )
    .limit(1);
  if (settled !== undefined) throw settledElsewhere();
}

function settledElsewhere(): HttpProblem {
  return new HttpProblem(
    409,
    'settled-elsewhere',
    'Sebagian pegawai baru saja ditetapkan pada daftar OPD lain. Muat ulang daftar ini, lalu coba lagi.',
  );
}

function alreadyFrozen(): HttpProblem {
  return new HttpProblem(409, 'already-frozen', 'Bulan ini sudah dibekukan. Perubahan hanya melalui koreksi.');
}
