import { stringify } from 'csv-stringify/sync';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { plainCell } from './plain-cell.ts';

type Db = Pick<Database['db'], 'execute'>;
type Row = Record<string, string | number | null>;

/** First and last day, YYYY-MM-DD. */
export interface Period {
  readonly first: string;
  readonly last: string;
}

/** Tables of what was done about absence and manipulation, as text for spreadsheets. No file holds more than its period. */
export async function* followUpTables(db: Db, { first, last }: Period): AsyncGenerator<{ path: string; text: string }> {
  yield {
    path: 'tindak-lanjut/perkara-disiplin.csv',
    text: toCsv(
      await db.execute<Row>(sql`
        SELECT c.id AS perkara, c.kind AS jenis, e.nip AS "NIP", e.name AS nama, o.name AS "OPD", c.year AS tahun,
          c.state AS keadaan, c.proposed_on::text AS diusulkan, c.opened_on::text AS dibuka,
          c.step->>'name' AS usulan, c.decision->>'number' AS "nomor keputusan", c.decision->>'on' AS diputus,
          c.groundless_since::text AS "tanpa dasar sejak"
        FROM discipline_cases c JOIN employees e ON e.id = c.employee JOIN opds o ON o.id = c.opd
        WHERE c.proposed_on BETWEEN ${first}::date AND ${last}::date ORDER BY c.proposed_on, c.id`),
      ['perkara', 'jenis', 'NIP', 'nama', 'OPD', 'tahun', 'keadaan', 'diusulkan', 'dibuka', 'usulan'],
    ),
  };
  yield {
    path: 'tindak-lanjut/langkah-perkara.csv',
    text: toCsv(
      await db.execute<Row>(sql`
        SELECT v.case AS perkara, v.at::text AS waktu, v.on_day::text AS hari, v.kind AS peristiwa, v.step AS langkah,
          u.name AS oleh, v.note AS catatan
        FROM discipline_events v LEFT JOIN users u ON u.id = v.by
        WHERE v.on_day BETWEEN ${first}::date AND ${last}::date ORDER BY v.at, v.id`),
      ['perkara', 'waktu', 'hari', 'peristiwa', 'langkah', 'oleh', 'catatan'],
    ),
  };
  yield {
    path: 'tindak-lanjut/temuan-manipulasi.csv',
    text: toCsv(
      await db.execute<Row>(sql`
        SELECT f.id AS temuan, f.month AS bulan, e.nip AS "NIP", e.name AS nama, f.state AS keadaan, f.summary AS uraian,
          r.name AS dicatat, f.recorded_at::text AS "waktu dicatat", d.name AS diputus,
          f.decided_at::text AS "waktu diputus"
        FROM manipulation_findings f JOIN employees e ON e.id = f.employee JOIN users r ON r.id = f.recorded_by
          LEFT JOIN users d ON d.id = f.decided_by
        WHERE f.month BETWEEN ${first.slice(0, 7)} AND ${last.slice(0, 7)} ORDER BY f.month, f.id`),
      ['temuan', 'bulan', 'NIP', 'nama', 'keadaan', 'uraian', 'dicatat', 'waktu dicatat'],
    ),
  };
  yield {
    path: 'tindak-lanjut/koreksi-tpp.csv',
    text: toCsv(
      await db.execute<Row>(sql`
        SELECT c.id AS koreksi, c.month AS bulan, o.name AS "OPD", e.nip AS "NIP", e.name AS nama, c.state AS keadaan,
          c.difference AS selisih, c.reason AS alasan, p.name AS pengusul, c.proposed_at::text AS diusulkan,
          d.name AS penyetuju, c.decided_at::text AS diputus
        FROM tpp_corrections c JOIN employees e ON e.id = c.employee JOIN opds o ON o.id = c.opd
          JOIN users p ON p.id = c.proposed_by LEFT JOIN users d ON d.id = c.decided_by
        WHERE c.month BETWEEN ${first.slice(0, 7)} AND ${last.slice(0, 7)} ORDER BY c.month, c.id`),
      ['koreksi', 'bulan', 'OPD', 'NIP', 'nama', 'keadaan', 'selisih', 'alasan', 'pengusul', 'diusulkan'],
    ),
  };
}

/** So many entries are in memory at once. */
const AT_ONCE = 5_000;
const AUDIT_COLUMNS = ['nomor', 'waktu', 'oleh', 'tindakan', 'pokok', 'rincian'];

/** The audit log of a period, a few thousand entries at a time. */
export async function* auditExtract(db: Db, { first, last }: Period): AsyncGenerator<Buffer> {
  yield Buffer.from(`\ufeff${stringify([AUDIT_COLUMNS], { delimiter: ';', record_delimiter: '\r\n' })}`);
  let after = '0';
  for (;;) {
    const rows = await db.execute<Row>(sql`
      SELECT a.id::text AS nomor, a.at::text AS waktu, coalesce(u.username, '') AS oleh, a.action AS tindakan,
        a.subject AS pokok, a.detail::text AS rincian
      FROM audit_log a LEFT JOIN users u ON u.id = a.user
      WHERE a.id > ${after}::bigint AND a.at >= ${first}::date AND a.at < ${last}::date + 1
      ORDER BY a.id LIMIT ${AT_ONCE}`);
    const newest = rows.at(-1);
    if (newest === undefined) return;
    yield Buffer.from(
      stringify(
        rows.map((row) => AUDIT_COLUMNS.map((name) => plainCell(row[name] ?? ''))),
        CSV,
      ),
    );
    after = String(newest.nomor);
  }
}

const CSV = { delimiter: ';', record_delimiter: '\r\n' };

/** @param columns the heading of a table that turned out empty */
function toCsv(rows: readonly Row[], columns: readonly string[]): string {
  const names = rows[0] === undefined ? columns : Object.keys(rows[0]);
  const records = rows.map((row) => names.map((name) => plainCell(row[name] ?? '')));
  return stringify([[...names], ...records], { ...CSV, bom: true });
}
