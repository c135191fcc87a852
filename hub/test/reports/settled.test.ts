import type { ReportTable } from '@hadir/shared/api/reports';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { monthDays } from '../../src/rules/tpp/month-days.ts';
import { startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { makeOffice, type Office } from '../support/make-office.ts';
import { until } from '../support/until.ts';

const MONTH = '2026-07';
/** July 2026 has no holiday from Monday to Friday. */
const officeDays = monthDays(MONTH).filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));
const [firstDay = ''] = officeDays;

let hub: TestApi;
let office: Office;
let late: string;
beforeAll(async () => {
  hub = await startTestApi({ now: () => new Date('2026-08-05T03:00:00Z') });
  const { sql } = hub.database;
  office = await makeOffice(sql, 'OPD Laporan');
  const absent = await office.hire({ name: 'Absen Contoh' });
  late = await office.hire({ name: 'Telat Contoh' });
  await office.see(absent, officeDays.slice(1));
  await office.see(late, officeDays.slice(1));
  await office.see(late, officeDays.slice(0, 1), ['07:45', '17:00']);
  for (const employee of [absent, late])
    await sql`INSERT INTO ratings (employee, month, code, source) VALUES (${employee}, ${MONTH}, 'baik', 'bkd')`;
});
afterAll(() => hub.stop());

const read = async (kind: string, query = `opd=${office.opd}&`): Promise<ReportTable> =>
  (await hub.admin.get(`/api/reports/${kind}?${query}month=${MONTH}`)).json();
const cell = ({ columns, rows }: ReportTable, name: string, key: string) =>
  rows.find((row) => row.some((text) => String(text).startsWith(name)))?.[
    columns.findIndex((each) => each.key === key)
  ];

it('a recap counts what punches made of the days, at the price that TPP deducts', async () => {
  const recap = await read('monthly-recap');
  expect(recap.state).toEqual({ kind: 'provisional' });
  const expected = {
    H: officeDays.length,
    TL1: 1,
    TK: 0,
    minutes: 15,
    percent: '0.5',
    [`d${Number(firstDay.slice(8))}`]: 'TL',
  };
  for (const [key, value] of Object.entries(expected)) expect(cell(recap, 'Telat', key), key).toBe(value);
  expect(cell(recap, 'Absen', 'TK')).toBe(1);
  expect(cell(recap, 'Absen', 'percent')).toBe('3');
  const list = await read('tpp-list');
  for (const name of ['Telat', 'Absen']) expect(cell(list, name, 'percent')).toBe(cell(recap, name, 'percent'));
  expect(list.totals?.[list.columns.findIndex(({ key }) => key === 'total')]).toBe(4_990_000 + 4_940_000);
  expect(list.notes[0]).toBe('Terbilang: sembilan juta sembilan ratus tiga puluh ribu rupiah.');
});

it('a ranking names the late one, in his OPD and in the region', async () => {
  expect(cell(await read('lateness'), 'Telat', 'lateMinutes')).toBe(15);
  const ranking = await until('the stored days', async () => {
    const table = await read('lateness', '');
    return cell(table, 'Telat', 'lateMinutes') === undefined ? null : table;
  });
  expect(ranking.rows[0]?.[0]).toBe(1);
  expect(cell(ranking, 'Telat', 'minutes')).toBe(15);
});

it('a frozen month stays as it was frozen, whatever becomes known later', async () => {
  const sheet = (await hub.admin.get(`/api/tpp/sheets/${office.opd}/${MONTH}`)).json();
  const frozen = await hub.admin.post(`/api/tpp/sheets/${office.opd}/${MONTH}/freeze`, { digest: sheet.digest });
  expect(frozen.statusCode, frozen.body).toBeLessThan(300);
  const before = await read('monthly-recap');
  expect(before.state).toMatchObject({ kind: 'frozen', hash: sheet.digest });
  // A late journal shows that he came in time after all.
  await office.see(late, [firstDay], ['07:20']);
  const after = await read('monthly-recap');
  expect(after.rows).toEqual(before.rows);
  expect(cell(after, 'Telat', 'TL1')).toBe(1);
  // He is renamed, leaves the service, and the recap of that month goes on naming him as he was.
  await hub.database.sql`UPDATE employees SET name = 'Nama Baru', active = false WHERE id = ${late}`;
  expect((await read('monthly-recap')).rows).toEqual(before.rows);
  await hub.database.sql`UPDATE employees SET active = true WHERE id = ${late}`;
  const person = await read('person-recap', `employee=${late}&`);
  expect(person.rows[officeDays.indexOf(firstDay)]?.[4]).toBe('TL');
});
