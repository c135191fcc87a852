import type { CaseDetail, CaseLine } from '@hadir/shared/api/discipline';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { policyEditions } from '../../src/database/tables/policies.ts';
import { NightlyEvaluation } from '../../src/discipline/nightly-evaluation.ts';
import { addDays } from '../../src/rules/discipline/working-days.ts';
import { type Caller, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { makeOffice, type Office } from '../support/make-office.ts';
import { pdfText } from '../support/pdf-text.ts';

const NOTE = 'Sudah diperiksa dan dicatat dengan bukti.';
/** From 1 June 2026 on; Pancasila day and 16 June are holidays. */
const FIRST = '2026-06-02';
const HOLIDAYS = new Set(['2026-06-01', '2026-06-16']);

let hub: TestApi;
/** Justified lines are drawn without their spaces. */
const unspaced = (text: string) => text.replace(/\s+/g, '');

const SATURDAY = '2026-08-01';
let today = SATURDAY;
let second: Caller;
beforeAll(async () => {
  hub = await startTestApi({ now: () => new Date(`${today}T10:30:00Z`) });
  second = await hub.as({ username: 'pimpinan', name: 'Bupati Contoh', role: 'leader' });
  await hub.database.db.insert(policyEditions).values({
    kind: 'clarification',
    effectiveFrom: '2026-01-01',
    legalBasis: 'Perbup Contoh',
    state: 'active',
    activation: 900,
    revision: 900,
    document: {
      warnAfterDays: 3,
      reprimandWithin: { count: 10, unit: 'calendar_days' },
      superiorCaseWithin: { count: 28, unit: 'calendar_days' },
      clauses: { warning: 'Perbup Contoh Pasal 3', reprimand: 'Perbup Contoh Pasal 4', superiorCase: 'Pasal 28' },
    },
  });
});
beforeEach(() => {
  today = SATURDAY;
});
afterAll(() => hub.stop());

const sql = () => hub.database.sql;
function officeDays(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1))
    if (![0, 6].includes(new Date(day).getUTCDay()) && !HOLIDAYS.has(day)) days.push(day);
  return days;
}
/** Somebody in service since June who missed so many of his days, every other one, so that none follow each other. */
async function hireWho(office: Office, missed: number, changes: Parameters<Office['hire']>[0] = {}): Promise<string> {
  const employee = await office.hire({ from: FIRST, ...changes });
  const days = officeDays(FIRST, '2026-09-15');
  await office.see(
    employee,
    days.filter((_, index) => index % 2 === 1 || index >= 2 * missed),
  );
  return employee;
}
const evaluate = async (opd: string) => (await hub.admin.post('/api/discipline/evaluate', { opd })).json();
const casesOf = async (opd: string, by = hub.admin): Promise<CaseLine[]> =>
  (await by.get(`/api/discipline/cases?opd=${opd}`)).json().cases;
const show = async (id: string, by = hub.admin): Promise<CaseDetail> =>
  (await by.get(`/api/discipline/cases/${id}`)).json();
const act = (id: string, what: string, body: object, by = hub.admin) =>
  by.post(`/api/discipline/cases/${id}/${what}`, body);
const rejudge = (employee: string, day: string) =>
  sql()`INSERT INTO day_queue (employee, from_day, to_day) VALUES (${employee}, ${day}, ${day})`;

