import { inflateSync } from 'node:zlib';
import { reportCellText } from '@hadir/shared/api/report-cell-text';
import type { ReportTable } from '@hadir/shared/api/reports';
import { parse } from 'csv-parse/sync';
import ExcelJS, { type CellFormulaValue, type Worksheet } from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildLateness } from '../../src/reports/build-lateness.ts';
import { buildPersonRecap } from '../../src/reports/build-person-recap.ts';
import { buildRecap } from '../../src/reports/build-recap.ts';
import { renderCsv } from '../../src/reports/render-csv.ts';
import { renderPdf } from '../../src/reports/render-pdf.ts';
import { renderXlsx } from '../../src/reports/render-xlsx.ts';
import { monthDays } from '../../src/rules/tpp/month-days.ts';
import { makeAbsence, makeEvent, makeVerdict } from '../rules/make-verdict.ts';
import { makeLetterhead, makeRecapFacts, makeRecapPerson } from './make-recap.ts';

/** @returns the text of each page, in the order in which it was drawn. */
function pdfPages(pdf: Buffer): string[] {
  const binary = pdf.toString('latin1');
  const pages: string[] = [];
  for (const match of binary.matchAll(/\/FlateDecode[^>]*>>\s*stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const content = inflateSync(pdf.subarray(start, binary.indexOf('endstream', start))).toString('latin1');
    if (!content.includes(' Tf')) continue;
    const lines = [...content.matchAll(/\[((?:<[0-9a-f]*>|[\s\d.-])*)\] TJ/g)].map(([, run = '']) =>
      Buffer.from([...run.matchAll(/<([0-9a-f]*)>/g)].map(([, hex]) => hex).join(''), 'hex').toString('latin1'),
    );
    pages.push(lines.join('\n'));
  }
  return pages;
}

async function openSheet(table: ReportTable): Promise<Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await renderXlsx(table)) as unknown as ExcelJS.Buffer);
  return book.worksheets[0] as Worksheet;
}

/** The first line of the table itself, by the number of its first person. */
function firstRow(sheet: Worksheet): number {
  for (let row = 1; row < 30; row++) if (sheet.getCell(row, 1).value === 1) return row;
  throw new Error('The sheet has no first line.');
}

/** Every cell that holds something, each merged area once. */
function cellsOf(sheet: Worksheet): { column: number; value: unknown }[] {
  const cells: { column: number; value: unknown }[] = [];
  sheet.eachRow((row) =>
    row.eachCell((cell, column) => {
      if (cell.master === cell) cells.push({ column, value: cell.value });
    }),
  );
  return cells;
}

/** Works out SUM(A1:A9), the only formula that a report has. */
function evaluateSum(sheet: Worksheet, formula: string): number {
  const [, column = '', from = '', to = ''] = /^SUM\(([A-Z]+)(\d+):[A-Z]+(\d+)\)$/.exec(formula) ?? [];
  let sum = 0;
  for (let row = Number(from); row <= Number(to); row++) sum += Number(sheet.getCell(`${column}${row}`).value ?? 0);
  return sum;
}

