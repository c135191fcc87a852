import type { AttendanceRequest, RequestSubject } from '@hadir/shared/api/requests';
import type { StaffDays } from '@hadir/shared/api/staff';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../api/support/start-test-api.ts';
import { until } from '../support/until.ts';
import { NOW, type Office, openOffice, PDF } from './support/open-office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.stop());

const leave = (code: string): RequestSubject => ({ kind: 'absence', code, part: 'day', address: '', order: null });
const forgotten = (witness: string | null, arrival = '07:25', departure: string | null = null): RequestSubject => ({
  kind: 'forgotten',
  arrival,
  departure,
  departureNextDay: false,
  witness,
});
const ask = (by: Caller, subject: RequestSubject, from: string, to = from, more: object = {}) =>
  by.post('/api/requests', { subject, from, to, reason: 'Keperluan keluarga', files: [], submit: true, ...more });
const decide = (by: Caller, id: string, stage: 'superior' | 'verification', verdict: string, more: object = {}) =>
  by.post(`/api/requests/${id}/decide`, { stage, verdict, ...more });
const idsOf = async (by: Caller, view: string): Promise<string[]> =>
  (await by.get(`/api/requests?view=${view}&limit=200`)).json().requests.map(({ id }: AttendanceRequest) => id);

async function asked(by: Caller, subject: RequestSubject, from: string, to = from, more: object = {}) {
  const answer = await ask(by, subject, from, to, more);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json() as AttendanceRequest;
}

/** @returns the messages by which it is refused; none where it was taken. */
async function problemsOf(by: Caller, subject: RequestSubject, from: string, to = from, more: object = {}) {
  const answer = await ask(by, subject, from, to, more);
  return answer.statusCode === 201
    ? []
    : (answer.json().fields as { code: string; message: string }[]).map(({ code, message }) => `${code}: ${message}`);
}

/** Changes one kind of the leave policy in force, as a new edition would. */
async function changeKind(code: string, quota: object) {
  await office.api.database.sql`
    UPDATE policy_editions SET revision = (SELECT max(revision) + 1 FROM policy_editions),
      document = jsonb_set(document, '{kinds}', (
        SELECT jsonb_agg(CASE WHEN leave->>'code' = ${code}
          THEN jsonb_set(leave, '{quota}', leave->'quota' || ${JSON.stringify(quota)}::text::jsonb) ELSE leave END)
        FROM jsonb_array_elements(document->'kinds') AS leave))
    WHERE kind = 'leave' AND state = 'active'`;
}

describe('the witness of a forgotten punch', () => {
  it('is asked, sees what he is asked about and no document, and his word stands beside the request', async () => {
    const { staff, colleague, superior, bkd } = office;
    const file = (await office.upload(staff.caller, 'bukti.pdf', PDF)).json();
    const { id, witness } = await asked(staff.caller, forgotten(colleague.id), '2026-07-13', '2026-07-13', {
      files: [file.id],
    });
    expect(witness).toMatchObject({ name: 'Rekan Uji', account: true, word: null });
    expect(await idsOf(colleague.caller, 'witness')).toEqual([id]);
    expect(await idsOf(superior.caller, 'witness')).toEqual([]);
    const seen = (await colleague.caller.get(`/api/requests/${id}`)).json();
    expect(seen).toMatchObject({ mayWitness: true, mayDecide: false, files: [], reason: 'Keperluan keluarga' });
    for (const path of [`evidence-files/${file.id}`, `requests/${id}/days`])
      expect((await colleague.caller.get(`/api/${path}`)).statusCode).toBe(404);
    const say = (by: Caller, body: object) => by.post(`/api/requests/${id}/witness`, body);
    expect((await say(superior.caller, { word: 'confirmed' })).statusCode).toBe(403);
    expect((await say(colleague.caller, { word: 'denied' })).json().code).toBe('note-missing');
    expect((await say(colleague.caller, { word: 'denied', note: 'Saya cuti hari itu' })).statusCode).toBe(200);
    expect(await idsOf(colleague.caller, 'witness')).toEqual([]);
    expect((await superior.caller.get(`/api/requests/${id}`)).json().witness).toMatchObject({
      word: 'denied',
      note: 'Saya cuti hari itu',
    });
    const bulk = { requests: [id], stage: 'superior', verdict: 'approve' };
    const [outcome] = (await superior.caller.post('/api/requests/decide', bulk)).json().outcomes;
    expect(outcome).toMatchObject({ done: false, problem: expect.stringContaining('menyangkal') });
    expect((await say(colleague.caller, { word: 'confirmed' })).json().witness.word).toBe('confirmed');
    expect((await decide(superior.caller, id, 'superior', 'approve')).json().state).toBe('endorsed');
    expect((await decide(bkd, id, 'verification', 'approve')).json().state).toBe('verified');
    expect((await say(colleague.caller, { word: 'denied', note: 'Ternyata tidak' })).json().code).toBe(
      'already-decided',
    );
    const audited = await office.api.database.sql<{ action: string }[]>`
      SELECT action FROM audit_log WHERE subject = ${id} AND action LIKE 'request-witness-%' ORDER BY id`;
    expect(audited.map(({ action }) => action)).toEqual(['request-witness-denied', 'request-witness-confirmed']);
  });

  it('is needed only where BKD says so, and a request without one says that', async () => {
    const { colleague, bkd } = office;
    const without = await asked(colleague.caller, forgotten(null), '2026-07-13');
    expect(without.witness).toBeNull();
    await colleague.caller.post(`/api/requests/${without.id}/withdraw`, {});
    const policy = (await bkd.get('/api/request-policy')).json();
    await office.put(bkd, '/api/request-policy', { ...policy, forgottenNeedsWitness: true });
    expect((await problemsOf(colleague.caller, forgotten(null), '2026-07-13')).join()).toContain('witness-missing');
    await office.put(bkd, '/api/request-policy', policy);
  });

  it('is asked about hours that can have been, and have been already', async () => {
    const { caller } = office.staff;
    const codes = async (arrival: string, departure: string | null, day: string) =>
      (await problemsOf(caller, forgotten(null, arrival, departure), day)).map((problem) => problem.split(':')[0]);
    expect(await codes('16:00', '07:30', '2026-07-14')).toEqual(['times-reversed']);
    // It is eleven o'clock on the 15th where he works.
    expect(await codes('07:30', '16:00', '2026-07-15')).toEqual(['time-to-come']);
    expect(await codes('07:30', '10:59', '2026-07-15')).toEqual([]);
  });
});

