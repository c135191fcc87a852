import type { AttendanceRequest, RequestSubject } from '@hadir/shared/api/requests';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDays } from '../../src/days/read-days.ts';
import { readExcuses } from '../../src/requests/read-excuses.ts';
import type { Caller } from '../api/support/start-test-api.ts';
import { NOW, type Office, openOffice, PDF } from './support/open-office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.stop());

const ORDER = {
  number: '800/12/2026',
  date: '2026-07-14',
  basis: 'Undangan rapat',
  purpose: 'Mengikuti rapat koordinasi',
  place: 'Jayapura',
  signatory: 'Kepala Dinas Uji',
};
const leave = (code: string, part: 'day' | 'morning' | 'afternoon' = 'day'): RequestSubject => ({
  kind: 'absence',
  code,
  part,
  address: '',
  order: null,
});
const forgotten = (arrival: string | null, departure: string | null): RequestSubject => ({
  kind: 'forgotten',
  arrival,
  departure,
  departureNextDay: false,
});

const ask = (by: Caller, subject: RequestSubject, from: string, to = from, more: object = {}) =>
  by.post('/api/requests', { subject, from, to, reason: 'Keperluan keluarga', files: [], submit: true, ...more });
const decide = (by: Caller, id: string, stage: 'superior' | 'verification', verdict: string, more: object = {}) =>
  by.post(`/api/requests/${id}/decide`, { stage, verdict, ...more });

async function asked(by: Caller, subject: RequestSubject, from: string, to = from, more: object = {}) {
  const answer = await ask(by, subject, from, to, more);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json() as AttendanceRequest;
}

async function approved(by: Caller, subject: RequestSubject, from: string, to = from): Promise<AttendanceRequest> {
  const { id } = await asked(by, subject, from, to);
  await decide(office.superior.caller, id, 'superior', 'approve');
  const answer = await decide(office.bkd, id, 'verification', 'approve');
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json() as AttendanceRequest;
}

const excusesOf = async (employee: string, day: string) =>
  (await readExcuses(office.api.database.db, [employee], day, day)).get(employee)?.get(day);

