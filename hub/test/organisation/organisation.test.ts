import type { EmployeeDay } from '@hadir/shared/api/attendance';
import type { DutyFile, DutyList } from '@hadir/shared/api/duty';
import type { Import } from '@hadir/shared/api/imports';
import type { Members, Postings, WorkUnits } from '@hadir/shared/api/organisation';
import type { Policies, Policy } from '@hadir/shared/api/policies';
import type { AssignmentsDocument } from '@hadir/shared/api/policies/assignments-policy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { type SeededOffice, seedOffice, storePunches } from '../days/seed-region.ts';
import { sendForm } from '../enrolment/support/send-form.ts';
import { until } from '../support/until.ts';

const now = new Date('2026-07-08T09:00:00+07:00');
const MONTH = '2026-07';
let hub: TestApi;
let hospital: SeededOffice;
let other: SeededOffice;
let operator: Caller;

beforeAll(async () => {
  hub = await startTestApi({ now: () => now });
  const through = '2026-07-08T08:00:00+07';
  hospital = await seedOffice(hub.database, { people: 3, through });
  other = await seedOffice(hub.database, { people: 1, through });
  // Files are read by NIP, so these have to be ones that there can be.
  await hub.database.sql`UPDATE employees SET nip = overlay(nip placing '1' from 15 for 1)`;
  operator = await hub.as({ username: 'operator', name: 'Operator RSUD', role: 'opd_operator', opd: hospital.opd });
});
afterAll(() => hub.stop());

const send = (by: Caller, method: 'PUT' | 'DELETE', url: string, payload?: object) =>
  hub.api.app.inject({
    method,
    url,
    ...(payload && { payload }),
    headers: { cookie: by.cookie, 'x-csrf-token': by.csrfToken },
  });
const addUnit = (name: string, parent: string | null = null, opd = hospital.opd) =>
  hub.admin.post('/api/work-units', { opd, name, parent });

describe('work units', () => {
  it('are kept under one name each, whatever the spaces and the case', async () => {
    const made = await addUnit('  Instalasi   Gawat Darurat ');
    expect(made.json()).toMatchObject({ name: 'Instalasi Gawat Darurat', people: 0 });
    const twice = await Promise.all([addUnit('instalasi gawat darurat'), addUnit('Rawat Inap'), addUnit('RAWAT INAP')]);
    expect(twice.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409]);
    expect((await addUnit('   ')).json().fields[0].field).toBe('name');
    expect((await addUnit('Bukan di sini', made.json().id, other.opd)).json().fields[0].field).toBe('parent');
  });

  it('move and change their names, but never below themselves', async () => {
    const [above, below] = [(await addUnit('Bidang Medis')).json().id, (await addUnit('Seksi Medis')).json().id];
    const put = (id: string, body: object) => send(hub.admin, 'PUT', `/api/work-units/${id}`, body);
    expect((await put(below, { name: 'Seksi Medik', parent: above })).json()).toMatchObject({ parent: above });
    expect((await put(above, { name: 'Bidang Medis', parent: below })).json()).toMatchObject({
      status: 422,
      code: 'parent-circle',
    });
    expect((await put(below, { name: 'Seksi Medik Dua' })).json()).toMatchObject({ parent: above });
    const removed = await send(hub.admin, 'DELETE', `/api/work-units/${above}`);
    expect(removed.json().code).toBe('work-unit-used');
    expect((await send(hub.admin, 'DELETE', `/api/work-units/${below}`)).statusCode).toBe(204);
    expect((await send(operator, 'DELETE', `/api/work-units/${above}`)).statusCode).toBe(403);
    const { workUnits }: WorkUnits = (await operator.get(`/api/work-units?opd=${hospital.opd}`)).json();
    expect(workUnits.some(({ id }) => id === below)).toBe(false);
    expect((await operator.get(`/api/work-units?opd=${other.opd}`)).statusCode).toBe(403);
  });
});

