import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { Import, ImportKind } from '@hadir/shared/api/imports';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { until } from '../support/until.ts';

let hub: TestApi;
let opd: string;
let otherOpd: string;
beforeAll(async () => {
  hub = await startTestApi({ now: () => new Date('2026-07-20T03:00:00Z') });
  opd = (await hub.admin.post('/api/opds', { name: 'Dinas Satu', zone: 'Asia/Jayapura' })).json().id;
  otherOpd = (await hub.admin.post('/api/opds', { name: 'Dinas Dua', zone: 'Asia/Jayapura' })).json().id;
});
afterAll(() => hub.stop());

const BUSY = ['waiting', 'checking', 'approved', 'applying', 'undo-ordered', 'undoing'];

async function settled(id: string): Promise<Import> {
  return until('the import', async () => {
    const found: Import = (await hub.admin.get(`/api/imports/${id}`)).json();
    return BUSY.includes(found.state) ? null : found;
  });
}

async function upload(kind: ImportKind, file: string | Buffer, name = 'data.csv'): Promise<Import> {
  const boundary = `b${randomBytes(8).toString('hex')}`;
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(file),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const answer = await hub.api.app.inject({
    method: 'POST',
    url: `/api/imports?kind=${kind}`,
    payload,
    headers: {
      cookie: hub.admin.cookie,
      'x-csrf-token': hub.admin.csrfToken,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
  });
  expect(answer.statusCode, answer.body).toBe(202);
  return settled(answer.json().id);
}

async function apply(checked: Import, order: object = {}): Promise<Import> {
  const answer = await hub.admin.post(`/api/imports/${checked.id}/apply`, order);
  expect(answer.statusCode, answer.body).toBe(202);
  return settled(checked.id);
}

async function undo({ id }: Import): Promise<Import> {
  const answer = await hub.admin.post(`/api/imports/${id}/undo`, {});
  expect(answer.statusCode, answer.body).toBe(202);
  return settled(id);
}

async function makeSheet(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('Data'));
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Everything that an import of people may change. */
const snapshot = async () =>
  JSON.stringify([
    await hub.database.sql`SELECT nip, name, opd, position, kind, phone FROM employees ORDER BY nip`,
    await hub.database.sql`
      SELECT e.nip, p.from_day::text, p.to_day::text, p.opd, p.rank, p.base_tpp FROM postings p
      JOIN employees e ON e.id = p.employee ORDER BY e.nip, p.from_day`,
  ]);

const PEOPLE = [
  'NIP;Nama;OPD;Jabatan;Telepon',
  '19850312 201001 1 001;Ade Contoh;Dinas Satu;Analis;081200000001',
  '198503122010011002;Budi Contoh;dinas  satu;;',
  '199001012024212003;Citra Contoh;Dinas Dua;Pranata;',
].join('\r\n');

describe('an import of employees', () => {
  it('says first what it would do and changes nothing, then does just that', async () => {
    const before = await snapshot();
    const checked = await upload('employees', PEOPLE);
    expect(checked).toMatchObject({ state: 'checked', report: { rows: 3, added: 3, changed: 0, same: 0, bad: 0 } });
    expect(await snapshot()).toBe(before);
    const applied = await apply(checked);
    expect(applied).toMatchObject({ state: 'applied', mayUndo: true, report: checked.report });
    const rows = await hub.database.sql`
      SELECT e.nip, e.kind, p.from_day::text, p.opd FROM employees e JOIN postings p ON p.employee = e.id ORDER BY e.nip`;
    expect([...rows]).toEqual([
      { nip: '198503122010011001', kind: 'PNS', from_day: '2010-01-01', opd },
      { nip: '198503122010011002', kind: 'PNS', from_day: '2010-01-01', opd },
      { nip: '199001012024212003', kind: 'PPPK', from_day: '2024-01-01', opd: otherOpd },
    ]);
    const [noted] = await hub.database.sql`SELECT detail FROM audit_log WHERE action = 'import-applied'`;
    expect(noted?.detail).toMatchObject({ kind: 'employees', added: 3 });
  });

  it('changes nothing when it comes a second time', async () => {
    const before = await snapshot();
    const checked = await upload('employees', PEOPLE);
    expect(checked).toMatchObject({ state: 'checked', report: { added: 0, changed: 0, same: 3 } });
    expect((await hub.admin.post(`/api/imports/${checked.id}/apply`, {})).json()).toMatchObject({
      code: 'nothing-to-do',
    });
    expect(await snapshot()).toBe(before);
  });

  it('is taken back as if it had never been, unless somebody changed the same since', async () => {
    const before = await snapshot();
    const changed = await apply(
      await upload(
        'employees',
        PEOPLE.replace('Ade Contoh', 'Ade Contoh, S.H.').concat('\r\n199202022015031004;Dedi;Dinas Satu;;'),
      ),
    );
    expect(changed.report).toMatchObject({ added: 1, changed: 1, same: 2 });
    expect(await undo(changed)).toMatchObject({ state: 'undone', problem: null });
    expect(await snapshot()).toBe(before);

    const fresh = await apply(await upload('employees', 'NIP;Nama;OPD\n199202022015031004;Dedi;Dinas Satu'));
    await hub.database.sql`UPDATE employees SET name = 'Dedi, S.T.' WHERE nip = '199202022015031004'`;
    expect(await undo(fresh)).toMatchObject({ state: 'applied', problem: expect.stringContaining('baris 2') });
    await hub.database.sql`UPDATE employees SET name = 'Dedi' WHERE nip = '199202022015031004'`;
    expect(await undo(fresh)).toMatchObject({ state: 'undone', problem: null });

    const again = await apply(await upload('employees', PEOPLE.replace('Budi Contoh', 'Budi C.')));
    await hub.database.sql`UPDATE employees SET name = 'Budi Lain' WHERE nip = '198503122010011002'`;
    expect(await undo(again)).toMatchObject({ state: 'applied', problem: expect.stringContaining('baris 3') });
    await hub.database.sql`UPDATE employees SET name = 'Budi Contoh' WHERE nip = '198503122010011002'`;
  });

  it('names every bad cell by line and column, with what to do', async () => {
    const checked = await upload(
      'employees',
      [
        'NIP,Nama,OPD,Mulai bertugas',
        '198513122010011001,Salah Lahir,Dinas Satu,',
        '1.98503E+17,Hilang Digit,Dinas Satu,',
        '198503122010011009,,Dinas Satu,31/02/2020',
        '198503122010011008,Tanpa Kantor,Dinas Tidak Ada,',
        '198503122010011007,=HYPERLINK("x"),Dinas Satu,',
        '198503122010011006,Baik,Dinas Satu,2020-01-31',
        '198503122010011006,Ganda,Dinas Satu,',
        '198503122010011001,Ade Contoh,Dinas Dua,',
      ].join('\n'),
    );
    const { problems = [], bad, added } = checked.report ?? {};
    expect({ bad, added }).toEqual({ bad: 7, added: 1 });
    const said = problems.map(({ row, column, message }) => [row, column, message] as const);
    for (const expected of [
      [2, 'NIP', 'tanggal lahir'],
      [3, 'NIP', 'digit terakhirnya sudah hilang'],
      [4, 'Nama', 'Wajib diisi'],
      [4, 'Mulai bertugas', 'tidak ada di kalender'],
      [5, 'OPD', 'tidak ada di Hadir'],
      [6, 'Nama', 'seperti rumus'],
      [8, 'NIP', 'Sama dengan baris 7'],
      [9, 'OPD', 'Penempatan'],
    ] as const)
      expect(
        said.some(
          ([row, column, message]) => row === expected[0] && column === expected[1] && message.includes(expected[2]),
        ),
        expected.join(' '),
      ).toBe(true);
    const list = await hub.admin.get(`/api/imports/${checked.id}/problems`);
    expect(list.headers['content-type']).toContain('text/csv');
    const rows: string[][] = parse(list.body, { delimiter: ';', bom: true });
    expect(rows).toHaveLength(1 + problems.length);
    expect(rows.find(([row]) => row === '6')?.[2]).toBe(`'=HYPERLINK("x")`);
    expect((await hub.admin.post(`/api/imports/${checked.id}/apply`, {})).json()).toMatchObject({ code: 'bad-lines' });
    const applied = await apply(checked, { skipBad: true });
    expect(applied.state).toBe('applied');
    expect(await hub.database.sql`SELECT 1 FROM employees WHERE nip = '198503122010011006'`).toHaveLength(1);
    expect((await undo(applied)).state).toBe('undone');
  });

  it('refuses what a spreadsheet made of a number or would make of a formula, and takes a dash for nothing', async () => {
    const { report } = await upload(
      'employees',
      [
        'NIP;Nama;OPD;Jabatan;Telepon;Surel',
        '198503122010011000;Hilang Digit;Dinas Satu;;;',
        '198503122010011021;+1+1;Dinas Satu;;;',
        '198503122010011022;-SUM(A1);Dinas Satu;;;',
        '198503122010011023;\t=1;Dinas Satu;;;',
        '198503122010011024;Baik;Dinas Satu;-;+62 812-0000-0001;',
        '198503122010011025;Baik;Dinas Satu;;12;bukan surel',
        '198503122010991026;NIP Aneh;Dinas Satu;;;',
        '198503122010181027;NIP Lain;Dinas Satu;;;',
        '198503122010011028;Koma, S.H.;Dinas Satu;;;;lebih',
      ].join('\n'),
    );
    expect(report?.problems.map(({ row, column }) => `${row} ${column}`)).toEqual([
      ...['2 NIP', '3 Nama', '4 Nama', '5 Nama', '7 Telepon', '7 Surel', '10 null'],
    ]);
    expect(report?.problems[0]?.message).toContain('Excel');
    expect(report?.lines.map(({ row }) => row)).toEqual([6, 8, 9]);
    expect(report?.notes[0]).toContain('baris 9');
  });

  it('is not applied when what it would do has changed since it was looked at', async () => {
    const checked = await upload('employees', 'NIP;Nama;OPD\n199303032016031005;Eka;Dinas Satu');
    await hub.admin.post('/api/employees', { nip: '199303032016031005', name: 'Eka Lain', opd });
    const applied = await apply(checked);
    expect(applied).toMatchObject({
      state: 'checked',
      problem: expect.stringContaining('berubah'),
      report: { changed: 1 },
    });
    const [name] = await hub.database.sql`SELECT name FROM employees WHERE nip = '199303032016031005'`;
    expect(name?.name).toBe('Eka Lain');
  });
});

describe('a file', () => {
  it('is read with any separator, encoding and order of columns', async () => {
    const latin = Buffer.from('Nama\tOPD\tNIP\tKolom Lain\nRené\tDinas Satu\t199404042017031006\tx', 'latin1');
    const { report } = await upload('employees', latin);
    expect(report).toMatchObject({ added: 1, bad: 0, lines: [{ subject: 'René' }] });
    expect(report?.notes).toEqual(['Kolom "Kolom Lain" tidak dikenal dan tidak dibaca.']);
    const marked = Buffer.from('\ufeffNIP,Nama,OPD\n199404042017031006,"Koma, S.H.",Dinas Satu', 'utf16le');
    expect((await upload('employees', marked)).report?.lines[0]?.subject).toBe('Koma, S.H.');
  });

  it('may have titles, a merged heading and other sheets, and says what of it was not read', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Tersembunyi', { state: 'hidden' }).addRow(['rahasia']);
    const sheet = book.addWorksheet('Pegawai 2026');
    sheet.addRow(['DAFTAR PEGAWAI']);
    sheet.mergeCells('A1:D1');
    sheet.addRow([]);
    sheet.addRow(['Data diri', null, 'opd ', 'Catatan']);
    sheet.addRow(['  nama  LENGKAP', 'N I P'.replaceAll(' ', ''), null, null]);
    sheet.mergeCells('A3:B3');
    sheet.mergeCells('C3:C4');
    sheet.mergeCells('D3:D4');
    sheet.addRow(['  Satu  Dua ', '199404042017031006  ', ' Dinas Satu', 'x']);
    book.addWorksheet('Lama').addRow(['data lama']);
    const { report } = await upload('employees', Buffer.from(await book.xlsx.writeBuffer()), 'data.xlsx');
    expect(report).toMatchObject({ rows: 1, added: 1, bad: 0, lines: [{ row: 5, subject: 'Satu Dua' }] });
    expect(report?.notes).toEqual([
      'Hanya lembar "Pegawai 2026" yang dibaca; lembar "Tersembunyi", "Lama" tidak dibaca.',
      'Judul kolom dibaca dari baris 4; baris di atasnya tidak dibaca.',
      'Kolom "Catatan" tidak dikenal dan tidak dibaca.',
    ]);
  });

  it('may say by its first line what divides its columns, and hold lines within quotes', async () => {
    const text = 'sep=,\nNIP,Nama,OPD,,\n199404042017031006,"Dua\nBaris","Dinas\r\nSatu",,catatan\n1,x,y';
    const { report } = await upload('employees', text);
    expect(report).toMatchObject({ added: 1, bad: 1, lines: [{ row: 2, subject: 'Dua Baris' }] });
    expect(report?.problems[0]?.row).toBe(3);
    expect(report?.notes).toEqual(['Kolom ke-5 tidak berjudul dan tidak dibaca.']);
  });

  it('may be a spreadsheet with dates as dates, as numbers and as text', async () => {
    const file = await makeSheet((sheet) => {
      sheet.addRow(['NIP *', 'Nama', 'OPD', 'Mulai bertugas']);
      sheet.addRow(['199404042017031006', 'Satu', 'Dinas Satu', new Date('2017-03-01T00:00:00Z')]);
      sheet.addRow(['199404042017031007', 'Dua', 'Dinas Satu', 42795]);
      sheet.addRow(['199404042017031008', 'Tiga', 'Dinas Satu', '1 Maret 2017']);
      sheet.addRow([199404042017031000, 'Empat', 'Dinas Satu', '']);
      sheet.addRow(['199404042017031010', { formula: 'B2', result: 'Satu' }, 'Dinas Satu', '']);
      sheet.addRow(['199404042017031011', 'Enam', 'Dinas Satu', '']);
      sheet.mergeCells('B7:C7');
    });
    const checked = await upload('employees', file, 'data.xlsx');
    const problems = checked.report?.problems ?? [];
    expect(problems.map(({ row, column, message }) => `${row} ${column} ${message.slice(0, 14)}`)).toEqual([
      '5 NIP NIP terbaca se',
      '6 Nama Berisi rumus. ',
      '7 Nama Sel ini digabu',
      '7 OPD Sel ini digabu',
    ]);
    await apply(checked, { skipBad: true });
    const rows = await hub.database.sql`
      SELECT served_from::text FROM employees WHERE nip LIKE '19940404201703100_' ORDER BY nip`;
    expect(rows.map(({ served_from }) => served_from)).toEqual(['2017-03-01', '2017-03-01', '2017-03-01']);
  });

  it.each([
    ['nothing', () => Buffer.from(' '), 'kosong'],
    ['a PDF', () => Buffer.from('%PDF-1.7 …'), 'PDF'],
    ['a locked or old spreadsheet', () => Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'kata sandi'],
    ['a program', () => Buffer.from('MZ\0\0\0\0\0\0'), 'bukan tabel'],
    [
      'half of a spreadsheet',
      async () => (await makeSheet((sheet) => sheet.addRow(['NIP']))).subarray(0, 900),
      'rusak',
    ],
    ['a table without the columns', () => Buffer.from('Nama;Alamat\nA;B'), 'Kolom "NIP", "OPD"'],
    ['a heading alone', () => Buffer.from('NIP;Nama;OPD\n'), 'Tidak ada data'],
    ['too many lines', () => Buffer.from(`NIP;Nama;OPD\n${'1;2;3\n'.repeat(50_002)}`), 'lebih dari 50.000'],
    ['a quote that is never closed', () => Buffer.from(`NIP;Nama;OPD\n"${'x;y\n'.repeat(20_000)}`), 'tanda kutip'],
    ['a spreadsheet that unpacks to gigabytes', makeBomb, 'terlalu besar'],
    ['a spreadsheet that lies about its size', makeLyingBomb, 'rusak'],
  ])('that is %s is refused with words', async (_, make, words) => {
    const refused = await upload('employees', await make(), 'data.xlsx');
    expect(refused).toMatchObject({ state: 'unreadable', report: null });
    expect(refused.problem).toContain(words);
  });

  it('is offered as a template, which can be filled in and sent as it is', async () => {
    for (const kind of [
      'opds',
      'employees',
      'work-units',
      'postings',
      'assignments',
      'holidays',
      'balances',
      'ratings',
    ]) {
      const { rawPayload } = await hub.admin.get(`/api/import-templates/${kind}`);
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(rawPayload as unknown as ExcelJS.Buffer);
      const sheet = book.getWorksheet('Data') as ExcelJS.Worksheet;
      expect(sheet.rowCount, kind).toBe(1);
      expect(book.getWorksheet('Petunjuk')?.rowCount, kind).toBeGreaterThan(5);
      if (kind !== 'employees') continue;
      sheet.getCell('A2').value = '199505052018031009';
      sheet.getCell('B2').value = 'Dari Templat';
      sheet.getCell('C2').value = 'Dinas Satu';
      const filled = Buffer.from(await book.xlsx.writeBuffer());
      expect((await upload('employees', filled, 'templat.xlsx')).report).toMatchObject({ added: 1, bad: 0 });
    }
  });
});