describe('the ladder, from days to proposals', () => {
  it('proposes nothing at 2 days and the right step at 3, 6, 7 and 10', async () => {
    const office = await makeOffice(sql(), 'OPD Jenjang');
    const wanted = new Map<string, string | undefined>();
    for (const [missed, step] of [
      [2, undefined],
      [3, 'teguran_lisan'],
      [6, 'teguran_tertulis'],
      [7, 'tidak_puas'],
      [10, 'tidak_puas'],
      [11, 'potong_6'],
    ] as const)
      wanted.set(await hireWho(office, missed), step);
    expect(await evaluate(office.opd)).toMatchObject({ proposed: 5 });
    const cases = await casesOf(office.opd);
    for (const [employee, step] of wanted)
      expect(cases.find((each) => each.employee === employee)?.proposed?.code, `${step}`).toBe(step);
    expect(await evaluate(office.opd)).toMatchObject({ proposed: 0, changed: 0, groundless: 0 });
  });

  it('proposes dismissal for ten working days in a row over a holiday, and not for nine', async () => {
    const office = await makeOffice(sql(), 'OPD Beruntun');
    const days = officeDays(FIRST, today);
    const from = days.indexOf('2026-06-10');
    const absentFor = async (count: number) => {
      const employee = await office.hire({ from: FIRST });
      await office.see(
        employee,
        days.filter((_, index) => index < from || index >= from + count),
      );
      return employee;
    };
    const [nine, ten] = [await absentFor(9), await absentFor(10)];
    await evaluate(office.opd);
    const ladder = (await casesOf(office.opd)).filter(({ kind }) => kind === 'sanction');
    expect(ladder.find(({ employee }) => employee === nine)?.proposed?.code).toBe('tidak_puas');
    const dismissal = ladder.find(({ employee }) => employee === ten);
    expect(dismissal?.proposed?.code).toBe('berhenti');
    expect((await show(dismissal?.id ?? '')).ground).toMatchObject({ because: 'in-a-row', payStopsFrom: '2026-07-01' });
  });

  it('puts a PPPK without a ladder before the PPK without a proposed sanction', async () => {
    const office = await makeOffice(sql(), 'OPD PPPK');
    await hireWho(office, 4, { kind: 'PPPK' });
    await evaluate(office.opd);
    expect(await casesOf(office.opd)).toMatchObject([{ kind: 'sanction', proposed: null, total: 4 }]);
  });

  it('lets a proposal grow with the days, and marks it as groundless when they are explained', async () => {
    const office = await makeOffice(sql(), 'OPD Gugur');
    const employee = await hireWho(office, 3);
    await evaluate(office.opd);
    const [proposal] = await casesOf(office.opd);
    const { ground } = await show(proposal?.id ?? '');
    // A late journal shows that he was there on one of the three days.
    await office.see(employee, ground.days.slice(0, 1));
    await rejudge(employee, ground.days[0] ?? '');
    expect(await evaluate(office.opd)).toMatchObject({ groundless: 1 });
    const groundless = await show(proposal?.id ?? '');
    expect(groundless).toMatchObject({ state: 'proposed', groundlessSince: today });
    expect(groundless.events.map(({ kind }) => kind)).toEqual(['proposed', 'groundless']);
    expect(await evaluate(office.opd)).toMatchObject({ groundless: 0 });
  });

  it('proposes nothing again that was rejected, until more days are missed', async () => {
    const office = await makeOffice(sql(), 'OPD Tolak');
    const employee = await hireWho(office, 3);
    await evaluate(office.opd);
    const [proposal] = await casesOf(office.opd);
    expect((await act(proposal?.id ?? '', 'reject', { note: NOTE }, second)).json().state).toBe('rejected');
    expect(await evaluate(office.opd)).toMatchObject({ proposed: 0 });
    const day = officeDays(FIRST, today).at(-1) ?? '';
    await sql()`DELETE FROM punches WHERE employee = ${employee} AND day = ${day}`;
    await rejudge(employee, day);
    expect(await evaluate(office.opd)).toMatchObject({ proposed: 1 });
    const grown = (await casesOf(office.opd)).find(({ state }) => state === 'proposed');
    expect(grown?.proposed?.code).toBe('teguran_tertulis');
  });
});

describe('the night', () => {
  it('is worked through by one hub alone, once, and again the next day', async () => {
    const office = await makeOffice(sql(), 'OPD Malam');
    await hireWho(office, 3);
    const { database } = hub;
    const log = pino({ level: 'fatal' });
    const hubs = [1, 2].map(() => new NightlyEvaluation({ database, log, now: () => new Date(`${today}T20:00:00Z`) }));
    const both = await Promise.all(hubs.map((each) => each.runIfDue()));
    expect(both.filter((ran) => ran)).toHaveLength(1);
    expect(await casesOf(office.opd)).toHaveLength(1);
    expect(await Promise.all(hubs.map((each) => each.runIfDue()))).toEqual([false, false]);
    const { evaluatedAt } = (await hub.admin.get('/api/discipline/cases')).json();
    expect(evaluatedAt).toBe('2026-08-01T20:00:00.000Z');
    today = '2026-08-02';
    expect(await hubs[0]?.runIfDue()).toBe(true);
  });
});

