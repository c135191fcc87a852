import type { EmployeeDay } from '@hadir/shared/api/attendance';
import type { Policies, Policy, PolicyPreview, RegionPolicies } from '@hadir/shared/api/policies';
import type { SchedulesDocument } from '@hadir/shared/api/policies/schedules-policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPolicyBook } from '../../src/policies/read-policy-book.ts';
import { type Caller, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { type SeededOffice, seedOffice, storePunches } from '../days/seed-region.ts';

const DAY = '2026-07-06';
const now = new Date('2026-07-08T09:00:00+07:00');
let hub: TestApi;
let office: SeededOffice;

beforeAll(async () => {
  hub = await startTestApi({ now: () => now });
  office = await seedOffice(hub.database, { people: 3, through: '2026-07-08T08:00:00+07' });
  const at = (time: string) => ({ employee: office.people[0] ?? '', day: DAY, at: `${DAY}T${time}+07:00` });
  await storePunches(hub.database, office, [at('07:40:30'), at('16:05:00')]);
  await hub.api.settled();
});
afterAll(() => hub.stop());

const list = async (): Promise<Policies> => (await hub.admin.get('/api/policies')).json();
const one = async (id: string): Promise<Policy> => (await hub.admin.get(`/api/policies/${id}`)).json();
const held = async (kind: string) => (await list()).policies.find((policy) => policy.kind === kind && policy.inForce);
const step = (by: Caller, id: string, name: string, body: object = {}) => by.post(`/api/policies/${id}/${name}`, body);
const put = (id: string, payload: object) =>
  hub.api.app.inject({
    method: 'PUT',
    url: `/api/policies/${id}`,
    payload,
    headers: { cookie: hub.admin.cookie, 'x-csrf-token': hub.admin.csrfToken },
  });

async function draftOf(
  kind: string,
  change: (document: SchedulesDocument) => void,
): Promise<{ id: string; body: object }> {
  const policy = await one((await held(kind))?.id ?? '');
  const document = structuredClone(policy.document) as SchedulesDocument;
  change(document);
  const body = {
    kind,
    effectiveFrom: '2026-07-01',
    effectiveTo: null,
    legalBasis: 'Perbup Uji 1/2026',
    note: '',
    document,
  };
  const made = await hub.admin.post('/api/policies', { ...body, follows: policy.id });
  expect(made.statusCode, made.body).toBe(201);
  return { id: made.json().id, body };
}

const tolerate = (minutes: number) => (document: SchedulesDocument) => {
  for (const schedule of document.schedules) schedule.toleranceMinutes = minutes;
};

const statusOf = async (person: number): Promise<EmployeeDay> =>
  (await hub.admin.get(`/api/employees/${office.people[person]}/days/${DAY}`)).json();

describe('policies', () => {
  it('begin with national defaults that are in force and marked as to be checked', async () => {
    const { policies, secondPerson } = await list();
    const kinds = policies.filter(({ inForce, shipped }) => inForce && shipped).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(
      ['assignments', 'calendar', 'clarification', 'day', 'discipline', 'leave', 'rollout', 'schedules', 'tpp'].sort(),
    );
    expect(secondPerson).toEqual({ required: false, chosen: null, officers: 1, asked: null });
  });

  it('go from draft to proposal to force, and the days concerned are judged by them', async () => {
    expect(await statusOf(0)).toMatchObject({
      status: 'late',
      lateMinutes: 10,
      judgement: { events: [{ code: 'TL1' }] },
    });
    const { id } = await draftOf('schedules', tolerate(15));
    expect((await step(hub.admin, id, 'activate')).statusCode).toBe(409);
    const preview: PolicyPreview = (await hub.admin.get(`/api/policies/${id}/preview?day=${DAY}`)).json();
    expect(preview).toMatchObject({ compared: 3, changed: 1, people: [{ before: 'TL +10′ TL1', after: 'H' }] });
    expect((await step(hub.admin, id, 'propose')).json().state).toBe('proposed');
    const active: Policy = (await step(hub.admin, id, 'activate')).json();
    expect(active).toMatchObject({ state: 'active', inForce: true, activated: { by: expect.any(String) } });
    await hub.api.settled();
    expect(await statusOf(0)).toMatchObject({ status: 'present', judgement: { reasons: ['within-tolerance'] } });
    expect((await step(hub.admin, id, 'withdraw', { reason: 'Salah unggah' })).json().state).toBe('withdrawn');
    await hub.api.settled();
    expect(await statusOf(0)).toMatchObject({ status: 'late', lateMinutes: 10 });
    const audit = await hub.database.sql`SELECT action FROM audit_log WHERE subject = ${id} ORDER BY id`;
    expect(audit.map(({ action }) => action)).toEqual([
      'policy-drafted',
      'policy-proposed',
      'policy-activated',
      'policy-withdrawn',
    ]);
  });

  it('are in force on another hub without its being told', async () => {
    const before = await readPolicyBook(hub.database.db);
    const { id } = await draftOf('schedules', tolerate(5));
    await step(hub.admin, id, 'propose');
    expect((await readPolicyBook(hub.database.db)).book).toBe(before.book);
    await step(hub.admin, id, 'activate');
    const after = await readPolicyBook(hub.database.db);
    expect(after.revision).toBe(before.revision + 1);
    expect(after.book.inForce('schedules', DAY).document.schedules[0]?.toleranceMinutes).toBe(5);
    await step(hub.admin, id, 'withdraw', { reason: 'Hanya uji' });
  });

  it('name every field of a document that is wrong, and keep what makes no sense out of force', async () => {
    const { id, body } = await draftOf('schedules', tolerate(0));
    const broken = structuredClone(body) as { document: SchedulesDocument };
    tolerate(900)(broken.document);
    const refused = await put(id, broken);
    expect(refused.statusCode).toBe(422);
    expect(refused.json().fields[0].field).toMatch(/^document\.schedules\.0\.toleranceMinutes/);
    const senseless = structuredClone(body) as { document: SchedulesDocument };
    const [first] = senseless.document.schedules;
    if (first) senseless.document.schedules.push(first);
    expect((await put(id, senseless)).json().problems).toEqual([
      { field: 'document.schedules', problem: 'Kode jadwal tidak boleh berulang.' },
    ]);
    expect((await step(hub.admin, id, 'propose')).json()).toMatchObject({ status: 422, code: 'invalid-policy' });
    const nonsense = { kind: 'apa', effectiveFrom: 5, effectiveTo: 'kelak', legalBasis: '', note: 7, document: null };
    const { fields } = (await hub.admin.post('/api/policies', nonsense)).json();
    expect(fields.map(({ field }: { field: string }) => field)).toEqual([
      'kind',
      'effectiveFrom',
      'effectiveTo',
      'legalBasis',
      'note',
    ]);
    expect(fields[1].message).toBe('Isi dengan teks.');
  });

  it('that leave another policy without what it asks for need a word of their own', async () => {
    const { id } = await draftOf('schedules', (document) => {
      document.schedules = document.schedules.filter(({ code }) => code !== 'lima-hari');
    });
    await step(hub.admin, id, 'propose');
    expect((await one(id)).gaps).toHaveLength(1);
    expect((await step(hub.admin, id, 'activate')).json()).toMatchObject({ status: 409, code: 'policy-gaps' });
    expect((await step(hub.admin, id, 'withdraw', { reason: 'Tidak lengkap' })).statusCode).toBe(200);
  });

  it('cannot be taken away where nothing would be left in their place', async () => {
    const rollout = await held('rollout');
    const answer = await step(hub.admin, rollout?.id ?? '', 'withdraw', { reason: 'Coba saja' });
    expect(answer.json()).toMatchObject({ status: 409, code: 'policy-needed' });
  });

  it('need a second person as soon as there is one', async () => {
    const other = await hub.as({ username: 'bkd.dua', name: 'Petugas Dua', role: 'admin_bkd' });
    const { id } = await draftOf('schedules', tolerate(3));
    await step(hub.admin, id, 'propose');
    expect(await one(id)).toMatchObject({ mayActivate: false, secondPerson: { required: true, officers: 2 } });
    expect((await step(hub.admin, id, 'activate')).json()).toMatchObject({ status: 403, code: 'second-person-needed' });
    expect((await step(other, id, 'activate')).json().state).toBe('active');
    await step(other, id, 'withdraw', { reason: 'Hanya uji' });
  });

  it('of the regions become drafts and nothing else', async () => {
    const before = (await held('tpp'))?.id;
    const { regions }: RegionPolicies = (await hub.admin.get('/api/region-policies')).json();
    expect(regions).toHaveLength(5);
    const made = await hub.admin.post('/api/region-policies/sumatera-utara', {});
    expect(made.json().drafts).toHaveLength(2);
    for (const id of made.json().drafts) expect(await one(id)).toMatchObject({ state: 'draft', inForce: false });
    expect((await held('tpp'))?.id).toBe(before);
  });

  it('are read by whoever is answerable and changed by officers of BKD alone', async () => {
    const leader = await hub.as({ username: 'bupati', name: 'Bupati', role: 'leader' });
    expect((await leader.get('/api/policies')).statusCode).toBe(200);
    expect((await leader.post('/api/policies', {})).statusCode).toBe(403);
    const employee = await hub.as({
      username: 'orang',
      name: 'Orang',
      role: 'employee',
      employee: office.people[0] ?? '',
    });
    expect((await employee.get('/api/policies')).statusCode).toBe(403);
  });
});
