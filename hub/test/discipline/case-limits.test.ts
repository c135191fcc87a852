import type { CaseDetail, CaseLine } from '@hadir/shared/api/discipline';
import type { LetterheadDetail } from '@hadir/shared/api/letterheads';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/rules/discipline/working-days.ts';
import { type Caller, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { makeOffice, type Office } from '../support/make-office.ts';
import { pdfText } from '../support/pdf-text.ts';

const NOTE = 'Sudah diperiksa dan dicatat dengan bukti.';
/** The days of these tests hold the cuti bersama and the holidays around Idul Fitri 2026, and New Year. */
const HOLIDAYS = new Set([
  ...['2026-01-01', '2026-01-16', '2026-02-16', '2026-02-17', '2026-03-18', '2026-03-19', '2026-03-20'],
  ...['2026-03-23', '2026-03-24', '2026-04-03'],
]);
const TODAY = '2026-03-16';

let hub: TestApi;
let today = TODAY;
let leader: Caller;
beforeAll(async () => {
  hub = await startTestApi({ now: () => new Date(`${today}T10:30:00Z`) });
  leader = await hub.as({ username: 'bupati', name: 'Bupati Contoh', role: 'leader' });
});
beforeEach(() => {
  today = TODAY;
});
afterAll(() => hub.stop());

const sql = () => hub.database.sql;
function officeDays(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1))
    if (![0, 6].includes(new Date(day).getUTCDay()) && !HOLIDAYS.has(day)) days.push(day);
  return days;
}
const FIRST = '2026-02-02';
/** Every other day from the second on is missed, so that none follow each other. */
async function hireWho(office: Office, missed: number, changes: Parameters<Office['hire']>[0] = {}): Promise<string> {
  const employee = await office.hire({ from: FIRST, ...changes });
  const isMissed = (index: number) => index % 2 === 1 && index < 2 * missed;
  await office.see(
    employee,
    officeDays(FIRST, '2026-05-29').filter((_, index) => !isMissed(index)),
  );
  return employee;
}
const evaluate = async (opd: string) => (await hub.admin.post('/api/discipline/evaluate', { opd })).json();
const listed = async (query: string, by = hub.admin): Promise<CaseLine[]> =>
  (await by.get(`/api/discipline/cases?${query}`)).json().cases;
const show = async (id: string, by = hub.admin): Promise<CaseDetail> =>
  (await by.get(`/api/discipline/cases/${id}`)).json();
const act = (id: string, what: string, body: object, by = hub.admin) =>
  by.post(`/api/discipline/cases/${id}/${what}`, body);
async function caseOf(office: Office, employee: string): Promise<string> {
  await evaluate(office.opd);
  return (await listed(`employee=${employee}`)).find(({ kind }) => kind === 'sanction')?.id ?? '';
}
const signIn = (username: string, employee: string) => hub.as({ username, name: username, role: 'employee', employee });

const signatory = { name: 'Atasan Contoh', position: 'Kepala Bidang', nip: '' };
const summons = (kind: string, on: string, appearOn: string) => ({
  kind,
  number: `800/${kind}/${on}/${Math.floor(Number(process.hrtime.bigint() % 1_000_000n))}`,
  on,
  nature: 'Penting',
  signatory,
  appear: { on: appearOn, time: '09:00', place: 'Ruang rapat' },
});

/** From an open case to its decision, by a person who came to the first summons. */
async function examine(id: string, by = hub.admin): Promise<void> {
  await act(id, 'step', { step: 'panggilan_1', on: today }, by);
  await act(id, 'step', { step: 'pemeriksaan_1', on: today }, by);
  for (const step of ['panggilan_2', 'pemeriksaan_2']) await act(id, 'skip', { step, note: NOTE }, by);
}

