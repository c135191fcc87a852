import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApi } from '../api/support/start-test-api.ts';
import { makeOffice } from '../support/make-office.ts';
import { MONTH, officeDays, REASON, startTppDesk, type TppDesk } from './tpp-desk.ts';

let desk: TppDesk;
let hub: TestApi;
beforeAll(async () => {
  desk = await startTppDesk();
  ({ hub } = desk);
});
afterAll(() => hub.stop());

const sql = () => hub.database.sql;
const rate = (employee: string, code?: string) => desk.rate(employee, code);
const sheetOf = (opd: string) => desk.sheet(opd);
const personOf = (employee: string) => desk.person(employee);
const freeze = (opd: string, digest: string, acceptReason?: string) => desk.freeze(opd, digest, acceptReason);
const hireWho: TppDesk['hire'] = (office, missed, changes) => desk.hire(office, missed, changes);

describe('a month of an office', () => {
  it('is worked out to the rupiah from punches, and opens each deduction to its day and clause', async () => {
    const office = await makeOffice(sql(), 'OPD Hitung');
    const full = await hireWho(office, 0);
    const absent = await hireWho(office, 1);
    const late = await office.hire();
    await rate(late);
    await office.see(late, officeDays.slice(1));
    await office.see(late, officeDays.slice(0, 1), ['07:45', '17:00']);
    const sheet = await sheetOf(office.opd);
    const totals = new Map(sheet.lines.map(({ employee, total }) => [employee, total]));
    expect([totals.get(full), totals.get(absent), totals.get(late)]).toEqual([5_000_000, 4_940_000, 4_990_000]);
    const { figure } = await personOf(late);
    expect(figure.lines).toHaveLength(1);
    expect(figure.lines[0]).toMatchObject({ code: 'TL1', percent: '0.5', rupiah: 10_000 });
    expect(figure.lines[0]?.day).toMatchObject({ day: officeDays[0], lateMinutes: 15, status: 'late' });
    expect(figure.lines[0]?.day?.arrival?.id).toMatch(/^unit-.*\/1\/\d+$/);
    expect(figure.lines[0]?.clauses.length).toBeGreaterThan(0);
  });

  it('names what is missing, and is frozen with it only for a reason', async () => {
    const office = await makeOffice(sql(), 'OPD Tanpa Dasar');
    await hireWho(office, 0);
    const baseless = await hireWho(office, 0, { base: null });
    const sheet = await sheetOf(office.opd);
    expect(sheet.lines.find(({ employee }) => employee === baseless)?.open).toEqual([{ day: null, why: 'no_base' }]);
    expect((await freeze(office.opd, sheet.digest)).json().code).toBe('sheet-incomplete');
    expect((await freeze(office.opd, sheet.digest, ' '.repeat(20))).statusCode).toBe(400);
    const frozen = await freeze(office.opd, sheet.digest, REASON);
    expect(frozen.json()).toMatchObject({
      state: 'frozen',
      total: 5_000_000,
      frozen: { accepted: 1, acceptReason: REASON },
    });
  });

  it('is not frozen while it runs, nor twice, nor by whom it is not for', async () => {
    const office = await makeOffice(sql(), 'OPD Sekali');
    await hireWho(office, 0);
    const operator = await hub.as({ username: 'op.sekali', name: 'Operator', role: 'opd_operator', opd: office.opd });
    const last = () => hub.admin.get(`/api/tpp/sheets/${office.opd}/${MONTH}/last`);
    expect((await last()).json()).toEqual({ sheet: null });
    const { digest, lines } = await sheetOf(office.opd);
    expect((await last()).json().sheet).toMatchObject({ digest, lines, mayFreeze: false });
    const url = (month: string) => `/api/tpp/sheets/${office.opd}/${month}/freeze`;
    expect((await operator.post(url(MONTH), { digest })).statusCode).toBe(403);
    expect((await hub.admin.post(url('2026-08'), { digest })).json().code).toBe('month-not-over');
    const both = await Promise.all([freeze(office.opd, digest), freeze(office.opd, digest)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect((await freeze(office.opd, digest)).json().code).toBe('already-frozen');
    expect((await last()).json()).toEqual({ sheet: null });
  });

  it('is frozen as it was looked at: a day that changed meanwhile has to be looked at again', async () => {
    const office = await makeOffice(sql(), 'OPD Berubah');
    const employee = await hireWho(office, 1);
    const seen = await sheetOf(office.opd);
    await office.see(employee, officeDays.slice(0, 1));
    await desk.touch(employee, officeDays[0] ?? '');
    expect((await freeze(office.opd, seen.digest)).json().code).toBe('sheet-changed');
    const again = await sheetOf(office.opd);
    expect(again.total).toBe(5_000_000);
    expect((await freeze(office.opd, again.digest)).statusCode).toBe(200);
  });

  it('keeps what was frozen and changes by a correction of two people alone', async () => {
    const office = await makeOffice(sql(), 'OPD Koreksi');
    const employee = await hireWho(office, 2);
    const { digest } = await sheetOf(office.opd);
    await freeze(office.opd, digest);
    // A late journal arrives after the freeze.
    await office.see(employee, officeDays.slice(0, 1));
    await desk.touch(employee, officeDays[0] ?? '');
    expect((await sheetOf(office.opd)).total).toBe(4_880_000);
    const { differences } = (await hub.admin.get(`/api/tpp/sheets/${office.opd}/${MONTH}/differences`)).json();
    expect(differences).toMatchObject([{ employee, settled: 4_880_000, now: 4_940_000, difference: 60_000 }]);
    const { nowDigest } = await personOf(employee);
    const url = `/api/tpp/people/${employee}/${MONTH}/corrections`;
    const proposed = await hub.admin.post(url, { digest: nowDigest ?? '', reason: REASON });
    expect(proposed.json()).toMatchObject({ state: 'proposed', difference: 60_000 });
    expect((await hub.admin.post(url, { digest: nowDigest ?? '', reason: REASON })).json().code).toBe(
      'correction-waits',
    );
    const decide = `/api/tpp/corrections/${proposed.json().id}/approve`;
    expect((await hub.admin.post(decide, {})).json().code).toBe('second-person-needed');
    expect((await personOf(employee)).corrected).toBeNull();
    expect((await desk.second.post(decide, {})).json()).toMatchObject({ state: 'approved', decidedBy: 'Petugas Dua' });
    const after = await personOf(employee);
    expect([after.figure.total, after.corrected?.total, after.now]).toEqual([4_880_000, 4_940_000, null]);
    expect(await sheetOf(office.opd)).toMatchObject({ total: 4_880_000, corrected: 60_000, digest });
    expect((await hub.admin.post(url, { digest: nowDigest ?? '', reason: REASON })).json().code).toBe('no-change');
  });

  it('pays never less than nothing and never above the base, and never more for less presence', async () => {
    const office = await makeOffice(sql(), 'OPD Acak');
    const ratings = ['baik', 'cukup', 'kurang', 'sangat_kurang'];
    const people = fc.sample(
      fc.record({
        base: fc.integer({ min: 1, max: 40_000_000 }),
        rating: fc.constantFrom(...ratings),
        // Of each day: there in time, late by so many minutes, seen once, not seen.
        days: fc.array(fc.constantFrom('07:15 17:00', '08:20 17:00', '10:00 15:00', '07:15', ''), {
          minLength: officeDays.length,
          maxLength: officeDays.length,
        }),
      }),
      { numRuns: 12, seed: 5 },
    );
    const hired = new Map<string, number>();
    for (const { base, rating, days } of people) {
      const employee = await office.hire({ base });
      await rate(employee, rating);
      for (const times of new Set(days.filter((each) => each !== '')))
        await office.see(
          employee,
          officeDays.filter((_, index) => days[index] === times),
          times.split(' '),
        );
      hired.set(employee, base);
    }
    const first = await sheetOf(office.opd);
    expect(first.lines).toHaveLength(people.length);
    for (const { employee, total, base, attendance, performance } of first.lines) {
      expect(base).toBe(hired.get(employee));
      expect(total).toBe(attendance + performance);
      expect(Math.min(total, attendance, performance)).toBeGreaterThanOrEqual(0);
      expect(total).toBeLessThanOrEqual(base);
    }
    // Everybody loses a day on which he was seen twice.
    await sql()`
      DELETE FROM punches WHERE (employee, day) IN (
        SELECT employee, min(day) FROM (
          SELECT employee, day FROM punches WHERE employee IN (SELECT id FROM employees WHERE opd = ${office.opd})
          GROUP BY employee, day HAVING count(*) = 2) AS twice GROUP BY employee)`;
    await sql()`
      INSERT INTO day_queue (employee, from_day, to_day)
      SELECT id, '2026-07-01', '2026-07-31' FROM employees WHERE opd = ${office.opd}`;
    const totals = new Map(first.lines.map(({ employee, total }) => [employee, total]));
    const second = await sheetOf(office.opd);
    expect(second.digest).not.toBe(first.digest);
    for (const { employee, total } of second.lines)
      expect(total).toBeLessThanOrEqual(totals.get(employee) ?? Number.NaN);
  });

  it('puts somebody who moved in mid-month on one sheet alone, with both bases by the day', async () => {
    const [from, to] = [await makeOffice(sql(), 'OPD Asal'), await makeOffice(sql(), 'OPD Tujuan')];
    const employee = await from.hire({ base: 4_000_000 });
    await rate(employee);
    await from.see(
      employee,
      officeDays.filter((day) => day < '2026-07-16'),
    );
    await to.see(
      employee,
      officeDays.filter((day) => day >= '2026-07-16'),
    );
    await sql()`UPDATE postings SET to_day = '2026-07-15' WHERE employee = ${employee}`;
    await sql()`INSERT INTO postings (employee, from_day, opd, base_tpp) VALUES (${employee}, '2026-07-16', ${to.opd}, 6000000)`;
    expect((await sheetOf(from.opd)).lines).toEqual([]);
    const [line] = (await sheetOf(to.opd)).lines;
    // 15 days of 4 and 16 of 6 million, of 31.
    expect(line).toMatchObject({ employee, base: 5_032_258, total: 5_032_258 });
  });
});

describe('who may see it', () => {
  it('shows a treasurer settled sheets only, an office head his own, an employee himself', async () => {
    const office = await makeOffice(sql(), 'OPD Lihat');
    const other = await makeOffice(sql(), 'OPD Lain');
    const [own, stranger] = [await hireWho(office, 0), await hireWho(other, 0)];
    const treasurer = await hub.as({ username: 'bendahara', name: 'Bendahara', role: 'treasurer' });
    const head = await hub.as({ username: 'kepala.lihat', name: 'Kepala', role: 'opd_head', opd: office.opd });
    const self = await hub.as({ username: 'pegawai.lihat', name: 'Pegawai', role: 'employee', employee: own });
    const sheet = (opd: string) => `/api/tpp/sheets/${opd}/${MONTH}`;
    const person = (employee: string) => `/api/tpp/people/${employee}/${MONTH}`;
    expect((await treasurer.get(sheet(office.opd))).statusCode).toBe(403);
    expect((await head.get(sheet(other.opd))).statusCode).toBe(403);
    expect((await head.get(person(stranger))).statusCode).toBe(403);
    expect((await self.get(person(stranger))).statusCode).toBe(403);
    expect((await self.get(person(own))).json().figure.total).toBe(5_000_000);
    await freeze(office.opd, (await sheetOf(office.opd)).digest);
    expect((await treasurer.get(sheet(office.opd))).json().total).toBe(5_000_000);
    // One of an OPD pays that one alone.
    const [ours, theirs] = await Promise.all(
      [office, other].map(({ opd }, index) =>
        hub.as({ username: `bendahara.${index}`, name: 'Bendahara OPD', role: 'treasurer', opd }),
      ),
    );
    expect((await ours?.get(sheet(office.opd)))?.statusCode).toBe(200);
    for (const url of [sheet(office.opd), person(own)]) expect((await theirs?.get(url))?.statusCode).toBe(403);
    const listed = (await theirs?.get(`/api/tpp/sheets?until=${MONTH}`))?.json().sheets;
    expect(listed).toEqual([]);
    const { sheets } = (await treasurer.get(`/api/tpp/sheets?until=${MONTH}`)).json();
    expect(sheets.every(({ state }: { state: string }) => state === 'frozen')).toBe(true);
  });
});

describe('findings and assemblies', () => {
  it('costs the attendance part when a second inspector confirms, and not before', async () => {
    const office = await makeOffice(sql(), 'OPD Temuan');
    const employee = await hireWho(office, 0);
    const [one, two] = [
      await hub.as({ username: 'apip.satu', name: 'APIP Satu', role: 'inspectorate' }),
      await hub.as({ username: 'apip.dua', name: 'APIP Dua', role: 'inspectorate' }),
    ];
    const body = {
      employee,
      month: MONTH,
      summary: 'Presensi dilakukan orang lain dengan topeng.',
      evidence: ['unit-1/1/5'],
    };
    expect((await hub.admin.post('/api/findings', body)).statusCode).toBe(403);
    const { id } = (await one.post('/api/findings', body)).json();
    expect((await personOf(employee)).figure.total).toBe(5_000_000);
    expect((await one.post(`/api/findings/${id}/confirm`, { note: REASON })).json().code).toBe('second-person-needed');
    await two.post(`/api/findings/${id}/confirm`, { note: REASON });
    const { figure } = await personOf(employee);
    expect(figure).toMatchObject({ attendance: 0, total: 3_000_000 });
    expect(figure.lines[0]).toMatchObject({ kind: 'manipulation', document: expect.stringContaining('topeng') });
    expect((await two.post(`/api/findings/${id}/revoke`, { note: REASON })).json().state).toBe('revoked');
    expect((await personOf(employee)).figure.total).toBe(5_000_000);
  });

  it('costs a missed assembly 2 %, unless he was excused that day or it was cancelled', async () => {
    const office = await makeOffice(sql(), 'OPD Apel');
    const [there, missing] = [await hireWho(office, 0), await hireWho(office, 0)];
    const body = {
      opd: office.opd,
      day: '2026-07-06',
      kind: 'apel',
      name: 'Apel Senin',
      naming: 'present',
      employees: [there],
    };
    const made = await hub.admin.post('/api/assemblies', body);
    expect(made.json().missed).toMatchObject([{ employee: missing }]);
    expect((await personOf(missing)).figure.lines).toMatchObject([{ kind: 'apel', percent: '2', rupiah: 40_000 }]);
    expect((await personOf(there)).figure.lines).toEqual([]);
    // Twice it would cost twice.
    expect((await hub.admin.post('/api/assemblies', { ...body, name: ' apel  senin' })).json().code).toBe(
      'recorded-already',
    );
    // On a Saturday nobody has to come.
    const saturday = { ...body, day: '2026-07-11' };
    await hub.admin.post('/api/assemblies', saturday);
    expect((await personOf(missing)).figure.lines).toHaveLength(1);
    await hub.admin.post(`/api/assemblies/${made.json().id}/cancel`, {});
    expect((await personOf(missing)).figure.lines).toEqual([]);
    // To a ceremony they are called on such a day, too.
    await hub.admin.post('/api/assemblies', { ...saturday, kind: 'upacara', name: 'Upacara hari jadi' });
    expect((await personOf(missing)).figure.lines).toMatchObject([{ kind: 'apel', rupiah: 40_000 }]);
    const stranger = await (await makeOffice(sql(), 'OPD Asing')).hire();
    const wrong = await hub.admin.post('/api/assemblies', { ...body, employees: [stranger] });
    expect(wrong.json().code).toBe('not-of-this-office');
  });
});
