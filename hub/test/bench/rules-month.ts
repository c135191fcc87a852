import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { openDatabase } from '../../src/database/open-database.ts';
import { judgeNewPunches } from '../../src/days/judge-new-punches.ts';
import { judgeQueuedDays } from '../../src/days/judge-queued-days.ts';
import { touchEverybody } from '../../src/days/touch-days.ts';
import { ensureDefaultPolicies } from '../../src/policies/install-defaults.ts';
import { buildRecap } from '../../src/reports/build-recap.ts';
import { loadRecap } from '../../src/reports/load-recap.ts';
import { renderRecapPdf } from '../../src/reports/recap-pdf.ts';
import { monthDays } from '../../src/rules/tpp/month-days.ts';
import { openMonthSource } from '../../src/tpp/month-source.ts';
import { sheetMembers } from '../../src/tpp/sheet-members.ts';
import { monthFactsOf, workOutMonth } from '../../src/tpp/work-out-sheet.ts';
import { seedMonth } from './seed-month.ts';

/** Measures the rules on a database of its own; the number of employees is the first argument, JSON goes to stdout. */
const MONTH = '2026-07';
const now = new Date('2026-08-02T12:00:00+07:00');
const employees = Number(process.argv[2] ?? 50_000);
const say = (text: string) => process.stderr.write(`${text}\n`);

const data = mkdtempSync(join(tmpdir(), 'hadir-rules-'));
chmodSync(data, 0o755);
const database = await openDatabase({ data, database: { kind: 'embedded' } }, pino({ level: 'error' }));
let peakRss = 0;
const sampling = setInterval(() => {
  peakRss = Math.max(peakRss, process.memoryUsage.rss());
}, 100);
try {
  const { db } = database;
  await ensureDefaultPolicies(db);
  const days = monthDays(MONTH);
  const working = days.filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));
  say(`storing ${employees} people and ${employees * 2 * working.length} punches …`);
  await seedMonth(database, employees, working);
  await judgeNewPunches(db, now);
  peakRss = 0;

  const began = performance.now();
  await db.transaction((tx) => touchEverybody(tx, { from: days[0] ?? '', to: days.at(-1) ?? '' }));
  let judged = 0;
  for (let more = true; more; ) {
    const stroke = await judgeQueuedDays(db, now);
    more = stroke.kind === 'done' && stroke.more;
    judged += stroke.kind === 'done' ? stroke.judged : 0;
  }
  const kept = performance.now();
  say(`${judged} days judged and stored in ${Math.round(kept - began)} ms`);
  const source = await openMonthSource(db, now);
  const members = await sheetMembers(db, MONTH);
  let paid = 0;
  for await (const chunk of monthFactsOf(source, MONTH, members))
    for (const { facts } of chunk) paid += workOutMonth(facts, source.book).total;
  const ended = performance.now();
  say(`TPP of ${members.length} worked out in ${Math.round(ended - kept)} ms: ${paid} rupiah`);
  if (judged !== employees * days.length || members.length !== employees || paid <= 0)
    throw new Error(`Only ${judged} days of ${members.length} people were judged.`);
  const monthPeak = peakRss;

  // A journal that comes late: 100 punches of one office at noon of one day.
  const [office] = await db.execute<{ id: string; name: string }>(sql`SELECT id, name FROM opds ORDER BY name LIMIT 1`);
  if (!office) throw new Error('There is no office.');
  const late = performance.now();
  await db.execute(sql`
    INSERT INTO punches (unit, binding, seq, door, employee, day, seen_at, score, second_score, threshold, liveness,
      frames, face_height, clock_source)
    SELECT 'unit-' || left(md5(d.id::text), 8), 1, 90000000 + row_number() OVER (), d.id, e.id, '2026-07-15',
      '2026-07-14T23:30:00Z', 0.8, 0.2, 0.45, 0.99, 5, 120, 'ntp'
    FROM employees e JOIN doors d ON d.opd = e.opd WHERE e.opd = ${office.id}::uuid LIMIT 100`);
  const reflected = await judgeNewPunches(db, now);
  const lateJournalMs = performance.now() - late;
  if (reflected.kind !== 'done' || reflected.judged !== Math.min(100, employees))
    throw new Error(`A late journal of 100 people was not reflected as 100 days but ${JSON.stringify(reflected)}.`);

  const asked = performance.now();
  const table = buildRecap(
    await loadRecap(db, {
      region: 'Kabupaten Uji',
      office: { id: office.id, name: office.name, zone: 'Asia/Jakarta' },
      month: MONTH,
      now,
    }),
  );
  const pdf = await renderRecapPdf(table);
  const recapPdfMs = performance.now() - asked;
  if (pdf.subarray(0, 5).toString() !== '%PDF-') throw new Error('The recap is no PDF.');
  process.stdout.write(
    `${JSON.stringify({
      employees,
      monthSeconds: Math.round((ended - began) / 10) / 100,
      peakRssMb: Math.round(monthPeak / 1024 / 1024),
      lateJournalMs: Math.round(lateJournalMs),
      recapPdfMs: Math.round(recapPdfMs),
    })}\n`,
  );
} finally {
  clearInterval(sampling);
  await database.stop();
  rmSync(data, { recursive: true, force: true });
}