describe('a leave that is approved afterwards', () => {
  /** Verified leave over one day; the day is judged again when somebody asks for it. */
  const approveLeave = async (employee: string, day: string) => {
    const [user] = await sql()<{ id: string }[]>`SELECT id FROM users LIMIT 1`;
    const subject = { kind: 'absence', code: 'cuti_tahunan', part: 'day', address: '', order: null };
    await sql()`INSERT INTO requests (employee, subject, from_day, to_day, state, reason, entered_by)
      VALUES (${employee}, ${JSON.stringify(subject)}::text::jsonb, ${day}, ${day},
        'verified', 'contoh', ${user?.id ?? ''})`;
    await sql()`INSERT INTO day_queue (employee, from_day, to_day) VALUES (${employee}, ${day}, ${day})`;
  };

  it('keeps a proposal from being accepted, and is shown with the day that it explains', async () => {
    const office = await makeOffice(sql(), 'OPD Cuti Menyusul');
    const employee = await hireWho(office, 3);
    const id = await caseOf(office, employee);
    const day = (await show(id)).ground.days[1] ?? '';
    await approveLeave(employee, day);
    expect((await show(id)).ground.fallen).toEqual([{ day, status: 'leave' }]);
    expect((await act(id, 'accept', { note: NOTE })).json().code).toBe('changed-meanwhile');
    expect(await show(id)).toMatchObject({ state: 'proposed', groundlessSince: today, next: { what: 'reject' } });
    expect((await act(id, 'accept', { note: NOTE })).json().code).toBe('groundless');
    expect((await show(id)).events.at(-1)).toMatchObject({ kind: 'groundless', note: `${day}=leave` });
    expect((await act(id, 'reject', { note: NOTE })).json().state).toBe('rejected');
  });

  it('leaves a delivered decision as it is, says so, and lets the official revoke it with what it cut', async () => {
    const office = await makeOffice(sql(), 'OPD Keberatan');
    const employee = await hireWho(office, 11);
    const id = await caseOf(office, employee);
    await act(id, 'accept', { note: NOTE });
    await examine(id);
    const decree = { number: '800/1/2026', official: 'Bupati Contoh', on: today };
    await act(id, 'decide', { sanction: 'potong_6', ...decree });
    expect((await act(id, 'deliver', { on: '2026-03-15' })).json().code).toBe('before-decision');
    expect((await act(id, 'deliver', { on: today })).json()).toMatchObject({ state: 'delivered' });
    await approveLeave(employee, (await show(id)).ground.days[0] ?? '');
    expect(await evaluate(office.opd)).toMatchObject({ groundless: 1, proposed: 0 });
    const told = await show(id);
    expect(told).toMatchObject({ state: 'delivered', groundlessSince: today, may: { revoke: true } });
    const cut = async () => (await hub.admin.get(`/api/tpp/people/${employee}/2026-05`)).json().figure.lines.length;
    await sql()`INSERT INTO ratings (employee, month, code, source) VALUES (${employee}, '2026-05', 'baik', 'bkd')`;
    const withSanction = await cut();
    const revoked = await act(id, 'revoke', { ...decree, number: '800/2/2026', note: NOTE }, leader);
    expect(revoked.json()).toMatchObject({ state: 'revoked', decision: { revoked: { number: '800/2/2026' } } });
    expect(await cut()).toBe(withSanction - 1);
    expect(await evaluate(office.opd)).toMatchObject({ proposed: 0, groundless: 0 });
  });
});