describe('an import of the organisation and of figures', () => {
  it('adds offices that are not there, and takes them away again unless somebody belongs to them', async () => {
    const file = 'Nama OPD;Zona\ndinas  satu;WIT\nDinas Dua;WIB\nDinas Tiga;wita\nDinas Empat;GMT';
    const checked = await upload('opds', file);
    expect(checked.report).toMatchObject({ added: 1, same: 1, bad: 2, lines: [{ row: 4, subject: 'Dinas Tiga' }] });
    expect(checked.report?.problems.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '3 Zona waktu',
      '5 Zona waktu',
    ]);
    const applied = await apply(checked, { skipBad: true });
    const [made] = await hub.database.sql`SELECT id, zone FROM opds WHERE name = 'Dinas Tiga'`;
    expect(made?.zone).toBe('Asia/Makassar');
    await hub.database.sql`INSERT INTO doors (opd, name) VALUES (${made?.id}, 'Pintu')`;
    expect(await undo(applied)).toMatchObject({ state: 'applied', problem: expect.stringContaining('pintu') });
    await hub.database.sql`DELETE FROM doors WHERE opd = ${made?.id}`;
    expect((await undo(applied)).state).toBe('undone');
  });

  it('moves people, ends the place before, and takes it back', async () => {
    await apply(await upload('work-units', 'OPD;Unit kerja;Induk\nDinas Dua;Seksi A;Bidang A\nDinas Dua;Bidang A;'));
    const before = await snapshot();
    const file = [
      'NIP;Mulai;OPD;Unit kerja;Golongan;NIP atasan;Dasar TPP',
      '198503122010011001;01/07/2026;Dinas Satu;;III/c;198503122010011002;Rp 5.000.000',
      '198503122010011001;16/07/2026;Dinas Dua;Seksi A;;;6.000.000',
    ].join('\n');
    const checked = await upload('postings', file);
    expect(checked.report).toMatchObject({ added: 2, bad: 0 });
    const applied = await apply(checked);
    const rows = await hub.database.sql`
      SELECT p.from_day::text AS from, p.to_day::text AS to, p.opd, p.rank, p.superior IS NOT NULL AS led, p.base_tpp::int AS base
      FROM postings p JOIN employees e ON e.id = p.employee WHERE e.nip = '198503122010011001' ORDER BY p.from_day`;
    expect([...rows]).toEqual([
      { from: '2010-01-01', to: '2026-06-30', opd, rank: null, led: false, base: null },
      { from: '2026-07-01', to: '2026-07-15', opd, rank: 'III/c', led: true, base: 5_000_000 },
      { from: '2026-07-16', to: null, opd: otherOpd, rank: 'III/c', led: false, base: 6_000_000 },
    ]);
    const [now] = await hub.database.sql`SELECT opd FROM employees WHERE nip = '198503122010011001'`;
    expect(now?.opd).toBe(otherOpd);
    expect((await upload('postings', file)).report).toMatchObject({ added: 0, changed: 0, same: 2 });
    expect(await undo(applied)).toMatchObject({ state: 'undone', problem: null });
    expect(await snapshot()).toBe(before);
  });

  it('makes no circles of work units or superiors, and moves nobody who has left', async () => {
    const units = await upload(
      'work-units',
      [
        'OPD;Unit kerja;Induk',
        'Dinas Satu;A;B',
        'Dinas Satu;B;A',
        'Dinas Satu;C;Tiada',
        'Dinas Satu;D;C',
        'Dinas Satu;E;',
      ].join('\n'),
    );
    expect(units.report?.problems.map(({ row, column }) => `${row} ${column}`)).toEqual(
      [2, 3, 4, 5].map((row) => `${row} Induk`),
    );
    const applied = await apply(units, { skipBad: true });
    await hub.database.sql`UPDATE work_units SET name = 'E2' WHERE name = 'E'`;
    expect(await undo(applied)).toMatchObject({ state: 'applied', problem: expect.stringContaining('baris 6') });
    await hub.database.sql`UPDATE work_units SET name = 'E' WHERE name = 'E2'`;
    expect(await undo(applied)).toMatchObject({ state: 'undone' });

    await hub.database.sql`UPDATE employees SET active = false WHERE nip = '199001012024212003'`;
    const { report } = await upload(
      'postings',
      [
        'NIP;Mulai;OPD;NIP atasan',
        '198503122010011001;01/07/2026;Dinas Satu;198503122010011002',
        '198503122010011002;01/07/2026;Dinas Satu;198503122010011001',
        '199001012024212003;01/07/2026;Dinas Dua;',
      ].join('\n'),
    );
    await hub.database.sql`UPDATE employees SET active = true WHERE nip = '199001012024212003'`;
    expect(report?.problems.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '2 NIP atasan',
      '3 NIP atasan',
      '4 NIP',
    ]);
    expect(report?.added).toBe(0);
  });

  it('names the line whose time no policy covers, and applies the others', async () => {
    const ratings = await upload(
      'ratings',
      [
        'NIP;Bulan;Predikat',
        ...['01/2001', 'Juli 2026', '09/2026'].map((month) => `198503122010011002;${month};baik`),
      ].join('\n'),
    );
    expect(ratings.report).toMatchObject({ added: 1, bad: 2, lines: [{ row: 3 }] });
    const balances = await upload(
      'balances',
      'NIP;Jenis cuti;Tahun;Sudah diambil;Dasar\n198503122010011002;cuti_tahunan;2000;3;Rekap lama',
    );
    expect(balances).toMatchObject({ state: 'checked', report: { problems: [{ row: 2, column: 'Tahun' }] } });
  });

  it('sets balances and ratings, which the same file leaves alone', async () => {
    const balances =
      'NIP;Jenis cuti;Tahun;Sisa tahun lalu;Sudah diambil;Dasar\n198503122010011002;cuti_tahunan;2026;6;3;Rekap 2025';
    const applied = await apply(await upload('balances', balances));
    expect((await upload('balances', balances)).report).toMatchObject({ same: 1, added: 0, changed: 0 });
    expect(await undo(applied)).toMatchObject({ state: 'undone', problem: null });
    expect(await hub.database.sql`SELECT 1 FROM leave_balances`).toHaveLength(0);
    const ratings = 'NIP;Bulan;Predikat\n198503122010011002;06/2026;Sangat Kurang\n198503122010011002;07/2026;istimewa';
    const checked = await upload('ratings', ratings);
    expect(checked.report).toMatchObject({ added: 1, bad: 1, problems: [{ row: 3, column: 'Predikat' }] });
    await apply(checked, { skipBad: true });
    const [rating] = await hub.database.sql`SELECT code, source FROM ratings`;
    expect(rating).toEqual({ code: 'sangat_kurang', source: 'import' });
  });

  it('makes a draft of holidays and of schedules, which takes effect when somebody activates it', async () => {
    const holidays =
      'Tanggal;Jenis;Nama;Nomor keputusan\n10/11/2026;daerah;Hari Jadi;Keputusan 1/2026\n17/08/2026;nasional;Kemerdekaan RI;SKB 1/2026';
    const applied = await apply(await upload('holidays', holidays));
    const drafts = await hub.database.sql`
      SELECT id, document FROM policy_editions WHERE state = 'draft' AND kind = 'calendar' ORDER BY document->>'scope'`;
    expect(drafts.map(({ document }) => [document.scope, document.days.length > 1])).toEqual([
      ['daerah', false],
      ['national', true],
    ]);
    expect((await upload('holidays', holidays)).report).toMatchObject({ same: 2, added: 0, changed: 0 });
    await hub.database.sql`UPDATE policy_editions SET changed_at = now() + interval '1 s' WHERE id = ${drafts[0]?.id}`;
    expect(await undo(applied)).toMatchObject({ state: 'applied', problem: expect.stringContaining('diubah') });
    await hub.database.sql`UPDATE policy_editions SET changed_at = created_at WHERE id = ${drafts[0]?.id}`;
    expect((await undo(applied)).state).toBe('undone');
    const schedules =
      'OPD;NIP;Kode jadwal;Mulai\nDinas Satu;;lima-hari;01/08/2026\n;198503122010011002;tidak-ada;01/08/2026';
    const checked = await upload('assignments', schedules);
    expect(checked.report).toMatchObject({ added: 1, bad: 1, problems: [{ row: 3, column: 'Kode jadwal' }] });
    await apply(checked, { skipBad: true });
    const [draft] = await hub.database.sql`
      SELECT document FROM policy_editions WHERE state = 'draft' AND kind = 'assignments'`;
    expect(draft?.document.assignments).toHaveLength(2);
  });
});

it('is for administrators alone', async () => {
  const operator = await hub.as({ username: 'operator', name: 'Operator', role: 'opd_operator', opd });
  expect((await operator.get('/api/imports')).statusCode).toBe(403);
  expect((await operator.get('/api/import-templates/employees')).statusCode).toBe(403);
});

/** 100 MB of spaces in a file of 100 KB. */
function makeBomb(): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.alloc(100 * 1_048_576, ' '), 'xl/worksheets/sheet1.xml');
  zip.end();
  return collect(zip);
}

/** The same, but it says that it holds a hundred bytes. */
async function makeLyingBomb(): Promise<Buffer> {
  const zip = new ZipFile();
  const packed = deflateRawSync(Buffer.alloc(20 * 1_048_576, ' '));
  zip.addBuffer(Buffer.alloc(packed.length, 'x'), 'xl/worksheets/sheet1.xml', { compress: false });
  zip.end();
  const bytes = await collect(zip);
  const at = bytes.indexOf(Buffer.alloc(32, 'x'));
  packed.copy(bytes, at);
  const central = bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
  bytes.writeUInt16LE(8, central + 10);
  bytes.writeUInt32LE(100, central + 24);
  return bytes;
}

async function collect(zip: ZipFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