describe('the renderings of one table', () => {
  const table = buildRecap(makeRecapFacts(45));
  let sheet: Worksheet;
  let pages: string[];
  beforeAll(async () => {
    sheet = await openSheet(table);
    pages = pdfPages(await renderPdf(table));
  });

  it('say the same in every cell of the spreadsheet as on screen', () => {
    const start = firstRow(sheet);
    for (const [index, row] of table.rows.entries())
      for (const [number, cell] of row.entries()) {
        const kind = table.columns[number]?.kind;
        const shown = sheet.getCell(start + index, number + 1).value;
        expect(shown ?? null, `${index} ${number}`).toEqual(
          kind === 'percent' ? Number(cell) : cell === '' ? null : cell,
        );
      }
  });

  it('sum by formulas, which come to the same as the sums on screen and on paper', () => {
    const row = firstRow(sheet) + table.rows.length;
    const summed = table.columns.flatMap((column, index) => (column.summed ? [index] : []));
    expect(summed.length).toBeGreaterThan(10);
    for (const index of summed) {
      const { formula, result } = sheet.getCell(row, index + 1).value as CellFormulaValue;
      expect(evaluateSum(sheet, formula)).toBe(table.totals?.[index]);
      expect(result ?? 0).toBe(table.totals?.[index]);
    }
    const last = pages.at(-1)?.split('\n') ?? [];
    const from = last.indexOf('Jumlah');
    const expected = table.columns.flatMap((column, index) =>
      column.summed ? [reportCellText(column, table.totals?.[index] ?? null)] : [],
    );
    expect(last.slice(from + 1, from + 1 + expected.length)).toEqual(expected);
  });

  it('put every figure of every person on paper, in order', () => {
    const drawn = pages.flatMap((page) => page.split('\n'));
    let at = 0;
    for (const row of table.rows) {
      const [, , workingDays, ...others] = row;
      const name = String(row[1]).split('\n')[0] ?? '';
      at = drawn.indexOf(name, at);
      expect(at, name).toBeGreaterThan(0);
      const start = drawn.indexOf(reportCellText({ kind: 'whole' }, workingDays ?? null), at);
      const figures = others
        .map((cell, index) => reportCellText(table.columns[index + 3] ?? { kind: 'text' }, cell))
        .slice(0, -1)
        .filter((text) => text !== '');
      expect(drawn.slice(start + 1, start + 1 + figures.length), name).toEqual(figures);
    }
  });

  it('say on every page which page it is, what is on it and that it is provisional', () => {
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, index) => {
      expect(page).toContain(`Halaman ${index + 1} dari ${pages.length}`);
      expect(page).toContain('SEMENTARA');
      expect(page).toContain('Nama / NIP / Gol. /');
    });
    expect(sheet.headerFooter.oddHeader).toContain('SEMENTARA');
  });

  it('name the office above the title and sign for it below, however long its name is', async () => {
    const office = `Dinas ${'Perumahan Rakyat, Kawasan Permukiman dan Pertanahan '.repeat(3)}`.trim();
    const letterhead = makeLetterhead({
      office,
      head: { position: `Kepala ${office}`, name: 'K. '.repeat(60).trim(), rank: 'Pembina Tingkat I', nip: '' },
    });
    const table = buildRecap(makeRecapFacts(1, '2026-07', { letterhead, opdName: office }));
    const [page = ''] = pdfPages(await renderPdf(table));
    const drawn = page.replaceAll('\n', ' ');
    expect(drawn).toContain(office.toUpperCase());
    expect(drawn).toContain(`Kepala ${office}`);
    expect(drawn).toContain('Pembina Tingkat I');
    expect(drawn).not.toContain('…\n');
    const long = await openSheet(table);
    const texts = cellsOf(long).map(({ value }) => value);
    expect(texts).toContain(office.toUpperCase());
    expect(texts).toContain(`Kepala ${office}`);
  });

  it('sign in a spreadsheet at both edges of the table', async () => {
    const signed = cellsOf(sheet).filter(({ value }) => String(value).startsWith('NIP '));
    expect(signed.map(({ column }) => column > table.columns.length / 2).sort()).toEqual([false, true]);
    const person = await openSheet(buildPersonRecap(makeRecapFacts(1)));
    const places = cellsOf(person).filter(({ value }) => String(value).startsWith('NIP '));
    expect(places.map(({ column }) => column).sort((a, b) => a - b)).toEqual([1, 9]);
  });

  it('cut no figure, however large it is for its column', async () => {
    const table = buildRecap(makeRecapFacts(1));
    const large = table.columns.map(({ summed }, index) => (summed ? 123_456_789 : (table.totals?.[index] ?? null)));
    const [page = ''] = pdfPages(await renderPdf({ ...table, totals: large }));
    const figures = page.split('\n').filter((line) => line.startsWith('123'));
    expect(new Set(figures)).toEqual(new Set(['123.456.789']));
    expect(figures).toHaveLength(table.columns.filter(({ summed }) => summed).length);
  });

  it('keep the signatures on a page with lines of the table, however many there are', async () => {
    for (const people of [11, 12, 13, 14, 15, 16, 17]) {
      const last = pdfPages(await renderPdf(buildRecap(makeRecapFacts(people)))).at(-1) ?? '';
      expect(last, String(people)).toContain('Mengetahui,');
      expect(last, String(people)).toContain(`Pegawai Contoh ${people},`);
    }
  });

  it('never part the signatures from the table, even where one line takes half a page', async () => {
    const person = makeRecapPerson(1, '2026-07', { position: 'Jabatan yang sangat panjang '.repeat(60) });
    const people = [person, { ...person, employee: 'b' }, { ...person, employee: 'c' }];
    const pages = pdfPages(await renderPdf(buildRecap(makeRecapFacts(0, '2026-07', { people }))));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.at(-1)).toContain('Mengetahui,');
    expect(pages.at(-1)).toContain('Pegawai Contoh 1, S.Sos.');
  });

  it('lay the spreadsheet out for F4 on its side, with the head on every page and people in view', () => {
    expect(sheet.pageSetup).toMatchObject({ paperSize: 14, orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 });
    const head = firstRow(sheet) - 1;
    expect(sheet.pageSetup.printTitlesRow).toBe(`${head - 1}:${head}`);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: head });
  });

  it('name the day of the freeze and its hash where the month is settled', async () => {
    const hash = 'ab'.repeat(32);
    const frozen = buildRecap(
      makeRecapFacts(3, '2026-07', {
        state: { kind: 'frozen', at: '2026-08-03T01:00:00Z', atWords: '3 Agustus 2026 10.00 WIT', hash },
      }),
    );
    const [page = ''] = pdfPages(await renderPdf(frozen));
    expect(page).toContain(`Dibekukan 3 Agustus 2026 10.00 WIT. SHA-256: ${hash}`);
    expect(page).not.toContain('SEMENTARA');
  });
});