describe('who acts on a case', () => {
  it('is the direct superior of today, without any special role, up to a light sanction', async () => {
    const office = await makeOffice(sql(), 'OPD Atasan');
    const [before, after] = [await office.hire({ name: 'Atasan Lama' }), await office.hire({ name: 'Atasan Baru' })];
    const employee = await hireWho(office, 3, { superior: before });
    const id = await caseOf(office, employee);
    const [old, current] = [await signIn('atasan.lama', before), await signIn('atasan.baru', after)];
    expect((await listed('', old)).map((line) => line.id)).toContain(id);
    await sql()`UPDATE postings SET to_day = '2026-03-01' WHERE employee = ${employee}`;
    await sql()`INSERT INTO postings (employee, from_day, opd, base_tpp, superior)
      VALUES (${employee}, '2026-03-02', ${office.opd}, 5000000, ${after})`;
    expect((await old.get(`/api/discipline/cases/${id}`)).statusCode).toBe(404);
    expect(await show(id, current)).toMatchObject({ superior: { name: 'Atasan Baru', since: '2026-03-02' } });
    expect((await act(id, 'accept', { note: NOTE }, current)).json().state).toBe('open');
    await examine(id, current);
    const decree = { number: '800/3/2026', official: 'Atasan Baru', on: today };
    expect((await show(id, current)).ladder.map(({ grade }) => grade)).not.toContain('heavy');
    expect((await act(id, 'decide', { ...decree, sanction: 'berhenti' }, current)).statusCode).toBe(403);
    expect((await act(id, 'decide', { ...decree, sanction: 'teguran_lisan' }, current)).json().state).toBe('decided');
  });

  it('is whoever stands in for the superior, on the days for which he does', async () => {
    const office = await makeOffice(sql(), 'OPD Pengganti');
    const [superior, acting] = [await office.hire(), await office.hire({ name: 'Plh. Contoh' })];
    const id = await caseOf(office, await hireWho(office, 3, { superior }));
    const standIn = await signIn('plh.contoh', acting);
    expect((await standIn.get(`/api/discipline/cases/${id}`)).statusCode).toBe(404);
    const [admin] = await sql()<{ id: string }[]>`SELECT id FROM users WHERE role = 'admin_bkd' LIMIT 1`;
    await sql()`INSERT INTO delegations (kind, principal, acting, from_day, to_day, basis, created_by)
      VALUES ('plh', ${superior}, ${acting}, ${today}, ${today}, 'Surat perintah', ${admin?.id ?? ''})`;
    expect((await show(id, standIn)).may).toMatchObject({ decideProposal: true });
    today = '2026-03-17';
    expect((await standIn.get(`/api/discipline/cases/${id}`)).statusCode).toBe(404);
  });

  it('is not the head of the office where the case is his own', async () => {
    const office = await makeOffice(sql(), 'OPD Kepala');
    const superior = await office.hire({ name: 'Kepala Contoh' });
    const id = await caseOf(office, await hireWho(office, 4, { superior }));
    await act(id, 'accept', { note: NOTE });
    today = '2026-04-17';
    await evaluate(office.opd);
    const head = await hub.as({
      username: 'kepala.contoh',
      name: 'Kepala',
      role: 'opd_head',
      opd: office.opd,
      employee: superior,
    });
    const own = (await listed(`employee=${superior}`)).find(({ kind }) => kind === 'superior')?.id ?? '';
    expect((await hub.admin.get(`/api/discipline/cases/${own}`)).statusCode).toBe(200);
    expect((await head.get(`/api/discipline/cases/${own}`)).statusCode).toBe(404);
    expect((await act(own, 'reject', { note: NOTE }, head)).statusCode).toBe(404);
    await act(own, 'accept', { note: NOTE }, leader);
    expect((await show(own, head)).may).toMatchObject({ decideProposal: false, decide: false, writeLetters: false });
    const letter = summons('panggilan_1', today, '2026-04-22');
    expect((await act(own, 'letters', letter, head)).json().code).toBe('own-matter');
    const made: CaseDetail = (await act(own, 'letters', letter)).json();
    const pdf = await hub.admin.get(`/api/discipline/letters/${made.letters[0]?.id}`);
    expect(pdfText(pdf.rawPayload).replace(/\s+/g, '')).toContain('tidakmemanggil,memeriksa,ataumelaporkan');
  });
});