describe('a case', () => {
  it('takes in a proposal that came after it was opened', async () => {
    const office = await makeOffice(sql(), 'OPD Gabung');
    const employee = await hireWho(office, 3);
    await evaluate(office.opd);
    const first = (await casesOf(office.opd))[0]?.id ?? '';
    await act(first, 'accept', { note: NOTE });
    const day = officeDays(FIRST, today).at(-1) ?? '';
    await sql()`DELETE FROM punches WHERE employee = ${employee} AND day = ${day}`;
    await rejudge(employee, day);
    await evaluate(office.opd);
    const second = (await casesOf(office.opd)).find(({ state }) => state === 'proposed')?.id ?? '';
    expect((await show(second)).mergeInto.map(({ id }) => id)).toEqual([first]);
    expect((await act(second, 'merge', { into: second, note: NOTE })).json().code).toBe('no-such-case');
    expect((await act(second, 'merge', { into: first, note: NOTE })).json()).toMatchObject({
      state: 'merged',
      mergedInto: first,
    });
    expect(await show(first)).toMatchObject({ state: 'open', total: 4, proposed: { code: 'teguran_tertulis' } });
    expect(await evaluate(office.opd)).toMatchObject({ proposed: 0, groundless: 0 });
  });

  it('goes from the proposal over summons and examination to a decision that cuts TPP', async () => {
    const office = await makeOffice(sql(), 'OPD Perkara');
    const employee = await hireWho(office, 11);
    await evaluate(office.opd);
    const id = (await casesOf(office.opd))[0]?.id ?? '';
    expect((await act(id, 'step', { step: 'panggilan_1', on: today })).json().code).toBe('other-state');
    expect((await act(id, 'accept', { note: NOTE })).json()).toMatchObject({ state: 'open', openedOn: today });
    expect(
      (await act(id, 'decide', { sanction: 'potong_6', number: '1/2026', official: 'Bupati', on: today })).json().code,
    ).toBe('not-its-turn');
    expect((await act(id, 'step', { step: 'pemeriksaan_1', on: today })).json().code).toBe('not-its-turn');
    await act(id, 'step', { step: 'panggilan_1', on: today });
    today = '2026-08-12';
    // Seven working days from 1 August are over on 11 August.
    expect((await show(id)).next).toMatchObject({ step: 'pemeriksaan_1', deadline: '2026-08-11', overdue: true });
    expect((await casesOf(office.opd))[0]?.id).toBe(id);
    await act(id, 'step', { step: 'pemeriksaan_1', on: '2026-08-12' });
    for (const step of ['panggilan_2', 'pemeriksaan_2']) await act(id, 'skip', { step, note: NOTE });
    const decided = await act(
      id,
      'decide',
      { sanction: 'potong_6', number: '800/77/2026', official: 'Bupati Contoh', on: today },
      second,
    );
    expect(decided.json()).toMatchObject({ state: 'decided', decision: { number: '800/77/2026' } });
    const delivered = await act(id, 'deliver', { on: today }, second);
    // Fifteen working days after 12 August, with the holidays of 17 and 25 August: 4 September.
    expect(delivered.json().decision).toMatchObject({ inForceFrom: '2026-09-04', fromMonth: '2026-10' });
    await sql()`INSERT INTO ratings (employee, month, code, source) VALUES (${employee}, '2026-10', 'baik', 'bkd')`;
    const cut = (await hub.admin.get(`/api/tpp/people/${employee}/2026-10`)).json();
    expect(cut.figure).toMatchObject({ base: 5_000_000, total: 3_750_000 });
    expect(cut.figure.lines[0]).toMatchObject({ kind: 'discipline', document: expect.stringContaining('800/77/2026') });
  });

  it('is acted on by whom it is for: not by himself, not by strangers, light ones by the head of the office', async () => {
    const office = await makeOffice(sql(), 'OPD Wenang');
    const [light, heavy] = [await hireWho(office, 3), await hireWho(office, 11)];
    const head = await hub.as({ username: 'kepala.wenang', name: 'Kepala', role: 'opd_head', opd: office.opd });
    const other = await makeOffice(sql(), 'OPD Wenang Lain');
    const stranger = await hub.as({ username: 'kepala.lain', name: 'Kepala Lain', role: 'opd_head', opd: other.opd });
    const self = await hub.as({ username: 'admin.sendiri', name: 'Admin', role: 'admin_bkd', employee: light });
    await evaluate(office.opd);
    const cases = await casesOf(office.opd);
    const idOf = (employee: string) => cases.find((each) => each.employee === employee)?.id ?? '';
    expect((await act(idOf(light), 'accept', { note: NOTE }, stranger)).statusCode).toBe(404);
    expect((await act(idOf(light), 'accept', { note: NOTE }, self)).json().code).toBe('own-matter');
    expect((await act(idOf(heavy), 'accept', { note: NOTE }, head)).statusCode).toBe(403);
    expect((await act(idOf(light), 'accept', { note: NOTE }, head)).json().state).toBe('open');
  });

  it('becomes the superior’s own case when he lets the time for the summons pass', async () => {
    const office = await makeOffice(sql(), 'OPD Pasal 28');
    const superior = await office.hire({ name: 'Atasan Diam', from: FIRST });
    await office.see(superior, officeDays(FIRST, '2026-08-14'));
    await hireWho(office, 4, { superior });
    await evaluate(office.opd);
    const id = (await casesOf(office.opd))[0]?.id ?? '';
    await act(id, 'accept', { note: NOTE });
    today = '2026-08-11';
    expect(await evaluate(office.opd)).toMatchObject({ proposed: 0 });
    today = '2026-08-12';
    await evaluate(office.opd);
    const own = (await casesOf(office.opd)).find(({ kind }) => kind === 'superior');
    expect(own).toMatchObject({ employee: superior, proposed: { code: 'tidak_puas' } });
    expect((await show(own?.id ?? '')).about).toBe(id);
    await evaluate(office.opd);
    expect((await casesOf(office.opd)).filter(({ kind }) => kind === 'superior')).toHaveLength(1);
  });
});