describe('postings', () => {
  it('follow each other, and one that should not have been is taken back', async () => {
    const person = hospital.people[2] ?? '';
    const place = { workUnit: null, rank: ' ', positionKind: null, echelon: null, superior: null, baseTpp: 4_000_000 };
    const post = (from: string, opd: string) =>
      hub.admin.post(`/api/employees/${person}/postings`, { from, opd, position: '  Perawat ', ...place });
    expect((await post('2026-07-06', other.opd)).statusCode).toBe(201);
    const members: Members = (await hub.admin.get(`/api/opds/${other.opd}/members`)).json();
    expect(members.members.map(({ employee }) => employee)).toContain(person);
    const held: Postings = (await hub.admin.get(`/api/employees/${person}/postings`)).json();
    expect(held.postings.map(({ from, to }) => [from, to])).toEqual([
      ['2026-07-06', null],
      ['2026-01-01', '2026-07-05'],
    ]);
    expect(held.postings[0]).toMatchObject({ position: 'Perawat', rank: null });
    const back = await send(hub.admin, 'DELETE', `/api/employees/${person}/postings/2026-07-06`);
    expect(back.json().postings.map(({ from, to, opd }: Postings['postings'][number]) => [from, to, opd])).toEqual([
      ['2026-01-01', null, hospital.opd],
    ]);
    const first = await send(hub.admin, 'DELETE', `/api/employees/${person}/postings/2026-01-01`);
    expect(first.json()).toMatchObject({ status: 409, code: 'first-posting' });
    const audit = await hub.database.sql`SELECT action FROM audit_log WHERE subject = ${person} ORDER BY id`;
    expect(audit.map(({ action }) => action)).toEqual(['employee-posted', 'employee-posting-removed']);
  });

  it('begin on days that there are, and under somebody else', async () => {
    const [person, chief] = [hospital.people[0] ?? '', hospital.people[1] ?? ''];
    const place = { workUnit: null, position: null, rank: null, positionKind: null, echelon: null, baseTpp: null };
    const post = (whom: string, superior: string | null, from = '2026-07-07') =>
      hub.admin.post(`/api/employees/${whom}/postings`, { from, opd: hospital.opd, superior, ...place });
    for (const day of ['2026-02-30', '0000-01-01'])
      expect((await post(person, null, day)).json().fields[0].field).toBe('from');
    expect((await post(person, person)).json().code).toBe('own-superior');
    expect((await post(person, chief)).statusCode).toBe(201);
    expect((await post(chief, person)).json().code).toBe('superior-circle');
  });
});