describe('the way of a request', () => {
  it('goes from draft over superior and BKD, and changes the days only at the end', async () => {
    const { staff, superior, bkd } = office;
    const draft = await asked(staff.caller, leave('cuti_tahunan'), '2026-08-03', '2026-08-05', { submit: false });
    expect(draft).toMatchObject({ state: 'draft', halves: 6, mayEdit: true, title: 'Cuti tahunan' });
    expect((await superior.caller.get(`/api/requests/${draft.id}`)).statusCode).toBe(404);
    const submitted = (await staff.caller.post(`/api/requests/${draft.id}/submit`, {})).json();
    expect(submitted).toMatchObject({ state: 'submitted', mayEdit: false, mayWithdraw: true, mayDecide: false });
    expect(submitted.deciders).toEqual([{ name: 'Atasan Uji', capacity: 'superior', account: true }]);
    const inbox = (await superior.caller.get('/api/requests?view=inbox')).json();
    expect(inbox.requests.map(({ id }: AttendanceRequest) => id)).toContain(draft.id);
    expect((await decide(bkd, draft.id, 'verification', 'approve')).json()).toMatchObject({ status: 409 });
    const endorsed = await decide(superior.caller, draft.id, 'superior', 'approve', { note: 'Silakan' });
    expect(endorsed.json()).toMatchObject({ state: 'endorsed', mayDecide: false });
    expect(await excusesOf(staff.id, '2026-08-04')).toBeUndefined();
    const verified = (await decide(bkd, draft.id, 'verification', 'approve')).json();
    expect(verified.steps.map(({ state, capacity }: AttendanceRequest['steps'][number]) => [state, capacity])).toEqual([
      ['draft', 'self'],
      ['submitted', 'self'],
      ['endorsed', 'superior'],
      ['verified', 'bkd'],
    ]);
    expect(await excusesOf(staff.id, '2026-08-04')).toEqual({
      excuses: [{ id: draft.id, kind: 'cuti_tahunan', part: 'day', approvals: [`${draft.id}/3`, `${draft.id}/4`] }],
      corrections: [],
    });
    const revoked = await bkd.post(`/api/requests/${draft.id}/revoke`, { note: 'Cuti ditangguhkan' });
    expect(revoked.json()).toMatchObject({ state: 'cancelled' });
    expect(await excusesOf(staff.id, '2026-08-04')).toBeUndefined();
    const actions = await office.api.database.sql<{ action: string }[]>`
      SELECT action FROM audit_log WHERE subject = ${draft.id} ORDER BY id`;
    expect(actions.map(({ action }) => action)).toEqual([
      'request-drafted',
      'request-submitted',
      'request-endorsed',
      'request-verified',
      'request-revoked',
    ]);
  });

  it('is decided by nobody for himself, nor by colleagues, and refused only with a reason', async () => {
    const { staff, superior, colleague, head, bkd } = office;
    const own = await asked(superior.caller, leave('izin'), '2026-08-10');
    expect((await decide(superior.caller, own.id, 'superior', 'approve')).json().code).toBe('own-request');
    expect((await decide(head, own.id, 'superior', 'approve')).json()).toMatchObject({ state: 'endorsed' });
    const other = await asked(staff.caller, leave('izin'), '2026-08-10');
    expect((await decide(colleague.caller, other.id, 'superior', 'approve')).statusCode).toBe(404);
    expect((await decide(head, other.id, 'superior', 'approve')).statusCode).toBe(403);
    expect((await decide(superior.caller, other.id, 'superior', 'refuse')).json().code).toBe('note-missing');
    const refused = await decide(superior.caller, other.id, 'superior', 'refuse', { note: 'Sedang sibuk' });
    expect(refused.json()).toMatchObject({ state: 'refused', mayWithdraw: false });
    expect((await decide(bkd, other.id, 'superior', 'approve', { override: true, note: 'Perlu' })).json().code).toBe(
      'already-decided',
    );
  });

  it('may be decided by BKD in the place of the superior, with a reason', async () => {
    const { staff, bkd } = office;
    const { id } = await asked(staff.caller, leave('izin'), '2026-08-11');
    expect((await decide(bkd, id, 'superior', 'approve')).statusCode).toBe(403);
    expect((await decide(bkd, id, 'superior', 'approve', { override: true })).json().code).toBe('note-missing');
    const decided = await decide(bkd, id, 'superior', 'approve', { override: true, note: 'Atasan berhalangan' });
    expect(decided.json().steps.at(-1)).toMatchObject({ state: 'endorsed', capacity: 'bkd_override' });
    await bkd.post(`/api/requests/${id}/decide`, { stage: 'verification', verdict: 'refuse', note: 'Salah' });
  });

  it('is withdrawn until it holds, and then only BKD can take it back', async () => {
    const { staff, superior } = office;
    const { id } = await asked(staff.caller, leave('izin'), '2026-08-12');
    expect((await superior.caller.post(`/api/requests/${id}/withdraw`, {})).statusCode).toBe(403);
    expect((await staff.caller.post(`/api/requests/${id}/withdraw`, { note: 'Batal' })).json().state).toBe('cancelled');
    const held = await approved(staff.caller, leave('izin'), '2026-08-12');
    expect((await staff.caller.post(`/api/requests/${held.id}/withdraw`, {})).json().code).toBe('already-verified');
    expect((await staff.caller.post(`/api/requests/${held.id}/revoke`, { note: 'Batal' })).statusCode).toBe(403);
  });

  it('is decided once when two decide at the same moment', async () => {
    const { staff, superior, bkd } = office;
    const { id } = await asked(staff.caller, leave('izin'), '2026-08-13');
    const answers = await Promise.all([
      decide(superior.caller, id, 'superior', 'approve'),
      decide(superior.caller, id, 'superior', 'refuse', { note: 'Tidak bisa' }),
      decide(bkd, id, 'superior', 'approve', { override: true, note: 'Atasan diam' }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
    const steps = await office.api.database.sql`SELECT number FROM request_steps WHERE request = ${id}`;
    expect(steps).toHaveLength(3);
  });

  it('is decided for several at once, and says which ones could not be', async () => {
    const { staff, colleague, superior } = office;
    const first = await asked(staff.caller, leave('izin'), '2026-08-18');
    const second = await asked(colleague.caller, leave('izin'), '2026-08-18');
    const foreign = await asked(superior.caller, leave('izin'), '2026-08-18');
    const answer = await superior.caller.post('/api/requests/decide', {
      requests: [first.id, second.id, foreign.id],
      stage: 'superior',
      verdict: 'approve',
    });
    const outcomes: { done: boolean; problem: string | null }[] = answer.json().outcomes;
    expect(outcomes.map(({ done }) => done)).toEqual([true, true, false]);
    expect(outcomes[2]?.problem).toContain('sendiri');
  });

  it('needs no verification where BKD says that the superior is enough', async () => {
    const { staff, superior, bkd } = office;
    const policy = (await bkd.get('/api/request-policy')).json();
    expect((await office.put(staff.caller, '/api/request-policy', policy)).statusCode).toBe(403);
    await office.put(bkd, '/api/request-policy', { ...policy, superiorSuffices: ['izin'] });
    const { id } = await asked(staff.caller, leave('izin'), '2026-08-19');
    expect((await decide(superior.caller, id, 'superior', 'approve')).json().state).toBe('verified');
    expect((await excusesOf(staff.id, '2026-08-19'))?.excuses).toHaveLength(1);
    await office.put(bkd, '/api/request-policy', policy);
  });
});

describe('what is refused at once, with every reason', () => {
  const codes = async (by: Caller, subject: RequestSubject, from: string, to = from, more: object = {}) => {
    const answer = await ask(by, subject, from, to, more);
    expect([409, 422]).toContain(answer.statusCode);
    return (answer.json().fields as { code: string }[]).map(({ code }) => code);
  };

  it('an unknown kind, a reversed range, a missing reason, a day off, missing evidence, a missing order', async () => {
    const { caller } = office.staff;
    expect(await codes(caller, leave('cuti_khayal'), '2026-09-01')).toEqual(['kind-unknown']);
    expect(await codes(caller, leave('izin'), '2026-09-02', '2026-09-01')).toEqual(['range-reversed']);
    expect(await codes(caller, leave('izin'), '2026-09-01', '2026-09-01', { reason: ' ' })).toEqual(['reason-missing']);
    expect(await codes(caller, leave('cuti_tahunan'), '2026-08-15', '2026-08-17')).toEqual(['no-working-day']);
    expect(await codes(caller, leave('cuti_tahunan', 'morning'), '2026-09-01')).toEqual(['no-part-days']);
    expect(await codes(caller, leave('cuti_sakit'), '2026-09-01')).toEqual(['evidence-missing']);
    expect(await codes(caller, leave('dinas_luar'), '2026-09-01')).toEqual(['order-missing', 'evidence-missing']);
    expect((await ask(caller, leave('izin'), '2026-02-30')).json().code).toBe('no-such-day');
    const still = await office.api.database.sql`SELECT 1 FROM requests WHERE from_day = '2026-09-01'`;
    expect(still).toHaveLength(0);
  });

  it('more than the quota, kinds that a PPPK has not, and leave before a year of service', async () => {
    const { caller } = office.staff;
    const [long] = (await ask(caller, leave('cuti_tahunan'), '2026-09-01', '2026-09-30')).json().fields;
    expect(long.message).toBe('Cuti tahunan tahun 2026 tersisa 12 hari kerja, yang diminta 22.');
    expect(await codes(caller, leave('cuti_melahirkan'), '2026-09-01', '2026-12-01')).toEqual(['quota-exceeded']);
    const pppk = await office.hire('PPPK Uji', office.superior.id, office.opd, true);
    const onBehalf = { employee: pppk };
    expect(await codes(office.operator, leave('cuti_besar'), '2026-09-01', '2026-09-01', onBehalf)).toEqual([
      'kind-not-for-you',
    ]);
    const young = await office.hire('Baru Uji', office.superior.id);
    await office.api.database.sql`UPDATE employees SET served_from = '2026-03-02' WHERE id = ${young}`;
    expect(
      await codes(office.operator, leave('cuti_tahunan'), '2026-09-01', '2026-09-01', { employee: young }),
    ).toContain('not-entitled-yet');
  });

  it('what overlaps, by the name of the other, also when both are handed in at once', async () => {
    const { caller } = office.staff;
    await asked(caller, leave('izin', 'morning'), '2026-09-02');
    const [overlap] = (await ask(caller, leave('cuti_tahunan'), '2026-09-01', '2026-09-03')).json().fields;
    expect(overlap.message).toContain('Bertindih dengan Izin 2026-09-02 (sudah diajukan)');
    expect((await ask(caller, leave('izin', 'afternoon'), '2026-09-02')).statusCode).toBe(201);
    const answers = await Promise.all([
      ask(caller, leave('izin'), '2026-09-07', '2026-09-09'),
      ask(caller, leave('cuti_tahunan'), '2026-09-09', '2026-09-11'),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
  });

  it('what comes after the deadline, unless BKD enters it', async () => {
    const { caller, id } = office.staff;
    // Three working days after Wednesday, 8 July, end on Monday, 13 July; now it is the 15th.
    expect(await codes(caller, forgotten('07:30', null), '2026-07-08')).toEqual(['too-late']);
    expect(await codes(caller, forgotten('07:30', null), '2026-07-16')).toEqual(['day-to-come']);
    expect(await codes(caller, forgotten(null, null), '2026-07-14')).toEqual(['time-missing']);
    const entered = await asked(office.bkd, forgotten('07:30', null), '2026-07-08', '2026-07-08', { employee: id });
    expect(entered).toMatchObject({ state: 'submitted', title: 'Lupa presensi' });
    expect(await codes(caller, forgotten(null, '16:00'), '2026-07-08', '2026-07-08')).toContain('overlapping');
  });

  it('a witness who is oneself or nobody, and an entry that shows somebody else', async () => {
    const { caller, id } = office.staff;
    const manual = (witness: string): RequestSubject => ({
      kind: 'manual',
      arrival: '07:25',
      departure: '16:00',
      departureNextDay: false,
      cause: 'network',
      witness,
    });
    expect(await codes(caller, manual(id), '2026-07-13')).toEqual(['witness-self']);
    expect(await codes(caller, manual('00000000-0000-4000-8000-000000000000'), '2026-07-13')).toEqual([
      'witness-unknown',
    ]);
    expect(await codes(caller, { kind: 'void', entry: 'unit-aaaaaaaa/1/7' }, '2026-07-13')).toEqual(['entry-unknown']);
    expect((await ask(caller, manual(office.colleague.id), '2026-07-13')).statusCode).toBe(201);
  });

  it('what is asked for somebody of another office, or for anybody by an employee', async () => {
    const foreign = (await office.bkd.post('/api/opds', { name: 'Badan Lain', zone: 'Asia/Jakarta' })).json().id;
    const other = await office.hire('Orang Lain', null, foreign);
    expect(
      (await ask(office.operator, leave('izin'), '2026-09-15', '2026-09-15', { employee: other })).statusCode,
    ).toBe(403);
    expect(
      (await ask(office.staff.caller, leave('izin'), '2026-09-15', '2026-09-15', { employee: office.colleague.id }))
        .statusCode,
    ).toBe(403);
    const made = await asked(office.operator, leave('izin'), '2026-09-15', '2026-09-15', { employee: office.staff.id });
    expect(made.steps.at(-1)).toMatchObject({ state: 'submitted', capacity: 'operator', by: 'Operator Uji' });
  });
});

describe('what an approved request makes of a day', () => {
  it('is a sighting at the clock of the place, a reason accepted, or an entry that does not count', async () => {
    const { caller, id } = office.staff;
    await office.api.database.sql`
      INSERT INTO punches (unit, binding, seq, door, employee, day, seen_at, score, threshold, liveness, frames, face_height, clock_source)
      VALUES ('unit-aaaaaaaa', 1, 9, gen_random_uuid(), ${id}, '2026-07-10', '2026-07-10T00:00:00Z', 1, 0, 1, 3, 100, 'ntp')`;
    await approved(caller, forgotten('07:25', '16:35'), '2026-07-10');
    await approved(caller, { kind: 'objection', remedy: { kind: 'forgive', what: 'late' } }, '2026-07-10');
    await approved(caller, { kind: 'void', entry: 'unit-aaaaaaaa/1/9' }, '2026-07-10');
    const question = { employees: [id], from: '2026-07-10', to: '2026-07-10', now: NOW };
    const [judged] = (await readDays(office.api.database.db, question)).get(id) ?? [];
    expect(judged).toMatchObject({ status: 'present', final: true, events: [], evidence: [] });
    expect(judged?.approvals).toHaveLength(6);
    expect(judged?.reasons).toEqual(expect.arrayContaining(['corrected', 'voided']));
    const day = await excusesOf(id, '2026-07-10');
    expect(day?.corrections.map((correction) => ({ ...correction, id: '', approvals: [] }))).toEqual(
      expect.arrayContaining([
        { id: '', approvals: [], kind: 'seen', atMs: Date.parse('2026-07-10T07:25:00+09:00') },
        { id: '', approvals: [], kind: 'seen', atMs: Date.parse('2026-07-10T16:35:00+09:00') },
        { id: '', approvals: [], kind: 'forgive', what: 'late' },
        { id: '', approvals: [], kind: 'void', entry: 'unit-aaaaaaaa/1/9' },
      ]),
    );
  });
});

describe('what somebody sees before he asks', () => {
  it('is the days, what is left, who decides, what is needed, and every obstacle', async () => {
    const { caller } = office.colleague;
    const preview = await caller.post('/api/requests/preview', {
      subject: leave('cuti_tahunan'),
      from: '2026-10-05',
      to: '2026-10-12',
      reason: 'Keperluan keluarga',
      files: [],
    });
    expect(preview.json()).toMatchObject({
      halves: 12,
      calendarDays: 8,
      leftHalves: 12,
      evidence: 'none',
      problems: [],
    });
    const sick = {
      subject: leave('cuti_sakit'),
      from: '2026-10-05',
      to: '2026-10-26',
      reason: 'Rawat inap',
      files: [],
    };
    expect((await caller.post('/api/requests/preview', sick)).json()).toMatchObject({
      evidence: 'strict',
      medical: true,
      leftHalves: null,
      problems: [{ field: 'files', code: 'strict-evidence-missing' }],
    });
    const options = (await caller.get('/api/request-options')).json().options as {
      kind: string;
      code: string | null;
      earliest: string | null;
    }[];
    expect(options.find(({ kind }) => kind === 'forgotten')?.earliest).toBe('2026-07-10');
    expect(options.find(({ code }) => code === 'cuti_tahunan')?.earliest).toBeNull();
  });

  it('is his balance, which BKD corrects with a reason, and which nobody corrects for himself', async () => {
    const { colleague, bkd, superior, staff } = office;
    const url = `/api/employees/${colleague.id}/leave-balances`;
    const entry = { code: 'cuti_tahunan', year: 2026, carriedDays: 4, takenDays: 3, reason: 'Buku cuti 2025' };
    expect((await office.put(superior.caller, url, entry)).statusCode).toBe(403);
    expect((await office.put(bkd, url, { ...entry, code: 'cuti_besar' })).json().code).toBe('kind-without-balance');
    expect((await office.put(bkd, url, entry)).json().balances[0]).toMatchObject({
      carriedHalves: 8,
      takenHalves: 6,
      leftHalves: 26,
      entered: { reason: 'Buku cuti 2025' },
    });
    expect((await superior.caller.get(url)).json().balances[0].leftHalves).toBe(26);
    expect((await staff.caller.get(url)).statusCode).toBe(403);
    const audited = await office.api.database.sql`SELECT 1 FROM audit_log WHERE action = 'leave-balance-set'`;
    await office.put(bkd, url, entry);
    expect(await office.api.database.sql`SELECT 1 FROM audit_log WHERE action = 'leave-balance-set'`).toHaveLength(
      audited.length,
    );
  });
});

describe('those who stand in', () => {
  it('decide while they do, for the person and at the head of the office, and not a day longer', async () => {
    const { staff, superior, colleague, bkd } = office;
    const acting = await office.hire('Pengganti Uji', null);
    const caller = await office.signIn({
      username: 'pengganti',
      name: 'Pengganti Uji',
      role: 'employee',
      employee: acting,
    });
    const { id } = await asked(staff.caller, leave('izin'), '2026-10-20');
    expect((await decide(caller, id, 'superior', 'approve')).statusCode).toBe(404);
    const wanted = {
      kind: 'delegate',
      principal: superior.id,
      opd: null,
      acting,
      from: '2026-07-15',
      to: '2026-07-16',
      basis: 'ND 5/2026',
    };
    expect((await colleague.caller.post('/api/delegations', wanted)).statusCode).toBe(403);
    const made = await superior.caller.post('/api/delegations', wanted);
    expect(made.json()).toMatchObject({ state: 'now', acting: { name: 'Pengganti Uji' }, mayRevoke: true });
    expect((await staff.caller.get(`/api/requests/${id}`)).json().deciders).toEqual([
      { name: 'Atasan Uji', capacity: 'superior', account: true },
      { name: 'Pengganti Uji', capacity: 'delegate', account: true },
    ]);
    office.at(new Date('2026-07-17T02:00:00Z'));
    expect((await decide(caller, id, 'superior', 'approve')).statusCode).toBe(404);
    office.at(NOW);
    const decided = await decide(caller, id, 'superior', 'approve');
    expect(decided.json().steps.at(-1)).toMatchObject({ capacity: 'delegate', by: 'Pengganti Uji' });
    const head = {
      kind: 'plt',
      principal: null,
      opd: office.opd,
      acting,
      from: '2026-07-15',
      to: '2026-07-31',
      basis: 'SK 7/2026',
    };
    expect((await bkd.post('/api/delegations', head)).statusCode).toBe(201);
    expect((await bkd.post('/api/delegations', { ...head, acting: colleague.id })).json().code).toBe('already-acting');
    const own = await asked(superior.caller, leave('izin'), '2026-10-21');
    expect((await decide(caller, own.id, 'superior', 'approve')).json().steps.at(-1)).toMatchObject({
      capacity: 'plt',
    });
    await bkd.post(`/api/delegations/${made.json().id}/revoke`, {});
    const next = await asked(staff.caller, leave('izin'), '2026-10-22');
    expect((await decide(caller, next.id, 'superior', 'approve')).statusCode).toBe(404);
  });

  it('are asked for where something waits too long', async () => {
    const { staff, bkd, superior } = office;
    const { id } = await asked(staff.caller, leave('izin'), '2026-11-02');
    const late = async (by: Caller) =>
      ((await by.get('/api/requests?view=late&limit=200')).json().requests as AttendanceRequest[]).some(
        (request) => request.id === id,
      );
    expect(await late(bkd)).toBe(false);
    office.at(new Date('2026-07-21T02:00:00Z'));
    expect([await late(bkd), await late(superior.caller), await late(staff.caller)]).toEqual([true, true, false]);
    office.at(NOW);
  });
});

describe('a Surat Tugas', () => {
  const letter = (employees: string[], more: object = {}) => ({
    code: 'dinas_luar',
    order: ORDER,
    from: '2026-11-10',
    to: '2026-11-12',
    part: 'day',
    employees,
    files: [],
    skipProblems: false,
    ...more,
  });

  it('sends many at once with one file, and names those whom it cannot', async () => {
    const { staff, colleague, bkd, superior } = office;
    await asked(colleague.caller, leave('cuti_tahunan'), '2026-11-12');
    const file = (await office.upload(bkd, 'surat tugas.pdf', PDF)).json();
    const people = [staff.id, colleague.id, superior.id];
    const preview = (await bkd.post('/api/duty-letters/preview', letter(people, { files: [file.id] }))).json();
    expect(preview.able).toHaveLength(2);
    expect(preview.leftOut).toMatchObject([{ name: 'Rekan Uji', problem: expect.stringContaining('Cuti tahunan') }]);
    const whole = await bkd.post('/api/duty-letters', letter(people, { files: [file.id] }));
    expect(whole.json()).toMatchObject({ status: 409, code: 'people-left-out' });
    const made = await bkd.post('/api/duty-letters', letter(people, { files: [file.id], skipProblems: true }));
    expect(made.statusCode).toBe(201);
    expect(made.json().letter.people).toHaveLength(2);
    expect((await excusesOf(staff.id, '2026-11-11'))?.excuses).toMatchObject([{ kind: 'dinas_luar', part: 'day' }]);
    expect((await staff.caller.get(`/api/evidence-files/${file.id}`)).statusCode).toBe(200);
    expect((await colleague.caller.get(`/api/evidence-files/${file.id}`)).statusCode).toBe(404);
    const cancelled = await bkd.post(`/api/duty-letters/${made.json().letter.id}/cancel`, { note: 'Rapat ditunda' });
    expect(cancelled.json()).toMatchObject({ cancelled: true });
    expect(await excusesOf(staff.id, '2026-11-11')).toBeUndefined();
  });

  it('entered by an office waits for BKD, and is for nobody else’s people', async () => {
    const { staff, operator, bkd } = office;
    const file = (await office.upload(operator, 'surat.pdf', PDF)).json();
    const made = await operator.post(
      '/api/duty-letters',
      letter([staff.id], { files: [file.id], from: '2026-11-17', to: '2026-11-17' }),
    );
    const [person] = made.json().letter.people;
    expect(person.state).toBe('endorsed');
    expect(await excusesOf(staff.id, '2026-11-17')).toBeUndefined();
    expect((await decide(bkd, person.request, 'verification', 'approve')).json().state).toBe('verified');
    expect((await excusesOf(staff.id, '2026-11-17'))?.excuses).toHaveLength(1);
    const foreign = (await bkd.post('/api/opds', { name: 'Kantor Jauh', zone: 'Asia/Jakarta' })).json().id;
    const other = await office.hire('Orang Jauh', null, foreign);
    expect((await operator.post('/api/duty-letters', letter([other], { files: [] }))).statusCode).toBe(403);
    expect((await staff.caller.get('/api/duty-letters')).statusCode).toBe(403);
  });
});