describe('a quota', () => {
  it('of days a month counts each month by itself, over its end and over several requests', async () => {
    await changeKind('izin', { days: 3, per: 'month' });
    const { caller } = office.staff;
    // Thursday and Friday of one month, Monday to Wednesday of the next.
    expect(await problemsOf(caller, leave('izin'), '2026-07-30', '2026-08-05')).toEqual([]);
    expect(await problemsOf(caller, leave('izin'), '2026-07-27', '2026-07-28')).toEqual([
      'quota-exceeded: Izin paling banyak 3 hari sebulan; bulan 2026-07 sudah 2, yang diminta 2.',
    ]);
    expect(await problemsOf(caller, leave('izin'), '2026-07-27')).toEqual([]);
    expect((await problemsOf(caller, leave('izin'), '2026-08-31', '2026-09-01')).join()).toContain('bulan 2026-08');
    await changeKind('izin', { days: null, per: 'year' });
  });

  it('of an occasion is not passed by asking in parts, nor is the stricter evidence of long sickness', async () => {
    const { colleague } = office;
    const { caller } = colleague;
    await asked(caller, leave('cuti_melahirkan'), '2026-09-01', '2026-11-27');
    expect(await problemsOf(caller, leave('cuti_melahirkan'), '2026-11-30', '2026-12-04')).toEqual([
      'quota-exceeded: Cuti melahirkan paling lama 3 bulan, sampai 2026-11-30. Yang menyambung dihitung sejak 2026-09-01.',
    ]);
    expect(await problemsOf(caller, leave('cuti_melahirkan'), '2026-11-30')).toEqual([]);
    const sick = async (from: string, to: string, strict = '') => {
      const file = (await office.upload(caller, 'dokter.pdf', PDF, strict)).json();
      return problemsOf(caller, leave('cuti_sakit'), from, to, { files: [file.id] });
    };
    expect(await sick('2026-07-20', '2026-07-31')).toEqual([]);
    expect((await sick('2026-08-03', '2026-08-07')).join()).toContain('strict-evidence-missing');
    expect(await sick('2026-08-03', '2026-08-07', '?strict=true')).toEqual([]);
  });

  it('of a year over its end takes from both, and leaves nothing twice', async () => {
    const taker = await office.hire('Cuti Akhir Tahun', office.superior.id);
    const caller = await office.signIn({
      username: 'akhir',
      name: 'Cuti Akhir Tahun',
      role: 'employee',
      employee: taker,
    });
    const recorded = async () =>
      office.api.database.sql`UPDATE requests SET created_at = '2026-01-05' WHERE employee = ${taker}`;
    await asked(caller, leave('cuti_tahunan'), '2026-08-03', '2026-08-04');
    await recorded();
    // Ten days are left of 2026, of which six may be carried over: eighteen in 2027.
    expect(await problemsOf(caller, leave('cuti_tahunan'), '2027-01-04', '2027-01-29')).toEqual([
      'quota-exceeded: Cuti tahunan tahun 2027 tersisa 18 hari kerja, yang diminta 20.',
    ]);
    await asked(caller, leave('cuti_tahunan'), '2027-01-04', '2027-01-27');
    // Those eighteen hold six of 2026: four are left to take in 2026, and no more.
    expect((await problemsOf(caller, leave('cuti_tahunan'), '2026-09-07', '2026-09-11')).join()).toContain(
      'Sisa yang dibawa ke tahun 2027 sudah dipakai',
    );
    expect(await problemsOf(caller, leave('cuti_tahunan'), '2026-09-07', '2026-09-10')).toEqual([]);
  });
});