describe('time', () => {
  it('runs over cuti bersama, and begins anew for a superior who came in between', async () => {
    const office = await makeOffice(sql(), 'OPD Tenggat');
    const [before, after] = [await office.hire(), await office.hire({ name: 'Pengganti Tetap' })];
    const employee = await hireWho(office, 3, { superior: before });
    const id = await caseOf(office, employee);
    await act(id, 'accept', { note: NOTE });
    // 17, 25, 26, 27, 30, 31 March and 1 April: the days between are Nyepi, Idul Fitri and their cuti bersama.
    await act(id, 'step', { step: 'panggilan_1', on: TODAY });
    expect((await show(id)).next).toMatchObject({ step: 'pemeriksaan_1', deadline: '2026-04-01', overdue: false });
    await sql()`UPDATE postings SET to_day = '2026-03-29' WHERE employee = ${employee}`;
    await sql()`INSERT INTO postings (employee, from_day, opd, base_tpp, superior)
      VALUES (${employee}, '2026-03-30', ${office.opd}, 5000000, ${after})`;
    today = '2026-04-02';
    expect(await evaluate(office.opd)).toMatchObject({ proposed: 0 });
    // Seven working days from 30 March, without Good Friday, are over on 9 April.
    today = '2026-04-09';
    expect(await evaluate(office.opd)).toMatchObject({ proposed: 0 });
    today = '2026-04-10';
    expect(await evaluate(office.opd)).toMatchObject({ proposed: 1 });
    expect(await listed(`opd=${office.opd}&part=proposals`)).toMatchObject([{ kind: 'superior', employee: after }]);
    expect(await show(id)).toMatchObject({ hasSuperiorCase: true });
    expect(await evaluate(office.opd)).toMatchObject({ proposed: 0, changed: 0 });
  });

  it('proposes one warning and one dismissal for a run over New Year, however often it is looked at', async () => {
    const office = await makeOffice(sql(), 'OPD Tahun Baru', '2028-01-01T00:00:00Z');
    const employee = await office.hire({ from: '2026-12-01' });
    const days = officeDays('2026-12-01', '2026-12-18');
    await office.see(employee, days);
    today = '2026-12-31';
    await evaluate(office.opd);
    today = '2027-01-12';
    await evaluate(office.opd);
    expect(await evaluate(office.opd)).toMatchObject({ proposed: 0, changed: 0, groundless: 0 });
    const kinds = (await listed(`employee=${employee}`)).map(({ kind, proposed }) => [kind, proposed?.code ?? null]);
    expect(kinds.filter(([kind]) => kind === 'chain')).toHaveLength(1);
    expect(kinds.filter(([, step]) => step === 'berhenti')).toHaveLength(1);
  });

  it('is a day of the calendar, not before the step before, and not before its own decision', async () => {
    const office = await makeOffice(sql(), 'OPD Tanggal');
    const id = await caseOf(office, await hireWho(office, 3));
    await act(id, 'accept', { note: NOTE });
    today = '2026-03-27';
    const step = (code: string, on: string) => act(id, 'step', { step: code, on });
    expect((await step('panggilan_1', '2026-02-31')).json()).toMatchObject({ status: 422, code: 'day-to-come' });
    expect((await step('panggilan_1', '2026-03-13')).json().code).toBe('before-the-case');
    await step('panggilan_1', '2026-03-25');
    expect((await step('pemeriksaan_1', '2026-03-17')).json().code).toBe('before-step');
    await step('pemeriksaan_1', '2026-03-26');
    for (const each of ['panggilan_2', 'pemeriksaan_2']) await act(id, 'skip', { step: each, note: NOTE });
    const decree = { sanction: 'teguran_lisan', number: '800/4/2026', official: 'Kepala OPD' };
    expect((await act(id, 'decide', { ...decree, on: '2026-03-25' })).json().code).toBe('before-step');
    expect((await act(id, 'decide', { ...decree, on: '2026-03-27' })).json().state).toBe('decided');
  });
});

describe('summons', () => {
  it('are recorded as steps by their letters, come one after the other, and can be taken back', async () => {
    const office = await makeOffice(sql(), 'OPD Panggilan');
    const id = await caseOf(office, await hireWho(office, 3));
    await act(id, 'accept', { note: NOTE });
    const letter = (kind: string, on: string, appear: string) => act(id, 'letters', summons(kind, on, appear));
    expect((await act(id, 'skip', { step: 'panggilan_1', note: NOTE })).json().code).toBe('not-to-skip');
    expect((await letter('surat_opd', today, '2026-03-25')).json().code).toBe('other-kind');
    expect((await letter('panggilan_2', today, '2026-03-25')).json().code).toBe('not-its-turn');
    expect((await letter('panggilan_1', today, '2026-04-02')).json().fields[0].field).toBe('appear.on');
    expect((await letter('panggilan_1', today, '2026-02-30')).json().code).toBe('no-such-day');
    const preview = await act(id, 'letters/preview', summons('panggilan_1', today, '2026-03-25'));
    expect(pdfText(preview.rawPayload)).toContain('PRATINJAU');
    const first: CaseDetail = (await letter('panggilan_1', today, '2026-03-25')).json();
    expect(first.steps[0]).toMatchObject({ code: 'panggilan_1', state: 'done', doneOn: today, mayUndo: false });
    const withdraw = await hub.admin.post(`/api/discipline/letters/${first.letters[0]?.id}/withdraw`, { note: NOTE });
    expect(withdraw.json()).toMatchObject({ next: { step: 'panggilan_1' }, letters: [{ mayWithdraw: false }] });
    await letter('panggilan_1', today, '2026-03-25');
    today = '2026-03-26';
    // Nobody came: the examination is passed over, and the second summons cannot be.
    await act(id, 'skip', { step: 'pemeriksaan_1', note: NOTE });
    expect((await act(id, 'skip', { step: 'panggilan_2', note: NOTE })).json().code).toBe('not-to-skip');
    expect((await act(id, 'undo', { step: 'pemeriksaan_1', note: NOTE })).json().next.step).toBe('pemeriksaan_1');
    await act(id, 'skip', { step: 'pemeriksaan_1', note: NOTE });
    const second: CaseDetail = (await letter('panggilan_2', today, '2026-03-30')).json();
    expect(second.next).toMatchObject({ step: 'pemeriksaan_2', deadline: '2026-04-07' });
  });
});

