import type { EmployeeDay } from '@hadir/shared/api/attendance';
import type { CalendarFile, Policies, Policy, PolicyPreview } from '@hadir/shared/api/policies';
import type { AssignmentsDocument } from '@hadir/shared/api/policies/assignments-policy';
import type { CalendarDocument } from '@hadir/shared/api/policies/calendar-policy';
import type { RolloutDocument } from '@hadir/shared/api/policies/rollout-policy';
import type { SchedulesDocument } from '@hadir/shared/api/policies/schedules-policy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { type SeededOffice, seedOffice, storePunches } from '../days/seed-region.ts';
import { sendForm } from '../enrolment/support/send-form.ts';

/** A Friday in Ramadan. */
const DAY = '2026-02-20';
const now = new Date('2026-03-02T09:00:00+07:00');
let hub: TestApi;
let other: Caller;
let [office, second]: SeededOffice[] = [];

beforeAll(async () => {
  hub = await startTestApi({ now: () => now });
  const through = '2026-03-02T08:00:00+07';
  [office, second] = [
    await seedOffice(hub.database, { people: 2, through }),
    await seedOffice(hub.database, { people: 1, through }),
  ];
  for (const place of [office, second]) {
    const at = (time: string) => ({ employee: place.people[0] ?? '', day: DAY, at: `${DAY}T${time}+07:00` });
    await storePunches(hub.database, place, [at('08:10:30'), at('15:40:00')]);
  }
  other = await hub.as({ username: 'bkd.dua', name: 'Petugas Dua', role: 'admin_bkd' });
  await hub.api.settled();
});
afterAll(() => hub.stop());

const list = async (): Promise<Policies> => (await hub.admin.get('/api/policies')).json();
const one = async (id: string, by = hub.admin): Promise<Policy> => (await by.get(`/api/policies/${id}`)).json();
const held = async (kind: string, scope: string | null = null): Promise<Policy> => {
  const found = (await list()).policies.find(
    (policy) => policy.kind === kind && policy.inForce && policy.scope === scope,
  );
  return one(found?.id ?? '');
};
const step = (by: Caller, id: string, name: string, body: object = {}) => by.post(`/api/policies/${id}/${name}`, body);
const send = (by: Caller, method: 'PUT' | 'POST', url: string, payload: object) =>
  hub.api.app.inject({ method, url, payload, headers: { cookie: by.cookie, 'x-csrf-token': by.csrfToken } });

interface Draft {
  kind: string;
  document: unknown;
  effectiveFrom?: string;
  effectiveTo?: string | null;
}

async function draft({ kind, document, effectiveFrom = '2026-02-01', effectiveTo = null }: Draft): Promise<string> {
  const body = { kind, effectiveFrom, effectiveTo, legalBasis: 'Perbup Uji 2/2026', note: '', document };
  const made = await hub.admin.post('/api/policies', body);
  expect(made.statusCode, made.body).toBe(201);
  return made.json().id;
}

async function putIntoForce(given: Draft): Promise<string> {
  const id = await draft(given);
  expect((await step(hub.admin, id, 'propose')).statusCode).toBe(200);
  const activated = await step(other, id, 'activate', { acceptGaps: true });
  expect(activated.statusCode, activated.body).toBe(200);
  await hub.api.settled();
  return id;
}

const dayOf = async (place: SeededOffice | undefined, person = 0): Promise<EmployeeDay> =>
  (await hub.admin.get(`/api/employees/${place?.people[person]}/days/${DAY}`)).json();

/** What the test put into force goes again, with the word of both. */
beforeEach(async () => {
  const own = (await list()).policies.filter(({ state, shipped }) => state === 'active' && !shipped);
  for (const { id } of own) {
    await step(hub.admin, id, 'withdraw', { reason: 'Uji selesai' });
    expect((await step(other, id, 'withdraw', { reason: 'Uji selesai' })).json().state).toBe('withdrawn');
  }
  await hub.api.settled();
});

