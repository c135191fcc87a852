import type { NewAssembly } from '@hadir/shared/api/assemblies';
import { localDay } from '@hadir/shared/time/local-day';
import { and, eq, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import { opds } from '../database/schema.ts';
import { postings } from '../database/tables/postings.ts';
import { assemblies, assemblyAbsences } from '../database/tables/tpp.ts';
import { fieldProblem, forbidden, HttpProblem, notFound } from '../http/http-problem.ts';
import { asZone } from '../opds/zone.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';

/**
 * Keeps who missed an assembly. Whoever turns out to be excused on that day is left out when the month is worked out,
 * so that nobody has to know of leave when the list is made.
 * @returns its id @throws HttpProblem where somebody named does not belong to the office on that day
 */
export async function recordAssembly(
  tx: Transaction,
  { opd, day, kind, name, naming, employees }: NewAssembly,
  by: SignedIn,
  now: Date,
): Promise<string> {
  refuseOtherOffices(by, opd);
  // Held until the end, so that of two who record the same assembly at once the second is told.
  const [office] = await tx.select({ zone: opds.zone }).from(opds).where(eq(opds.id, opd)).for('no key update');
  if (office === undefined) throw fieldProblem('opd-unknown', 'opd', 'OPD ini tidak dikenal.');
  if (Number.isNaN(Date.parse(day)) || !new Date(day).toISOString().startsWith(day))
    throw fieldProblem('no-such-day', 'day', 'Tanggal ini tidak ada di kalender.');
  if (day > localDay(now, asZone(office.zone)))
    throw fieldProblem('day-to-come', 'day', 'Apel yang belum berlangsung belum dapat dicatat.');
  await refuseSecond(tx, { opd, day, kind, name });
  const staff = await tx
    .select({ employee: postings.employee })
    .from(postings)
    .where(and(eq(postings.opd, opd), lte(postings.from, day), or(isNull(postings.to), gte(postings.to, day))));
  const belongs = new Set(staff.map(({ employee }) => employee));
  const strangers = employees.filter((employee) => !belongs.has(employee));
  if (strangers.length > 0)
    throw fieldProblem(
      'not-of-this-office',
      'employees',
      `${strangers.length} orang yang disebut bukan pegawai OPD ini pada tanggal itu. Keluarkan dari daftar.`,
    );
  const named = new Set(employees);
  const missed = naming === 'missed' ? [...named] : [...belongs].filter((employee) => !named.has(employee));
  const [stored] = await tx
    .insert(assemblies)
    .values({ opd, day, kind, name: name.trim(), recordedBy: by.id, recordedAt: now })
    .returning({ id: assemblies.id });
  if (stored === undefined) throw new Error('An assembly that was inserted was not returned.');
  for (let at = 0; at < missed.length; at += 1000)
    await tx
      .insert(assemblyAbsences)
      .values(missed.slice(at, at + 1000).map((employee) => ({ assembly: stored.id, employee })));
  await writeAudit(tx, by.id, 'assembly-recorded', stored.id, { opd, day, kind, name, missed: missed.length });
  return stored.id;
}

/** A mistaken one counts for nothing from now on and stays readable. @throws HttpProblem */
export async function cancelAssembly(tx: Transaction, id: string, by: SignedIn): Promise<void> {
  const [assembly] = await tx.select().from(assemblies).where(eq(assemblies.id, id)).for('update');
  if (assembly === undefined) throw notFound('Apel ini');
  refuseOtherOffices(by, assembly.opd);
  if (assembly.cancelled) throw new HttpProblem(409, 'cancelled-already', 'Apel ini sudah dibatalkan.');
  await tx
    .update(assemblies)
    .set({ cancelled: true })
    .where(inArray(assemblies.id, [id]));
  await writeAudit(tx, by.id, 'assembly-cancelled', id, { opd: assembly.opd, day: assembly.day });
}

/** Recorded twice it would cost twice. @throws HttpProblem */
async function refuseSecond(
  tx: Transaction,
  { opd, day, kind, name }: Pick<NewAssembly, 'opd' | 'day' | 'kind' | 'name'>,
): Promise<void> {
  const same = await tx
    .select({ name: assemblies.name })
    .from(assemblies)
    .where(
      and(eq(assemblies.opd, opd), eq(assemblies.day, day), eq(assemblies.kind, kind), eq(assemblies.cancelled, false)),
    );
  const plain = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (same.some((each) => plain(each.name) === plain(name)))
    throw fieldProblem(
      'recorded-already',
      'name',
      'Apel ini sudah dicatat. Batalkan catatan yang lama lebih dahulu, atau beri nama lain bila memang dua kali.',
      409,
    );
}

function refuseOtherOffices({ role, opd: own }: SignedIn, opd: string): void {
  if (role !== 'admin_bkd' && own !== opd) throw forbidden('Anda hanya dapat mencatat apel OPD Anda sendiri.');
}