describe('the duty list of a hospital', () => {
  const list = async (by = hub.admin, month = MONTH): Promise<DutyList> =>
    (await by.get(`/api/duty-lists/${hospital.opd}/${month}`)).json();
  const put = (by: Caller, employee: string | undefined, day: string, shift: string | null) =>
    send(by, 'PUT', '/api/duty-lists', { changes: [{ employee, day, shift }] });

  beforeAll(async () => {
    const { policies }: Policies = (await hub.admin.get('/api/policies')).json();
    const held = policies.find(({ kind, inForce }) => kind === 'assignments' && inForce);
    const { document }: Policy = (await hub.admin.get(`/api/policies/${held?.id}`)).json();
    const { assignments } = document as AssignmentsDocument;
    const own = { target: { kind: 'opd', opd: hospital.opd }, schedule: 'sif', from: '2026-07-01', to: '2026-07-30' };
    const made = await hub.admin.post('/api/policies', {
      ...{
        kind: 'assignments',
        effectiveFrom: '2026-07-01',
        effectiveTo: null,
        legalBasis: 'SK Direktur Uji',
        note: '',
      },
      document: { assignments: [...assignments, own] },
    });
    const { id } = made.json();
    await hub.admin.post(`/api/policies/${id}/propose`, {});
    expect((await hub.admin.post(`/api/policies/${id}/activate`, {})).statusCode).toBe(200);
  });

  it('puts nurses on three shifts, of which the night goes on to the next day', async () => {
    const [nurse] = hospital.people;
    expect((await put(hub.admin, nurse, '2026-07-06', 'malam')).statusCode).toBe(200);
    const at = (day: string, time: string) => ({ employee: nurse ?? '', day, at: `${day}T${time}+07:00` });
    await storePunches(hub.database, hospital, [at('2026-07-06', '20:50:00'), at('2026-07-07', '07:05:00')]);
    await hub.api.settled();
    const night: EmployeeDay = (await hub.admin.get(`/api/employees/${nurse}/days/2026-07-06`)).json();
    expect(night).toMatchObject({ status: 'present', lateMinutes: 0 });
    const { people } = await list();
    expect(people[0]).toMatchObject({ duty: { '2026-07-06': 'malam' }, closed: ['2026-07-31'] });
    expect(people[0]?.shifts.map(({ code }) => code).sort()).toEqual(['malam', 'pagi', 'sore']);
  });

  it('is changed by the office from today on and by BKD before, on days that have such a shift', async () => {
    const [nurse] = hospital.people;
    expect(await list(operator)).toMatchObject({ editableFrom: '2026-07-08' });
    expect((await put(operator, nurse, '2026-07-08', 'pagi')).statusCode).toBe(200);
    const past = await put(operator, nurse, '2026-07-06', null);
    expect(past.json()).toMatchObject({ status: 422, fields: [{ field: 'changes.0.day' }] });
    expect((await list()).people[0]?.duty['2026-07-06']).toBe('malam');
    expect((await put(operator, other.people[0], '2026-07-09', 'pagi')).json().fields[0].field).toBe(
      'changes.0.employee',
    );
    expect((await put(hub.admin, nurse, '2026-07-31', 'pagi')).json().fields[0].field).toBe('changes.0.shift');
    expect((await put(hub.admin, nurse, '2026-02-30', 'pagi')).json().fields[0].field).toBe('changes.0.day');
    const leader = await hub.as({ username: 'pimpinan', name: 'Pimpinan', role: 'leader' });
    expect((await list(leader)).editableFrom).toBeNull();
    expect((await put(leader, nurse, '2026-07-09', 'pagi')).statusCode).toBe(403);
  });

  it('takes a sheet as hospitals write it, shows what it changes, and names each cell that it cannot take', async () => {
    const [one, two] = await nips();
    const sheet = `NIP;Nama;8;9;10;31\n'${one};Satu;p;M;L;\n${two};Dua;pagi;siang;;L\n19700101199001 1 001;Tiga;p;;;\n`;
    const send = (file: string, by = operator) =>
      sendForm(hub.api, by, `/api/duty-lists/${hospital.opd}/${MONTH}/files`, [
        { name: 'file', content: file, file: 'jaga.csv' },
      ]);
    const read: DutyFile = (await send(sheet)).json();
    expect(read.changes).toEqual([{ employee: hospital.people[0], day: '2026-07-09', shift: 'malam' }]);
    expect(read.problems.map(({ row, column }) => [row, column])).toEqual([
      [3, '9'],
      [3, '31'],
      [4, 'NIP'],
    ]);
    expect((await list()).people[0]?.duty['2026-07-09']).toBeUndefined();
    const before: DutyFile = (await send(`NIP;7\n${one};sore\n`)).json();
    expect(before).toMatchObject({ changes: [], notes: [expect.stringContaining('hanya BKD')] });
    const stranger = await hub.as({ username: 'lain', name: 'Operator Lain', role: 'opd_operator', opd: other.opd });
    expect((await send(sheet, stranger)).statusCode).toBe(403);
  });

  it('is imported for many at once, tried first, and taken back whole unless somebody went on from it', async () => {
    const [one, two] = await nips();
    const file = `NIP,Bulan,9,10\n${one},07/2026,pagi,sore\n${two},07/2026,malam,L\n`;
    const settled = (id: string) =>
      until('the import', async () => {
        const found: Import = (await hub.admin.get(`/api/imports/${id}`)).json();
        return ['checked', 'applied', 'undone', 'failed', 'unreadable'].includes(found.state) ? found : null;
      });
    const upload = async () =>
      settled(
        (
          await sendForm(hub.api, hub.admin, '/api/imports?kind=duty', [
            { name: 'file', content: file, file: 'jaga.csv' },
          ])
        ).json().id,
      );
    const order = async ({ id }: Import, what: string) => {
      expect((await hub.admin.post(`/api/imports/${id}/${what}`, {})).statusCode).toBe(202);
      return settled(id);
    };
    const checked = await upload();
    expect(checked.report).toMatchObject({
      changed: 2,
      bad: 0,
      lines: [{ text: '2026-07: pagi 1 hari, sore 1 hari' }, {}],
    });
    expect((await order(checked, 'apply')).state).toBe('applied');
    expect((await list()).people[0]?.duty).toMatchObject({ '2026-07-09': 'pagi', '2026-07-10': 'sore' });
    expect((await upload()).report).toMatchObject({ changed: 0, same: 2 });
    await put(operator, hospital.people[0], '2026-07-10', 'pagi');
    expect(await order(checked, 'undo')).toMatchObject({
      state: 'applied',
      problem: expect.stringContaining('2026-07-10'),
    });
    await put(operator, hospital.people[0], '2026-07-10', 'sore');
    expect((await order(checked, 'undo')).state).toBe('undone');
    expect((await list()).people[0]?.duty['2026-07-09']).toBeUndefined();
  });

  async function nips(): Promise<string[]> {
    const rows = await hub.database.sql`SELECT id, nip FROM employees WHERE opd = ${hospital.opd}`;
    return hospital.people.map((id) => String(rows.find((row) => row.id === id)?.nip));
  }
});