describe('an officer of BKD', () => {
  it('gives one office another tolerance for Ramadan alone, and nobody else notices', async () => {
    expect(await dayOf(office)).toMatchObject({ status: 'late', lateMinutes: 10 });
    const { schedules } = (await held('schedules')).document as SchedulesDocument;
    const [usual] = schedules;
    if (!usual || !office) throw new Error('The test has no schedule or no office.');
    const special = { ...usual, code: 'lima-hari-ramadan', name: 'Lima hari, toleransi Ramadan', toleranceMinutes: 15 };
    await putIntoForce({ kind: 'schedules', document: { schedules: [...schedules, special] } });
    const assignments = ((await held('assignments')).document as AssignmentsDocument).assignments;
    const target = { kind: 'opd' as const, opd: office.opd };
    const inRamadan = { target, schedule: special.code, from: '2026-02-19', to: '2026-03-20' };
    await putIntoForce({ kind: 'assignments', document: { assignments: [...assignments, inRamadan] } });
    expect(await dayOf(office)).toMatchObject({ status: 'present', judgement: { reasons: ['within-tolerance'] } });
    expect(await dayOf(second)).toMatchObject({ status: 'late', lateMinutes: 10 });
  });

  it('adds a holiday of the region from a file that names the decree once', async () => {
    const file =
      'Tanggal;Jenis;Nama;Nomor keputusan\n20/02/2026;daerah;Hari Jadi;\n31/02/2026;daerah;Salah;\n01/01/2025;daerah;Lalu;\n';
    const url = '/api/calendar-files?year=2026&decree=SK%20Bupati%207%2F2026';
    const answer = await sendForm(hub.api, hub.admin, url, [{ name: 'file', content: file, file: 'libur.csv' }]);
    expect(answer.statusCode, answer.body).toBe(200);
    const read: CalendarFile = answer.json();
    expect(read.days).toEqual([{ day: DAY, kind: 'regional', name: 'Hari Jadi', decree: 'SK Bupati 7/2026' }]);
    expect(read.problems.map(({ row, column }) => [row, column])).toEqual([
      [3, 'Tanggal'],
      [4, 'Tanggal'],
    ]);
    const document: CalendarDocument = { year: 2026, scope: 'daerah', days: read.days, ramadan: [] };
    await putIntoForce({ kind: 'calendar', document, effectiveFrom: '2026-01-01' });
    expect(await dayOf(office)).toMatchObject({ status: 'day_off' });
    const missing = await sendForm(hub.api, hub.admin, '/api/calendar-files?year=2026', [
      { name: 'file', content: file, file: 'libur.csv' },
    ]);
    expect(missing.json().problems[0]).toMatchObject({ row: 2, column: 'Nomor keputusan', message: 'Wajib diisi.' });
  });

  it('moves the first counting day of one office', async () => {
    const { phases } = (await held('rollout')).document as RolloutDocument;
    if (!office) throw new Error('The test has no office.');
    const target = { kind: 'opd' as const, opd: office.opd };
    const later = { target, trialFrom: '2026-01-01', goLive: '2026-04-01', note: '' };
    await putIntoForce({ kind: 'rollout', document: { phases: [...phases, later] } });
    expect((await dayOf(office)).judgement).toMatchObject({ phase: 'trial' });
    expect((await dayOf(second)).judgement).toMatchObject({ phase: 'live' });
    const twice = await draft({
      kind: 'rollout',
      document: { phases: [...phases, later, { ...later, goLive: null }] },
    });
    expect((await one(twice)).problems).toEqual([
      { field: 'document.phases.2.target', problem: 'Sasarannya sama dengan baris 2. Hapus salah satunya.' },
    ]);
  });

  it('tries what begins later on a day that has been', async () => {
    const { schedules } = (await held('schedules')).document as SchedulesDocument;
    const tolerant = schedules.map((schedule) => ({ ...schedule, toleranceMinutes: 30 }));
    const id = await draft({ kind: 'schedules', document: { schedules: tolerant }, effectiveFrom: '2026-09-01' });
    const preview: PolicyPreview = (await hub.admin.get(`/api/policies/${id}/preview?day=${DAY}`)).json();
    expect(preview).toMatchObject({ compared: 3, changed: 2 });
  });

  it('is told what an edition leaves open on any of its days, and that lines name nobody', async () => {
    const everybody = { target: { kind: 'everybody' }, schedule: 'lima-hari', from: '2026-02-01', to: '2026-06-30' };
    const nowhere = {
      target: { kind: 'work_unit', workUnit: 'gedung' },
      schedule: 'sif',
      from: '2026-02-01',
      to: null,
    };
    const nobody = { target: { kind: 'opd', opd: '' }, schedule: 'sif', from: '2026-02-01', to: null };
    const id = await draft({ kind: 'assignments', document: { assignments: [everybody, nowhere] } });
    expect((await one(id)).gaps).toEqual([
      {
        field: 'assignments',
        problem: 'Sejak 2026-07-01 tidak ada jadwal bagi pegawai yang tidak disebut tersendiri.',
      },
      {
        field: 'assignments.1.target',
        problem: 'Unit kerja ini tidak ada di Hadir, jadi baris ini tidak berlaku bagi siapa pun.',
      },
    ]);
    const empty = await one(await draft({ kind: 'assignments', document: { assignments: [everybody, nobody] } }));
    expect(empty.problems).toEqual([
      { field: 'document.assignments.1.target', problem: 'Pilih OPD, unit kerja, atau pegawainya.' },
    ]);
    expect(empty.gaps).toEqual([]);
  });
});

