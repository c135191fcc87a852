import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy } from '@hadir/shared/journal/node-signature';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { type Caller, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { until } from '../support/until.ts';
import { makeLetterhead } from './make-recap.ts';

const run = promisify(execFile);

let hub: TestApi;
let opd: string;
let otherOpd: string;
let person: string;
let moved: string;
let head: Caller;
let treasurer: Caller;
let employee: Caller;
const now = new Date('2026-07-20T03:00:00Z');

beforeAll(async () => {
  hub = await startTestApi({ now: () => now });
  opd = (await hub.admin.post('/api/opds', { name: 'Dinas Satu', zone: 'Asia/Jayapura' })).json().id;
  otherOpd = (await hub.admin.post('/api/opds', { name: 'Dinas Dua', zone: 'Asia/Jayapura' })).json().id;
  const add = async (nip: string, name: string) =>
    (await hub.admin.post('/api/employees', { nip, name, opd, position: 'Analis' })).json().id as string;
  person = await add('198503122010011001', 'Ade Contoh');
  moved = await add('198503122010011002', 'Budi Contoh');
  // Budi moves to the other office on 11 July.
  await hub.database.sql`UPDATE postings SET to_day = '2026-07-10' WHERE employee = ${moved}`;
  await hub.database.sql`
    INSERT INTO postings (employee, from_day, opd) VALUES (${moved}, '2026-07-11', ${otherOpd})`;
  await hub.database.sql`UPDATE employees SET opd = ${otherOpd} WHERE id = ${moved}`;
  head = await hub.as({ username: 'kepala', name: 'Kepala', role: 'opd_head', opd });
  treasurer = await hub.as({ username: 'bendahara', name: 'Bendahara', role: 'treasurer' });
  employee = await hub.as({ username: 'pegawai', name: 'Pegawai', role: 'employee', employee: person });
});
afterAll(() => hub.stop());

const cellOf = (table: { columns: { key: string }[]; rows: unknown[][] }, row: number, key: string) =>
  table.rows[row]?.[table.columns.findIndex((column) => column.key === key)];

describe('a report', () => {
  it('of an OPD lists everyone who belonged to it on some day, with the days on which he did', async () => {
    const table = (await hub.admin.get(`/api/reports/monthly-recap?opd=${opd}&month=2026-07`)).json();
    expect(table.rows).toHaveLength(2);
    expect(cellOf(table, 1, 'remark')).toContain('Pindah ke Dinas Dua, di sini sampai 10 Juli 2026');
    expect(cellOf(table, 1, 'd10')).not.toBeNull();
    expect(cellOf(table, 1, 'd11')).toBeNull();
    const other = (await hub.admin.get(`/api/reports/monthly-recap?opd=${otherOpd}&month=2026-07`)).json();
    expect(other.rows).toHaveLength(1);
    expect(cellOf(other, 0, 'd11')).toBe('L');
    expect(cellOf(other, 0, 'remark')).toContain('Pindah dari Dinas Satu 11 Juli 2026');
  });

  it.each(['monthly-recap', 'daily-list', 'lateness', 'completeness', 'tpp-list'])(
    'of kind %s comes as a table and in each format',
    async (kind) => {
      const query = `opd=${opd}&month=2026-07&day=2026-07-06`;
      const table = await hub.admin.get(`/api/reports/${kind}?${query}`);
      expect(table.statusCode, table.body).toBe(200);
      const { columns, rows, totals } = table.json();
      for (const row of [...rows, ...(totals === null ? [] : [totals])]) expect(row).toHaveLength(columns.length);
      const pdf = await hub.admin.get(`/api/reports/${kind}/file?${query}&format=pdf`);
      expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
      const xlsx = await hub.admin.get(`/api/reports/${kind}/file?${query}&format=xlsx`);
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(xlsx.rawPayload as unknown as ExcelJS.Buffer);
      expect(book.worksheets).toHaveLength(1);
      const csv = await hub.admin.get(`/api/reports/${kind}/file?${query}&format=csv`);
      expect(csv.headers['content-type']).toContain('text/csv');
      expect(csv.headers['content-disposition']).toMatch(/^attachment; filename="[a-z0-9-]+\.csv"$/i);
    },
  );

  it('of a person is his own to see, wherever he was', async () => {
    const own = await employee.get(`/api/reports/person-recap?employee=${person}&month=2026-07`);
    expect(own.json().facts).toContainEqual({ name: 'Nama', value: 'Ade Contoh' });
    expect(own.json().rows).toHaveLength(20);
    expect((await employee.get(`/api/reports/person-recap?employee=${moved}&month=2026-07`)).statusCode).toBe(403);
  });

  it('of a person who moved away shows the head of the office before only the days there', async () => {
    const url = `/api/reports/person-recap?employee=${moved}`;
    const days = (await head.get(`${url}&month=2026-07`)).json().rows;
    expect(days).toHaveLength(10);
    expect((await head.get(`${url}&month=2026-08`)).statusCode).toBe(403);
  });

  it('is seen by those whose business it is', async () => {
    expect((await head.get(`/api/reports/monthly-recap?month=2026-07`)).statusCode).toBe(200);
    expect((await head.get(`/api/reports/monthly-recap?opd=${otherOpd}&month=2026-07`)).statusCode).toBe(403);
    expect((await treasurer.get(`/api/reports/tpp-list?opd=${opd}&month=2026-07`)).statusCode).toBe(200);
    expect((await treasurer.get(`/api/reports/monthly-recap?opd=${opd}&month=2026-07`)).statusCode).toBe(403);
    expect((await employee.get('/api/reports/lateness?month=2026-07')).statusCode).toBe(403);
    expect(
      (await treasurer.post('/api/report-jobs', { kind: 'mcsp', from: '2026-07', to: '2026-07' })).statusCode,
    ).toBe(403);
  });

  it('names what is missing or makes no sense', async () => {
    const bad = async (url: string) => (await hub.admin.get(url)).json();
    expect(await bad('/api/reports/monthly-recap?month=2026-07')).toMatchObject({ fields: [{ field: 'opd' }] });
    expect(await bad(`/api/reports/monthly-recap?opd=${opd}&month=2026-13`)).toMatchObject({ status: 400 });
    expect(await bad(`/api/reports/daily-list?opd=${opd}&day=2026-02-31`)).toMatchObject({
      fields: [{ field: 'day' }],
    });
    expect(await bad('/api/reports/person-recap')).toMatchObject({ fields: [{ field: 'employee' }] });
    expect(await bad(`/api/reports/monthly-recap?opd=${opd}&month=2001-01`)).toMatchObject({ code: 'no-policy' });
  });
});

describe('the heading of a report', () => {
  it('and the names below it are those of the letterhead of the OPD', async () => {
    const document = {
      ...makeLetterhead({ government: '', office: '', contact: 'Telepon 0900' }),
      head: { position: 'Plt. Kepala', name: 'Kepala Contoh, S.E.', rank: 'Pembina', nip: '197001011995031001' },
    };
    await hub.database.sql`
      INSERT INTO letterheads (opd, version, document) VALUES (${opd}, 1, ${JSON.stringify(document)}::text::jsonb)`;
    const { heading, signatures } = (await head.get('/api/reports/monthly-recap?month=2026-07')).json();
    expect(heading).toEqual({
      government: 'Kabupaten Uji',
      office: 'Dinas Satu',
      address: 'Jalan Contoh Nomor 1 · Telepon 0900',
    });
    expect(signatures[0]).toEqual({
      above: ['Mengetahui,', 'Plt. Kepala'],
      name: 'Kepala Contoh, S.E.',
      rank: 'Pembina',
      nip: '19700101 199503 1 001',
    });
    expect(signatures[1].above).toEqual(['Kota Contoh, 20 Juli 2026', 'Pembuat daftar']);
  });
});

describe('a direct superior with no role in an office', () => {
  it('sees the recap, the daily list and the ranking of his own staff and of nobody else', async () => {
    await hub.database.sql`UPDATE postings SET superior = ${person} WHERE employee = ${moved}`;
    const { staff } = (await employee.get('/api/report-staff')).json();
    expect(staff.map(({ id }: { id: string }) => id)).toEqual([moved]);
    const recap = (await employee.get('/api/reports/monthly-recap?month=2026-07')).json();
    expect(recap.rows).toHaveLength(1);
    expect(String(cellOf(recap, 0, 'person'))).toContain('Budi Contoh');
    expect(recap.facts).toContainEqual({ name: 'Bawahan langsung', value: 'Pegawai' });
    expect((await employee.get('/api/reports/daily-list?day=2026-07-20')).json().rows).toHaveLength(1);
    expect((await employee.get('/api/reports/lateness?month=2026-07')).statusCode).toBe(200);
    expect((await employee.get(`/api/reports/person-recap?employee=${moved}&month=2026-07`)).statusCode).toBe(200);
    for (const url of [
      `/api/reports/monthly-recap?opd=${opd}&month=2026-07`,
      '/api/reports/tpp-list?month=2026-07',
      '/api/reports/completeness?month=2026-07',
    ])
      expect((await employee.get(url)).statusCode, url).toBe(403);
    await hub.database.sql`UPDATE postings SET superior = NULL WHERE employee = ${moved}`;
    expect((await employee.get('/api/reports/monthly-recap?month=2026-07')).statusCode).toBe(403);
  });
});

describe('an export for MCSP', () => {
  it('is made in the background, holds what it says it holds, and is signed by the hub', async () => {
    const ordered = await hub.admin.post('/api/report-jobs', { kind: 'mcsp', from: '2026-06', to: '2026-07' });
    expect(ordered.statusCode).toBe(202);
    const { id } = ordered.json();
    const ready = await until('the export', async () => {
      const { jobs } = (await hub.admin.get('/api/report-jobs')).json();
      const job = jobs.find((each: { id: string }) => each.id === id);
      return ['ready', 'failed'].includes(job.state) ? job : null;
    });
    expect(ready).toMatchObject({ state: 'ready', file: 'mcsp-2026-06-2026-07.zip', problem: null });
    const { rawPayload } = await hub.admin.get(`/api/report-jobs/${id}/file`);
    expect(rawPayload).toHaveLength(ready.bytes);
    const files = await unzip(rawPayload);
    const jws = splitJws(files.get('manifest.jws')?.toString().trim() ?? '');
    const key = (await hub.admin.get('/api/report-key')).json();
    expect(jws).not.toBeNull();
    if (jws === null) return;
    const { kid, ...publicKey } = key;
    expect(kid).toBe(hub.authority.hubKey.kid);
    expect(isSignedBy(jws, 'hadir-export', publicKey)).toBe(true);
    const manifest = JSON.parse(Buffer.from(jws.payload, 'base64url').toString());
    expect(JSON.parse(files.get('manifest.json')?.toString() ?? '')).toEqual(manifest);
    const named = manifest.files.map(({ path }: { path: string }) => path);
    expect([...named, 'manifest.json', 'manifest.jws'].sort()).toEqual([...files.keys()].sort());
    for (const { path, sha256, bytes } of manifest.files) {
      expect(files.get(path)?.length, path).toBe(bytes);
      expect(
        createHash('sha256')
          .update(files.get(path) ?? '')
          .digest('hex'),
        path,
      ).toBe(sha256);
    }
    expect(await checkByTheDocs(files, key)).toBe('Utuh.');
    const altered = new Map([...files, ['audit/log-audit.csv', Buffer.from('nomor;waktu')] as const]);
    expect(await checkByTheDocs(altered, key)).toContain('audit/log-audit.csv');
    for (const part of ['kebijakan/tpp-', 'rekap/2026-06/', 'tindak-lanjut/', 'audit/'])
      expect(
        named.some((path: string) => path.startsWith(part)),
        part,
      ).toBe(true);
    expect(files.get('audit/log-audit.csv')?.toString()).toContain('nomor;waktu;oleh');
  });

  it('is begun again by another hub where the first one fell silent', async () => {
    const [user] = await hub.database.sql`SELECT id FROM users WHERE role = 'admin_bkd'`;
    const [left] = await hub.database.sql`
      INSERT INTO report_jobs (wanted, requested_by, state, alive_at)
      VALUES ('{"kind": "all-recaps", "month": "2026-07", "format": "xlsx"}', ${user?.id}, 'running', now() - interval '5 minutes')
      RETURNING id`;
    await hub.database.sql`INSERT INTO report_parts (job, number, bytes) VALUES (${left?.id}, 0, 'half')`;
    await hub.admin.post('/api/report-jobs', { kind: 'all-recaps', month: '2026-06', format: 'pdf' });
    await until('both reports', async () => {
      const { jobs } = (await hub.admin.get('/api/report-jobs')).json();
      return jobs.every(({ state }: { state: string }) => state === 'ready') || null;
    });
    const files = await unzip((await hub.admin.get(`/api/report-jobs/${left?.id}/file`)).rawPayload);
    expect([...files.keys()].every((path) => path.startsWith('2026-07/Dinas-'))).toBe(true);
    expect(files.size).toBe(2);
  });
});

/** Does what the guide tells a stranger to do, with its very words. @returns what the program says. */
async function checkByTheDocs(files: ReadonlyMap<string, Buffer>, key: object): Promise<string> {
  const guide = await readFile(new URL('../../../docs/laporan-dan-impor.md', import.meta.url), 'utf8');
  const program = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const folder = await mkdtemp(join(tmpdir(), 'hadir-export-'));
  try {
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
    await writeFile(join(folder, 'hub-key.json'), JSON.stringify(key));
    await writeFile(join(folder, 'periksa.mjs'), program);
    const { stdout, stderr } = await run(process.execPath, ['periksa.mjs'], { cwd: folder }).catch((error) => error);
    return `${stdout}${stderr}`.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes);
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files.set(entry.fileName, Buffer.concat(chunks));
  }
  return files;
}