describe('text that somebody typed', () => {
  const names = ['=HYPERLINK("http://x")', '+62', '-1+1', '@SUM(A1)', '\tTab', '＝1+1'];
  const table = buildRecap(
    makeRecapFacts(0, '2026-07', { people: names.map((name, index) => makeRecapPerson(index, '2026-07', { name })) }),
  );

  it('is no formula in a text file for spreadsheets', () => {
    const rows: string[][] = parse(renderCsv(table), { delimiter: ';', bom: true });
    expect(rows.slice(1, -1).map((row) => row[1])).toEqual(names.map((name) => `'${name}`));
    expect(rows[1]?.[2]).toBe('19850312 201001 1 001');
  });

  it('has columns of their own titles in a text file', () => {
    const [head = []]: string[][] = parse(renderCsv(buildLateness([makeRecapFacts(1)], false, 9)), {
      delimiter: ';',
      bom: true,
    });
    expect(new Set(head).size).toBe(head.length);
    expect(head).toContain('Terlambat: Menit');
  });

  it('is text in a spreadsheet', async () => {
    const sheet = await openSheet(table);
    const start = firstRow(sheet);
    names.forEach((name, index) => {
      expect(sheet.getCell(start + index, 2).type).toBe(ExcelJS.ValueType.String);
      expect(String(sheet.getCell(start + index, 2).value).startsWith(name)).toBe(true);
    });
  });

  it('stands on paper without accents that its font lacks', async () => {
    const people = [makeRecapPerson(1, '2026-07', { name: 'Nađa Țepeș 李' })];
    const [page] = pdfPages(await renderPdf(buildRecap(makeRecapFacts(0, '2026-07', { people }))));
    expect(page).toContain('Na?a Tepes ?');
  });
});

it("a person's month stays on one page with its signatures", async () => {
  const pages = pdfPages(await renderPdf(buildPersonRecap(makeRecapFacts(1))));
  expect(pages).toHaveLength(1);
  expect(pages[0]).toContain('Jumat, 31 Juli 2026');
  expect(pages[0]).not.toContain('lima-hari');
});

describe('a recap', () => {
  const cell = (table: ReportTable, key: string, row = 0) =>
    table.rows[row]?.[table.columns.findIndex((column) => column.key === key)];

  it.each([
    ['2026-02', 28],
    ['2028-02', 29],
    ['2026-06', 30],
    ['2026-07', 31],
  ])('of %s has %i days, and fits its paper', async (month, days) => {
    const table = buildRecap(makeRecapFacts(2, month));
    expect(table.columns.filter(({ group }) => group === 'Tanggal')).toHaveLength(days);
    expect(table.columns.reduce((sum, { width }) => sum + width, 0)).toBeLessThanOrEqual(314);
    expect(pdfPages(await renderPdf(table))).toHaveLength(1);
  });

  it('counts days, bands and half days as the policy names them', () => {
    const verdicts = monthDays('2026-07').map((day, index) => {
      if (index === 0) return makeVerdict(day, { status: 'late', events: [makeEvent('TL2', { minutes: 40 })] });
      if (index === 1)
        return makeVerdict(day, {
          status: 'forgotten_punch',
          events: [makeEvent('PSW4', { kind: 'missing_departure' })],
        });
      if (index === 2) return makeAbsence(day, { events: [makeEvent('TK', { halves: 1 })] });
      if (index === 3) return makeVerdict(day, { status: 'incomplete', final: false });
      if (index === 4) return makeVerdict(day, { status: 'study' });
      return makeVerdict(day, { status: 'day_off' });
    });
    const missedApel = [{ day: '2026-07-01', id: 'apel', approvals: [] }];
    const people = [makeRecapPerson(1, '2026-07', { verdicts, missedApel })];
    const table = buildRecap(makeRecapFacts(0, '2026-07', { people }));
    const expected = { workingDays: 5, H: 2, TL2: 1, PSW4: 1, TK: 0.5, apel: 1, minutes: 40, percent: '6' };
    for (const [key, value] of Object.entries(expected)) expect(cell(table, key), key).toBe(value);
    expect(cell(table, 'd4')).toBe('BL');
    expect(cell(table, 'remark')).toBe('BL tgl 4; TB 1; LP tgl 2');
  });

  it('shows of somebody who moved only the days at this OPD, and says where he went', () => {
    const people = [
      makeRecapPerson(1, '2026-07', {
        stays: [{ from: '2026-07-01', to: '2026-07-15' }],
        wentTo: 'Dinas Lain',
        verdicts: monthDays('2026-07').map((day) => makeVerdict(day)),
      }),
    ];
    const table = buildRecap(makeRecapFacts(0, '2026-07', { people }));
    expect(cell(table, 'd15')).toBe('H');
    expect(cell(table, 'd16')).toBeNull();
    expect(cell(table, 'workingDays')).toBe(15);
    expect(cell(table, 'remark')).toBe('Pindah ke Dinas Lain, di sini sampai 15 Juli 2026');
  });

  it('leaves days to come empty', () => {
    const table = buildRecap(makeRecapFacts(1, '2026-07', { now: new Date('2026-07-09T03:00:00Z') }));
    expect(cell(table, 'd9')).not.toBeNull();
    expect(cell(table, 'd10')).toBeNull();
  });
});