describe('two officers', () => {
  it('who put one edition into force at the same moment do it once', async () => {
    const { schedules } = (await held('schedules')).document as SchedulesDocument;
    const id = await draft({ kind: 'schedules', document: { schedules } });
    const third = await hub.as({ username: 'bkd.tiga', name: 'Petugas Tiga', role: 'admin_bkd' });
    await step(hub.admin, id, 'propose');
    const answers = await Promise.all([step(other, id, 'activate'), step(third, id, 'activate')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json().code).toBe('policy-already-active');
  });

  it('do not write over what the other wrote into a draft', async () => {
    const { document } = await held('rollout');
    const id = await draft({ kind: 'rollout', document });
    const { changedAt: seen, kind, effectiveFrom, effectiveTo, note } = await one(id);
    const body = { kind, effectiveFrom, effectiveTo, note, document, seen };
    const put = (by: Caller, legalBasis: string) => send(by, 'PUT', `/api/policies/${id}`, { ...body, legalBasis });
    expect((await put(other, 'Perbup Satu')).statusCode).toBe(200);
    expect((await put(hub.admin, 'Perbup Dua')).json()).toMatchObject({
      status: 409,
      code: 'policy-changed-meanwhile',
    });
    expect((await one(id)).legalBasis).toBe('Perbup Satu');
  });

  it('take an edition out of force together, and either of them may say no', async () => {
    const { schedules } = (await held('schedules')).document as SchedulesDocument;
    const tolerant = schedules.map((schedule) => ({ ...schedule, toleranceMinutes: 30 }));
    const id = await putIntoForce({ kind: 'schedules', document: { schedules: tolerant } });
    expect(await dayOf(office)).toMatchObject({ status: 'present' });
    const asked: Policy = (await step(hub.admin, id, 'withdraw', { reason: 'Keliru' })).json();
    expect(asked).toMatchObject({ state: 'active', inForce: true, mayWithdraw: false });
    expect(asked.withdrawalAsked).toMatchObject({ reason: 'Keliru', by: expect.any(String) });
    expect((await step(hub.admin, id, 'withdraw', { reason: 'Keliru' })).json().code).toBe('second-person-needed');
    expect(await one(id, other)).toMatchObject({ mayWithdraw: true });
    expect((await step(other, id, 'keep')).json()).toMatchObject({ state: 'active', withdrawalAsked: null });
    await step(hub.admin, id, 'withdraw', { reason: 'Tetap keliru' });
    expect((await step(other, id, 'withdraw', { reason: 'Setuju' })).json().state).toBe('withdrawn');
    await hub.api.settled();
    expect(await dayOf(office)).toMatchObject({ status: 'late' });
  });

  it('are still two when one of them wishes that one be enough', async () => {
    const wish = (by: Caller, secondPerson: boolean | null) =>
      send(by, 'PUT', '/api/policy-settings', { secondPerson });
    expect((await wish(hub.admin, false)).json()).toMatchObject({
      required: true,
      asked: { chosen: false, own: true },
    });
    expect((await wish(hub.admin, false)).json().required).toBe(true);
    expect((await wish(other, false)).json()).toMatchObject({ required: false, chosen: false, asked: null });
    expect((await wish(hub.admin, null)).json()).toMatchObject({ required: true, chosen: null, asked: null });
  });
});

describe('editions whose times overlap', () => {
  it('cannot be withdrawn where some later day would be left without any', async () => {
    const shipped = await held('schedules');
    const { document } = shipped;
    await putIntoForce({
      kind: 'schedules',
      document,
      effectiveFrom: shipped.effectiveFrom,
      effectiveTo: '2026-06-30',
    });
    const answer = await step(hub.admin, shipped.id, 'withdraw', { reason: 'Sudah diganti' });
    expect(answer.json()).toMatchObject({ status: 409, code: 'policy-needed' });
    expect(answer.json().detail).toContain('2026-07-01');
  });

  it('have every day judged again that another of them decided before', async () => {
    if (!office) throw new Error('The test has no office.');
    const { assignments } = (await held('assignments')).document as AssignmentsDocument;
    const flexible = {
      target: { kind: 'opd' as const, opd: office.opd },
      schedule: 'lima-hari-fleksibel',
      from: '2026-01-01',
      to: null,
    };
    // One with the flexible hours for January alone; then the same without an end, which February's days are new to.
    const document = { assignments: [...assignments, flexible] };
    await putIntoForce({ kind: 'assignments', document, effectiveFrom: '2026-01-01', effectiveTo: '2026-01-31' });
    expect(await dayOf(office)).toMatchObject({ status: 'late' });
    await putIntoForce({ kind: 'assignments', document, effectiveFrom: '2026-01-02' });
    expect((await dayOf(office)).status).toBe('present');
  });
});
