import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireAccess } from '../../src/http/require-access.ts';
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts';

let hub: TestApi;
let opd: string;
let otherOpd: string;
beforeAll(async () => {
  hub = await startTestApi();
  opd = (await hub.admin.post('/api/opds', { name: 'Dinas Uji Satu', zone: 'Asia/Jayapura' })).json().id;
  otherOpd = (await hub.admin.post('/api/opds', { name: 'Dinas Uji Dua', zone: 'Asia/Jayapura' })).json().id;
});
afterAll(() => hub.stop());

const addEmployee = (nip: string, name = 'Pegawai Uji', office = opd) =>
  hub.admin.post('/api/employees', { nip, name, opd: office });

describe('offices and doors', () => {
  it('have names of their own', async () => {
    const again = await hub.admin.post('/api/opds', { name: 'Dinas Uji Satu', zone: 'Asia/Jayapura' });
    expect(again.json()).toMatchObject({ status: 409, fields: [{ field: 'name' }] });
    expect((await hub.admin.post('/api/doors', { opd, name: 'Pintu Depan' })).statusCode).toBe(201);
    const door = await hub.admin.post('/api/doors', { opd, name: 'Pintu Depan' });
    expect(door.json()).toMatchObject({ status: 409, fields: [{ field: 'name' }] });
    expect((await hub.admin.post('/api/doors', { opd: otherOpd, name: 'Pintu Depan' })).statusCode).toBe(201);
  });

  it('lie in a time zone of Indonesia', async () => {
    const answer = await hub.admin.post('/api/opds', { name: 'Dinas Jauh', zone: 'Europe/Berlin' });
    expect(answer.json()).toMatchObject({ status: 400, fields: [{ field: 'zone' }] });
  });

  it('start with a roster, even an empty one, so that their unit learns where it is', async () => {
    const door = (await hub.admin.post('/api/doors', { opd, name: 'Pintu Samping' })).json();
    expect(door).toMatchObject({ opd, opdName: 'Dinas Uji Satu', zone: 'Asia/Jayapura', unit: null, rosterVersion: 1 });
  });

  it('refuse an office that is not there, or is no id at all', async () => {
    const ghost = '00000000-0000-4000-8000-000000000000';
    const unknown = await hub.admin.post('/api/doors', { opd: ghost, name: 'Pintu' });
    expect(unknown.json()).toMatchObject({ status: 422, fields: [{ field: 'opd' }] });
    const nonsense = await hub.admin.post('/api/doors', { opd: "' OR 1=1 --", name: 'Pintu' });
    expect(nonsense.json()).toMatchObject({ status: 400, fields: [{ field: 'opd' }] });
  });
});

describe('an employee', () => {
  it('is added with a NIP as people write it', async () => {
    const added = await addEmployee('19850312 201001 1 001', 'Ade Uji');
    expect(added.statusCode).toBe(201);
    expect(added.json()).toMatchObject({ nip: '198503122010011001', name: 'Ade Uji', templates: 0, faces: [] });
    const found = await hub.admin.get(`/api/employees/${added.json().id}`);
    expect(found.json()).toEqual(added.json());
  });

  it.each([
    ['1985031220100110', '18 angka'],
    ['19851312201001 1 001', 'tanggal lahir'],
    ['198503122010013001', 'ke-15'],
    ['198503122010011000', '000'],
  ])('is refused with the invalid NIP %s, saying what is wrong with it', async (nip, words) => {
    const refused = await addEmployee(nip);
    expect(refused.json()).toMatchObject({ status: 422, code: 'invalid-nip', fields: [{ field: 'nip' }] });
    expect(refused.json().fields[0].message).toContain(words);
  });

  it('is accepted with a warning where the NIP is unusual', async () => {
    const added = await addEmployee('198503122010151001');
    expect(added.statusCode).toBe(201);
    expect(added.json().warnings).toHaveLength(1);
  });

  it('is not added twice, and the administrator learns where the NIP is in use', async () => {
    await addEmployee('199001012015031002', 'Budi Uji', otherOpd);
    const again = await addEmployee('19900101 201503 1 002', 'Budi Lain');
    expect(again.json()).toMatchObject({ status: 409, code: 'nip-taken', fields: [{ field: 'nip' }] });
    expect(again.json().detail).toContain('Dinas Uji Dua');
  });

  it('is found by part of the name or the beginning of the NIP, a page at a time', async () => {
    for (let i = 1; i <= 5; i++) await addEmployee(`19700101200001100${i}`, `Cari Orang ${i} 100%`);
    const page = (await hub.admin.get('/api/employees?q=cari%20orang&limit=2&offset=2')).json();
    expect(page.total).toBe(5);
    expect(page.employees.map((person: { name: string }) => person.name)).toEqual([
      'Cari Orang 3 100%',
      'Cari Orang 4 100%',
    ]);
    expect((await hub.admin.get('/api/employees?q=19700101%20200001')).json().total).toBe(5);
    expect((await hub.admin.get('/api/employees?q=0%25')).json().total).toBe(5);
    expect((await hub.admin.get('/api/employees?q=_')).json().total).toBe(0);
  });

  it('names the field of a page that makes no sense', async () => {
    const answer = await hub.admin.get('/api/employees?limit=banyak');
    expect(answer.json()).toMatchObject({ status: 400, fields: [{ field: 'limit' }] });
  });
});