describe('the chain of 3, 10 and 28 days', () => {
  it('warns, awaits the clarification, asks for letters with the right words, and ends at the superior', async () => {
    const office = await makeOffice(sql(), 'OPD Rantai');
    const superior = await office.hire({ name: 'Atasan Rantai', from: FIRST });
    const employee = await office.hire({ superior, from: FIRST, name: 'Pegawai Rantai' });
    for (const each of [superior, employee]) await office.see(each, officeDays(FIRST, '2026-07-28'));
    await office.see(superior, officeDays('2026-07-29', '2026-09-15'));
    await evaluate(office.opd);
    const chain = (await casesOf(office.opd)).find(({ kind }) => kind === 'chain');
    const id = chain?.id ?? '';
    expect(chain).toMatchObject({
      employee,
      total: 3,
      next: { what: 'clarify', deadline: '2026-08-11', overdue: false },
    });
    today = '2026-08-12';
    expect((await show(id)).next).toMatchObject({ what: 'reprimand', overdue: true });
    const signatory = { name: 'Kepala BKD Contoh', position: 'Kepala BKD', nip: '' };
    const letter = { number: '800/12/BKD/2026', on: today, nature: 'Segera', signatory };
    await act(id, 'letters', { ...letter, kind: 'teguran' });
    const made = await act(id, 'letters', { ...letter, kind: 'surat_opd', number: '800/13/BKD/2026' });
    expect((await act(id, 'letters', { ...letter, kind: 'surat_opd' })).json().code).toBe('made-already');
    const detail: CaseDetail = made.json();
    expect(detail.next).toMatchObject({ what: 'act', deadline: '2026-09-09' });
    const textOf = async (kind: string) => {
      const id = detail.letters.find((each) => each.kind === kind)?.id;
      return unspaced(pdfText((await hub.admin.get(`/api/discipline/letters/${id}`)).rawPayload));
    };
    const reprimand = await textOf('teguran');
    for (const words of ['Sdr. Atasan Rantai', 'Surat teguran ini bukan keputusan hukuman disiplin'])
      expect(reprimand).toContain(unspaced(words));
    const toOffice = await textOf('surat_opd');
    for (const words of [
      'KABUPATEN UJI',
      '800/13/BKD/2026',
      'Segera',
      'Kepala OPD Rantai',
      'Pegawai Rantai',
      'Rabu, 29 Juli 2026',
      'Perbup Contoh Pasal 3',
      'Batas waktu: Rabu, 9 September 2026',
      'Pasal 28',
      'Kepala BKD Contoh',
    ])
      expect(toOffice, words).toContain(unspaced(words));
    today = '2026-09-10';
    await evaluate(office.opd);
    expect((await casesOf(office.opd)).find(({ kind }) => kind === 'superior')).toMatchObject({ employee: superior });
  });

  it('is shown to the person himself, who explains himself, and closed by a person', async () => {
    const office = await makeOffice(sql(), 'OPD Jelas');
    const employee = await office.hire({ from: FIRST });
    await office.see(employee, officeDays(FIRST, '2026-07-28'));
    await evaluate(office.opd);
    const self = await hub.as({ username: 'pegawai.jelas', name: 'Pegawai', role: 'employee', employee });
    const own: CaseLine[] = (await self.get('/api/discipline/cases')).json().cases;
    expect(own.map(({ kind }) => kind)).toEqual(['chain']);
    const id = own[0]?.id ?? '';
    const clarified = await act(id, 'clarify', { on: today, note: 'Saya dirawat di rumah sakit.' }, self);
    expect(clarified.json()).toMatchObject({ next: { what: 'close' }, may: { close: false } });
    expect((await act(id, 'close', { note: NOTE }, self)).statusCode).toBe(403);
    expect((await act(id, 'close', { note: NOTE })).json().state).toBe('closed');
    const audit = await sql()`SELECT detail::text AS detail FROM audit_log WHERE action = 'discipline-clarified'`;
    expect(JSON.stringify(audit)).not.toContain('rumah sakit');
  });
});