describe('those whom nobody leads', () => {
  it('are decided about by BKD, who finds their requests', async () => {
    const { bkd, opd, superior } = office;
    const boss = await office.hire('Kepala Sendiri', null);
    await office.api.database.sql`UPDATE users SET employee = ${boss} WHERE username = 'kepala'`;
    const { id, deciders } = await asked(office.head, leave('izin'), '2026-10-05');
    expect(deciders).toEqual([]);
    expect(await idsOf(bkd, 'unled')).toEqual([id]);
    expect(await idsOf(superior.caller, 'unled')).toEqual([]);
    expect((await decide(office.head, id, 'superior', 'approve')).json().code).toBe('own-request');
    const acting = { kind: 'plh', principal: null, opd, acting: superior.id, from: '2026-07-16', to: '2026-07-16' };
    await bkd.post('/api/delegations', { ...acting, basis: 'SP 1/2026' });
    // Just past midnight in Jayapura, while it is still the day before in Jakarta.
    office.at(new Date('2026-07-15T15:30:00Z'));
    expect(await idsOf(bkd, 'unled')).toEqual([]);
    expect(await idsOf(superior.caller, 'inbox')).toContain(id);
    office.at(new Date('2026-07-16T15:30:00Z'));
    expect((await decide(superior.caller, id, 'superior', 'approve')).statusCode).toBe(404);
    office.at(NOW);
    const decided = await decide(bkd, id, 'superior', 'approve', { override: true, note: 'Kepala tanpa atasan' });
    expect(decided.json().steps.at(-1)).toMatchObject({ capacity: 'bkd_override' });
  });
});

describe('a direct superior without any other role', () => {
  it('sees the attendance of his staff, and nobody else’s', async () => {
    const { superior, staff, colleague } = office;
    const today: StaffDays = (await superior.caller.get('/api/staff-days')).json();
    expect(today.day).toBe('2026-07-15');
    expect(today.staff.map(({ employee }) => employee.name)).toEqual(['Cuti Akhir Tahun', 'Rekan Uji', 'Staf Uji']);
    expect((await colleague.caller.get('/api/staff-days')).json().staff).toEqual([]);
    for (const path of ['days/2026-07-14', 'months/2026-07']) {
      expect((await superior.caller.get(`/api/employees/${staff.id}/${path}`)).statusCode).toBe(200);
      expect((await staff.caller.get(`/api/employees/${staff.id}/${path}`)).statusCode).toBe(200);
      expect((await colleague.caller.get(`/api/employees/${staff.id}/${path}`)).statusCode).toBe(403);
      expect((await staff.caller.get(`/api/employees/${superior.id}/${path}`)).statusCode).toBe(403);
    }
    expect((await superior.caller.get('/api/staff-days?day=2026-02-30')).json().code).toBe('no-such-day');
  });
});

describe('what is taken back after it held', () => {
  it('has its days judged again', async () => {
    const { staff, superior, bkd } = office;
    const { id } = await asked(staff.caller, leave('izin'), '2026-07-15');
    await decide(superior.caller, id, 'superior', 'approve');
    await decide(bkd, id, 'verification', 'approve');
    const stored = async () => {
      const [day] = await office.api.database.sql<{ status: string }[]>`
        SELECT status FROM days WHERE employee = ${staff.id} AND day = '2026-07-15'`;
      return day?.status;
    };
    await until('the day to be kept as permission', async () => ((await stored()) === 'permission' ? true : null));
    await bkd.post(`/api/requests/${id}/revoke`, { note: 'Ternyata masuk' });
    const status = await until('the day to be judged again', async () => {
      const now = await stored();
      return now === undefined || now === 'permission' ? null : now;
    });
    expect(status).toBe('not_yet_seen');
  });
});

