import type { ExportManifest, NewReportJob } from '@hadir/shared/api/reports';
import { type SigningKey, signJws } from '@hadir/shared/journal/node-signature';
import { sql } from 'drizzle-orm';
import { monthDays } from '../rules/tpp/month-days.ts';
import { buildRecap } from './build-recap.ts';
import { auditExtract, followUpTables, type Period } from './evidence-tables.ts';
import { loadRecap } from './load-recap.ts';
import type { ReportMaker } from './make-report.ts';
import { monthsBetween } from './months-between.ts';
import { READ_ME } from './read-me.ts';
import { type Office, readOffice, readOffices } from './read-office.ts';
import { renderDocument } from './render-document.ts';
import type { ZipReport } from './zip-report.ts';

/** Somebody no longer wants the report, or the hub is stopping. */
export class ArchiveStopped extends Error {
  override readonly name = 'ArchiveStopped';
  readonly code = 'archive-stopped';
}

interface ArchiveWork extends ReportMaker {
  readonly hubKey: SigningKey;
  readonly zip: ZipReport;
  /** @throws ArchiveStopped */
  progress(done: number, of: number): Promise<void>;
}

/** Fills an archive. @param opd the office that the one who asked is bound to @returns the name of the file. */
export async function makeArchive(work: ArchiveWork, wanted: NewReportJob, opd: string | null): Promise<string> {
  const own = opd === null ? null : await readOffice(work.db, opd);
  const offices = own === null ? await readOffices(work.db) : [own];
  if (wanted.kind === 'all-recaps') {
    await addRecaps(work, offices, [wanted.month], [wanted.format], '', 0);
    return `rekap-${wanted.month}-${wanted.format}.zip`;
  }
  const { from, to } = wanted;
  const months = monthsBetween(from, to);
  const period = { first: `${from}-01`, last: monthDays(to).at(-1) ?? to };
  await addRecaps(work, offices, months, ['pdf', 'xlsx'], 'rekap/', 3);
  await addEvidence(work, period);
  signManifest(work, from, to);
  return `mcsp-${from}-${to}.zip`;
}

/** @param more steps that come afterwards */
async function addRecaps(
  { db, region, now, zip, progress }: ArchiveWork,
  offices: readonly Office[],
  months: readonly string[],
  formats: readonly ('pdf' | 'xlsx')[],
  folder: string,
  more: number,
): Promise<void> {
  const of = offices.length * months.length + more;
  let done = 0;
  for (const month of months)
    for (const office of offices) {
      await progress(done, of);
      const table = buildRecap(await loadRecap(db, { region, office, month, now }));
      for (const format of formats) {
        const path = `${folder}${month}/${plainName(office)}.${format}`;
        zip.add(path, await renderDocument(table, format));
      }
      done += 1;
    }
  await progress(done, of);
}

async function addEvidence({ db, zip }: ArchiveWork, period: Period): Promise<void> {
  const policies = await db.execute<{ kind: string; from: string; id: string; edition: unknown }>(sql`
    SELECT kind, effective_from::text AS "from", id, json_build_object('kind', kind, 'effectiveFrom', effective_from,
      'effectiveTo', effective_to, 'legalBasis', legal_basis, 'note', note, 'activatedAt', activated_at,
      'shipped', shipped, 'document', document) AS edition
    FROM policy_editions
    WHERE state = 'active' AND effective_from <= ${period.last}::date
      AND (effective_to IS NULL OR effective_to >= ${period.first}::date)
    ORDER BY kind, effective_from, activation`);
  for (const { kind, from, id, edition } of policies)
    zip.add(`kebijakan/${kind}-${from}-${id.slice(0, 8)}.json`, Buffer.from(`${JSON.stringify(edition, null, 2)}\n`));
  for await (const { path, text } of followUpTables(db, period)) zip.add(path, Buffer.from(text));
  await zip.addStream('audit/log-audit.csv', auditExtract(db, period));
}

/** The manifest names every other file; its signature therefore holds for the whole archive. */
function signManifest({ zip, hubKey, region, now }: ArchiveWork, from: string, to: string): void {
  zip.add('BACA-SAYA.txt', Buffer.from(READ_ME));
  const files = [...zip.entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest: ExportManifest = { v: 1, region, from, to, madeAt: now.toISOString(), files };
  zip.add('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  zip.add('manifest.jws', Buffer.from(`${signJws('hadir-export', hubKey, manifest)}\n`));
}

/** @returns a name that every file system takes, and that two offices never share. */
function plainName({ id, name }: Office): string {
  const plain = name.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, '-');
  return `${plain.replace(/^-+|-+$/g, '').slice(0, 80)}-${id.slice(0, 8)}`;
}