describe('a PPPK without a ladder', () => {
  it('gets what the PPK decides in his own words, and nothing from a ladder that is not his', async () => {
    const office = await makeOffice(sql(), 'OPD PPPK Putus');
    const id = await caseOf(office, await hireWho(office, 4, { kind: 'PPPK' }));
    await act(id, 'accept', { note: NOTE });
    await examine(id);
    const decree = { number: '800/5/2026', official: 'Bupati Contoh', on: today };
    expect((await act(id, 'decide', { ...decree, sanction: 'potong_6' })).json().code).toBe('unknown-sanction');
    const unlisted = { name: 'Pemutusan perjanjian kerja', clause: 'Perjanjian kerja Pasal 9' };
    const decided = await act(id, 'decide', { ...decree, sanction: null, unlisted });
    expect(decided.json().decision).toMatchObject({ sanction: 'Pemutusan perjanjian kerja' });
    expect((await act(id, 'deliver', { on: today })).json().decision.fromMonth).toBeNull();
  });
});

describe('letterheads', () => {
  const put = (by: Caller, owner: string, document: object, version: number) =>
    hub.api.app.inject({
      method: 'PUT',
      url: `/api/letterheads/${owner}`,
      headers: { cookie: by.cookie, 'x-csrf-token': by.csrfToken },
      payload: { document, version },
    });
  const nobody = { position: '', name: '', rank: '', nip: '' };
  const blank = { government: '', office: '', address: '', contact: '', place: '', head: nobody, maker: nobody };

  it('follow from the region, are changed by those whose they are, and stand on letters', async () => {
    const office = await makeOffice(sql(), 'Dinas Contoh');
    const other = await makeOffice(sql(), 'Dinas Lain');
    const head = await hub.as({ username: 'kepala.kop', name: 'Kepala', role: 'opd_head', opd: office.opd });
    const region = {
      ...blank,
      government: 'Pemerintah Kabupaten Contoh',
      office: 'BKPSDM Contoh',
      address: 'Jalan Contoh Nomor 1',
      place: 'Kota Contoh',
      head: { ...nobody, name: 'Kepala BKPSDM Contoh' },
    };
    expect((await put(head, 'region', region, 0)).statusCode).toBe(403);
    expect((await put(hub.admin, 'region', region, 0)).json()).toMatchObject({
      shown: { office: 'BKPSDM Contoh', head: { position: 'Kepala BKPSDM Contoh' } },
    });
    expect((await put(hub.admin, 'region', blank, 0)).json().code).toBe('changed-meanwhile');
    const wrong = await put(head, office.opd, { ...blank, head: { ...nobody, nip: '123' } }, 0);
    expect(wrong.json().fields[0].field).toBe('document.head.nip');
    expect((await put(head, other.opd, blank, 0)).statusCode).toBe(403);
    const own: LetterheadDetail = (await put(head, office.opd, { ...blank, address: ' Jalan\nDinas  2 ' }, 0)).json();
    expect(own.shown).toMatchObject({
      government: 'Pemerintah Kabupaten Contoh',
      office: 'Dinas Contoh',
      address: 'Jalan Dinas 2',
      place: 'Kota Contoh',
    });
    expect(own.history).toMatchObject([{ version: 1, by: 'Kepala' }]);
    const id = await caseOf(office, await hireWho(office, 3));
    await act(id, 'accept', { note: NOTE });
    const letter = { ...summons('panggilan_1', today, '2026-03-25'), copies: ['Inspektur Daerah Contoh'] };
    const made: CaseDetail = (await act(id, 'letters', letter)).json();
    const pdf = await hub.admin.get(`/api/discipline/letters/${made.letters[0]?.id}`);
    const text = pdfText(pdf.rawPayload).replace(/\s+/g, '');
    for (const words of ['DINAS CONTOH', 'Jalan Dinas 2', 'Kota Contoh, 16 Maret 2026', 'Inspektur Daerah Contoh'])
      expect(text, words).toContain(words.replace(/\s+/g, ''));
  });
});