describe('a Surat Tugas for three hundred', () => {
  it('finds them by their pasted NIPs, and sends all but the three who are on leave', async () => {
    const { bkd, operator, opd, superior } = office;
    const { sql } = office.api.database;
    const people = await sql<{ id: string; nip: string }[]>`
      INSERT INTO employees (nip, name, opd)
      SELECT '19900101201501' || 1 || to_char(n, 'FM000'), 'Pegawai Contoh ' || n, ${opd} FROM generate_series(1, 300) AS n
      RETURNING id, nip`;
    await sql`INSERT INTO postings (employee, from_day, opd, superior)
      SELECT id, '2015-01-01', ${opd}, ${superior.id} FROM employees WHERE nip LIKE '19900101201501%'`;
    const away = people.slice(0, 3).map(({ id }) => id);
    for (const employee of away) await asked(operator, leave('izin'), '2026-11-11', '2026-11-11', { employee });
    const found = await operator.post('/api/duty-letters/people', {
      nips: [...people.map(({ nip }) => `${nip.slice(0, 8)} ${nip.slice(8)}`), '199001012015011999'],
    });
    expect(found.json()).toMatchObject({ unknown: ['199001012015011999'] });
    expect(found.json().people).toHaveLength(300);
    const order = {
      number: '800/300/2026',
      date: '2026-11-01',
      basis: 'Undangan',
      purpose: 'Upacara',
      place: 'Lapangan',
      signatory: 'Kepala Dinas Uji',
    };
    const file = (await office.upload(bkd, 'surat.pdf', PDF)).json();
    const letter = {
      ...{ code: 'dinas_luar', order, from: '2026-11-10', to: '2026-11-12', part: 'day', files: [file.id] },
      ...{ employees: people.map(({ id }) => id), skipProblems: true },
    };
    expect((await bkd.post('/api/duty-letters', { ...letter, files: [] })).json().code).toBe('evidence-missing');
    const made = (await bkd.post('/api/duty-letters', letter)).json();
    expect(made.letter.people).toHaveLength(297);
    expect(made.leftOut.map(({ employee }: { employee: string }) => employee).sort()).toEqual([...away].sort());
    const [steps] = await sql<{ count: number }[]>`
      SELECT count(*)::int AS count FROM request_steps s JOIN requests r ON r.id = s.request
      WHERE r.letter = ${made.letter.id} AND r.state = 'verified'`;
    expect(steps?.count).toBe(297 * 3);
    const again = await bkd.post('/api/duty-letters', { ...letter, files: [] });
    expect(again.statusCode).not.toBe(201);
  });
});

describe('a draft that is thrown away', () => {
  it('takes its documents with it', async () => {
    const { staff } = office;
    const file = (await office.upload(staff.caller, 'salah.pdf', PDF)).json();
    const draft = await asked(staff.caller, leave('cuti_sakit'), '2026-10-12', '2026-10-12', {
      files: [file.id],
      submit: false,
    });
    expect((await staff.caller.post(`/api/requests/${draft.id}/withdraw`, {})).json()).toMatchObject({
      state: 'cancelled',
      files: [],
    });
    expect((await staff.caller.get(`/api/evidence-files/${file.id}`)).statusCode).toBe(404);
  });
});

describe('who asks for somebody else', () => {
  it('sees that person’s day and its entries, and nobody does who may not ask for him', async () => {
    const { staff, colleague, operator } = office;
    await office.api.database.sql`
      INSERT INTO punches (unit, binding, seq, door, employee, day, seen_at, score, threshold, liveness, frames, face_height, clock_source)
      VALUES ('unit-aaaaaaaa', 1, 77, gen_random_uuid(), ${staff.id}, '2026-07-14', '2026-07-13T22:20:00Z', 1, 0, 1, 3, 100, 'ntp')`;
    const path = `/api/my-days/2026-07-14?employee=${staff.id}`;
    expect((await operator.get(path)).json().days[0].entries).toEqual([
      { id: 'unit-aaaaaaaa/1/77', at: '2026-07-13T22:20:00.000Z', doorName: '' },
    ]);
    expect((await colleague.caller.get(path)).statusCode).toBe(403);
  });
});

describe('days that the calendar does not have', () => {
  it('are refused by name wherever they are sent', async () => {
    const { bkd, superior, staff } = office;
    const delegation = { kind: 'delegate', principal: superior.id, opd: null, acting: staff.id, basis: 'Nota dinas' };
    const report = {
      span: 'day',
      day: '2026-06-31',
      text: 'Bekerja',
      quantity: null,
      unit: null,
      minutes: null,
      files: [],
    };
    const answers = await Promise.all([
      bkd.post('/api/delegations', { ...delegation, from: '2026-02-30', to: '2026-03-01' }),
      bkd.get('/api/requests?view=all&from=2026-02-30'),
      staff.caller.get('/api/my-days/2026-02-30'),
      staff.caller.post('/api/work-reports', report),
      ask(staff.caller, leave('izin'), '0000-01-01'),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422, 404, 422, 422]);
  });
});
