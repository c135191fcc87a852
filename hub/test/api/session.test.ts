import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

let hub: TestApi;
beforeAll(async () => {
  hub = await startTestApi();
});
afterAll(() => hub.stop());

const signIn = (username: string, password: string, remoteAddress = '10.1.0.1') =>
  hub.api.app.inject({ method: 'POST', url: '/api/session', payload: { username, password }, remoteAddress });

describe('signing in', () => {
  it('tells who signed in and hands out the CSRF token', async () => {
    const session = await hub.admin.get('/api/session');
    expect(session.statusCode).toBe(200);
    expect(session.json()).toMatchObject({
      user: { username: 'admin', role: 'admin_bkd', opd: null, employee: null },
      region: 'Kabupaten Uji',
      csrfToken: hub.admin.csrfToken,
    });
  });

  it('keeps the cookie from scripts, from other sites and, over TLS, from plain connections', async () => {
    const made = await hub.admin.post('/api/users', { username: 'cookie', name: 'Uji', role: 'leader' });
    const payload = { username: 'cookie', password: made.json().password };
    const overTls = await hub.api.app.inject({
      method: 'POST',
      url: '/api/session',
      payload,
      headers: { 'x-forwarded-proto': 'https' },
    });
    const attributes = { httpOnly: true, sameSite: 'Strict', path: '/' };
    expect(overTls.cookies[0]).toMatchObject({ ...attributes, secure: true });
    const plain = await hub.api.app.inject({ method: 'POST', url: '/api/session', payload });
    expect(plain.cookies[0]).toMatchObject(attributes);
    expect(plain.cookies[0]?.secure).toBeUndefined();
  });

  it('does not believe a caller from afar who says that he came over TLS', async () => {
    const made = await hub.admin.post('/api/users', { username: 'afar', name: 'Uji', role: 'leader' });
    const answer = await hub.api.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { username: 'afar', password: made.json().password },
      headers: { 'x-forwarded-proto': 'https' },
      remoteAddress: '10.9.9.9',
    });
    expect(answer.cookies[0]?.secure).toBeUndefined();
  });

  it('answers a wrong password and an unknown name alike', async () => {
    const wrong = await signIn('admin', 'salah');
    const unknown = await signIn('tidak-ada', 'salah');
    expect(wrong.statusCode).toBe(401);
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    expect(wrong.json()).toMatchObject({ code: 'wrong-credentials', status: 401 });
    expect(unknown.json()).toEqual(wrong.json());
  });

  it('holds a name back after ten wrong passwords, from whatever address they come', async () => {
    await hub.admin.post('/api/users', { username: 'sasaran', name: 'Uji', role: 'leader' });
    for (let i = 0; i < 10; i++) expect((await signIn('sasaran', 'salah', `10.2.0.${i}`)).statusCode).toBe(401);
    const held = await signIn('sasaran', 'salah', '10.2.0.99');
    expect(held.statusCode).toBe(429);
    expect(held.json()).toMatchObject({ code: 'too-many-attempts' });
    expect(Number(held.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('holds an address back that tries many names', async () => {
    const answers: number[] = [];
    for (let i = 0; i < 31; i++) answers.push((await signIn(`nama-${i}`, 'salah', '10.3.0.1')).statusCode);
    expect(answers.slice(0, 30).every((status) => status === 401)).toBe(true);
    expect(answers[30]).toBe(429);
  });

  it('names the field that is missing', async () => {
    const answer = await hub.call('POST', '/api/session', { body: { username: 'admin' } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      code: 'invalid-input',
      fields: [{ field: 'password', message: 'Wajib diisi.' }],
    });
  });
});

describe('a session', () => {
  it('is needed', async () => {
    expect((await hub.call('GET', '/api/employees')).json()).toMatchObject({ status: 401, code: 'not-signed-in' });
  });

  it('does not change anything without its CSRF token', async () => {
    const body = { name: 'Dinas Uji', zone: 'Asia/Jayapura' };
    const { cookie } = hub.admin;
    const without = await hub.call('POST', '/api/opds', { body, headers: { cookie } });
    expect(without.json()).toMatchObject({ status: 403, code: 'csrf-token-missing' });
    const other = await hub.call('POST', '/api/opds', { body, headers: { cookie, 'x-csrf-token': 'x'.repeat(43) } });
    expect(other.statusCode).toBe(403);
  });

  it('ends when it is closed', async () => {
    const leader = await hub.as({ username: 'pulang', name: 'Uji', role: 'leader' });
    expect((await leader.delete('/api/session')).statusCode).toBe(204);
    expect((await leader.get('/api/session')).statusCode).toBe(401);
  });

  it('ends by itself and is prolonged while it is used', async () => {
    const leader = await hub.as({ username: 'lama', name: 'Uji', role: 'leader' });
    const { sql } = hub.database;
    const age = (interval: string) => sql`UPDATE sessions SET expires_at = now() + ${interval}::interval
      WHERE "user" = (SELECT id FROM users WHERE username = 'lama')`;
    await age('1 hour');
    expect((await leader.get('/api/session')).statusCode).toBe(200);
    const [row] = await sql`SELECT expires_at > now() + interval '11 hours' AS prolonged FROM sessions
      WHERE "user" = (SELECT id FROM users WHERE username = 'lama')`;
    expect(row?.prolonged).toBe(true);
    await age('-1 second');
    expect((await leader.get('/api/session')).statusCode).toBe(401);
  });

  it('is not in the database in a form that could be used', async () => {
    const token = hub.admin.cookie.split('=')[1];
    const rows = await hub.database.sql`SELECT token_hash FROM sessions`;
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some((row) => row.token_hash === token)).toBe(false);
  });
});

describe('users', () => {
  it('are made by an administrator only, each with a password that is shown once', async () => {
    const leader = await hub.as({ username: 'bupati', name: 'Uji Pimpinan', role: 'leader' });
    const refused = await leader.post('/api/users', { username: 'lain', name: 'Uji', role: 'leader' });
    expect(refused.json()).toMatchObject({ status: 403, code: 'forbidden' });
    const listed = (await hub.admin.get('/api/users')).json();
    expect(listed.users.map((user: { username: string }) => user.username)).toContain('bupati');
    expect(JSON.stringify(listed)).not.toContain('assword');
  });

  it('have a name of their own, and what their role needs', async () => {
    const taken = await hub.admin.post('/api/users', { username: 'admin', name: 'Uji', role: 'leader' });
    expect(taken.json()).toMatchObject({ status: 409, code: 'username-taken', fields: [{ field: 'username' }] });
    const noOpd = await hub.admin.post('/api/users', { username: 'kadis', name: 'Uji', role: 'opd_head' });
    expect(noOpd.json()).toMatchObject({ status: 422, fields: [{ field: 'opd' }] });
    const noEmployee = await hub.admin.post('/api/users', { username: 'pegawai', name: 'Uji', role: 'employee' });
    expect(noEmployee.json()).toMatchObject({ status: 422, fields: [{ field: 'employee' }] });
    const ghost = '00000000-0000-4000-8000-000000000000';
    const unknown = await hub.admin.post('/api/users', { username: 'kadis', name: 'U', role: 'opd_head', opd: ghost });
    expect(unknown.json()).toMatchObject({ status: 422, code: 'opd-unknown' });
  });

  it('leave a trace of who made them', async () => {
    const rows = await hub.database.sql`SELECT action, "user" FROM audit_log WHERE action = 'user-created'`;
    expect(rows.length).toBeGreaterThan(0);
  });
});