describe('roles', () => {
  let head: Caller;
  let employee: Caller;
  let own: string;
  let foreign: string;
  beforeAll(async () => {
    own = (await addEmployee('198001012005011001', 'Milik Sendiri')).json().id;
    foreign = (await addEmployee('198001012005011002', 'Orang Lain', otherOpd)).json().id;
    head = await hub.as({ username: 'kadis', name: 'Kepala Uji', role: 'opd_head', opd });
    employee = await hub.as({ username: 'pegawai', name: 'Pegawai Uji', role: 'employee', employee: own });
  });

  it('let a head of office see his office and nothing else', async () => {
    const listed = (await head.get('/api/employees?limit=200')).json();
    expect(listed.employees.length).toBeGreaterThan(0);
    expect(listed.employees.every((person: { opd: string }) => person.opd === opd)).toBe(true);
    expect((await head.get(`/api/employees?opd=${otherOpd}`)).statusCode).toBe(403);
    expect((await head.get(`/api/employees/${own}`)).statusCode).toBe(200);
    expect((await head.get(`/api/employees/${foreign}`)).statusCode).toBe(403);
    const doors = (await head.get('/api/doors')).json().doors;
    expect(doors.every((door: { opd: string }) => door.opd === opd)).toBe(true);
    expect((await head.get(`/api/today?opd=${otherOpd}`)).statusCode).toBe(403);
  });

  it('let an employee see himself and nothing else', async () => {
    const listed = (await employee.get('/api/employees')).json();
    expect(listed.employees.map((person: { id: string }) => person.id)).toEqual([own]);
    expect((await employee.get(`/api/employees/${foreign}`)).statusCode).toBe(403);
    expect((await employee.get(`/api/employees/${own}/days/2026-03-02`)).statusCode).toBe(200);
    expect((await employee.get(`/api/employees/${foreign}/days/2026-03-02`)).statusCode).toBe(403);
    for (const url of ['/api/today', '/api/today/people', '/api/arrivals', '/api/units', '/api/doors'])
      expect((await employee.get(url)).statusCode, url).toBe(403);
  });

  it('let nobody but an administrator change anything', async () => {
    const leader = await hub.as({ username: 'pimpinan', name: 'Pimpinan Uji', role: 'leader' });
    const changes: [string, object][] = [
      ['/api/opds', { name: 'Dinas Baru', zone: 'Asia/Jakarta' }],
      ['/api/doors', { opd, name: 'Pintu Baru' }],
      ['/api/employees', { nip: '198001012005011009', name: 'Baru', opd }],
      ['/api/claims', { door: own }],
      [`/api/employees/${own}/face`, {}],
      ['/api/policies', {}],
    ];
    for (const caller of [leader, head, employee])
      for (const [url, body] of changes) expect((await caller.post(url, body)).statusCode, url).toBe(403);
  });

  it('need a route to say who may call it', () => {
    const app = Fastify();
    requireAccess(app, { database: hub.database });
    expect(() => app.get('/api/forgotten', () => 'open')).toThrow('does not say who may call it');
  });
});

describe('the address of something else', () => {
  it('is answered with a problem under /api and with the dashboard elsewhere', async () => {
    const missing = await hub.call('GET', '/api/tidak-ada');
    expect(missing.json()).toMatchObject({ status: 404, code: 'not-found' });
    expect(missing.headers['content-type']).toContain('application/problem+json');
    const page = await hub.call('GET', '/pegawai/1/hari/2026-03-02');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
  });

  it('tells a monitor how the hub is, without a sign-in', async () => {
    const health = await hub.call('GET', '/api/health');
    expect(health.statusCode).toBe(200);
    expect(health.json()).toMatchObject({ status: 'ok', database: 'ok', broker: 'ok' });
  });

  it('hands out the certificate authority', async () => {
    expect((await hub.call('GET', '/ca.pem')).body).toContain('BEGIN CERTIFICATE');
  });
});
