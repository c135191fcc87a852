import { once } from 'node:events';
import type { Account, AccountHistory, MadeAccount } from '@hadir/shared/api/accounts';
import type { LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readChains } from '../../src/delegations/decision-chain.ts';
import { findDeciders } from '../../src/delegations/find-deciders.ts';
import { findSuperior } from '../../src/discipline/find-superior.ts';
import { hashPassword } from '../../src/users/password.ts';
import { recoverAdministrator } from '../../src/users/recover-administrator.ts';
import { type Caller, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { makeOffice } from '../support/make-office.ts';

const OWN = 'payung jeruk kereta senja';
const GHOST = '00000000-0000-4000-8000-000000000000';
const lines: string[] = [];
let hub: TestApi;
let serial = 0;
let ownHash: string;

beforeAll(async () => {
  ownHash = await hashPassword(OWN);
  hub = await startTestApi({ log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }) });
});
afterAll(() => hub.stop());

function put(by: Caller, url: string, payload: object): Promise<LightMyRequestResponse> {
  const headers = { cookie: by.cookie, 'x-csrf-token': by.csrfToken };
  return hub.api.app.inject({ method: 'PUT', url, payload, headers });
}

/** Each from an address of its own, so that what holds one address back does not disturb. */
function signIn(username: string, password: string, device = 'Uji'): Promise<LightMyRequestResponse> {
  serial += 1;
  return hub.api.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { username, password },
    headers: { 'user-agent': device },
    remoteAddress: `10.4.${serial >> 8}.${serial & 255}`,
  });
}

async function enter(username: string, password: string, device?: string): Promise<Caller> {
  const answer = await signIn(username, password, device);
  if (answer.statusCode !== 200) throw new Error(`The sign-in of ${username} answered ${answer.body}`);
  const cookie = `hadir_session=${answer.cookies[0]?.value}`;
  const { csrfToken } = answer.json();
  const headers = { cookie, 'x-csrf-token': csrfToken };
  return {
    cookie,
    csrfToken,
    get: (url) => hub.call('GET', url, { headers }),
    post: (url, body) => hub.call('POST', url, { body, headers }),
    delete: (url) => hub.call('DELETE', url, { headers }),
  };
}

/** A sign-in that nobody has used yet. */
async function make(role = 'leader', ties: object = {}): Promise<{ id: string; username: string; password: string }> {
  serial += 1;
  const username = `akun-${serial}`;
  const { user, password } = (
    await hub.admin.post('/api/users', { username, name: `Akun ${serial}`, role, oneTime: true, ...ties })
  ).json();
  return { id: user.id, username, password };
}

/** Somebody who signed in and has a password of his own. */
async function settle(role = 'leader', ties: object = {}) {
  const account = await make(role, ties);
  await hub.database.sql`
    UPDATE users SET must_change_password = false, password_hash = ${ownHash} WHERE id = ${account.id}`;
  const caller = await enter(account.username, OWN);
  return { ...account, caller };
}

const show = async (id: string): Promise<Account> => (await hub.admin.get(`/api/users/${id}`)).json();
const history = async (id: string): Promise<AccountHistory['entries']> =>
  (await hub.admin.get(`/api/users/${id}/history`)).json().entries;

describe('a one-time password', () => {
  it('opens nothing but the way to a password of one’s own', async () => {
    const { id, username, password } = await make();
    const answer = await signIn(username, password);
    expect(answer.json()).toMatchObject({ mustChangePassword: true });
    const caller = await enter(username, password);
    for (const url of ['/api/today', '/api/profile', '/api/live'])
      expect((await caller.get(url)).json()).toMatchObject({ status: 403, code: 'password-change-required' });
    expect((await caller.get('/api/session')).statusCode).toBe(200);
    expect(await show(id)).toMatchObject({ credential: 'one-time' });
    const changed = await put(caller, '/api/profile/password', { current: password, next: OWN });
    expect(changed.statusCode).toBe(204);
    expect((await caller.get('/api/session')).json().mustChangePassword).toBeUndefined();
    expect((await caller.get('/api/today')).statusCode).toBe(200);
    expect((await signIn(username, password)).statusCode).toBe(401);
    expect(await show(id)).toMatchObject({ credential: 'own', active: true });
  });

  it('is no good any more after thirty days', async () => {
    const { id, username, password } = await make();
    await hub.database.sql`UPDATE users SET password_set_at = now() - interval '31 days' WHERE id = ${id}`;
    expect((await signIn(username, password)).json()).toMatchObject({ status: 403, code: 'password-expired' });
    expect((await signIn(username, 'salah')).statusCode).toBe(401);
    expect(await show(id)).toMatchObject({ credential: 'expired' });
  });
});

describe('an account', () => {
  it('shows when somebody came in with it last, and what was done to it and by whom', async () => {
    const { id, caller } = await settle();
    const opd = (await makeOffice(hub.database.sql, 'Dinas Riwayat')).opd;
    const change = { name: 'Nama Baru', role: 'opd_head', opd, employee: null };
    expect((await put(hub.admin, `/api/users/${id}`, change)).json()).toMatchObject({
      name: 'Nama Baru',
      role: 'opd_head',
      opdName: 'Dinas Riwayat',
    });
    expect((await show(id)).lastSignInAt).not.toBeNull();
    expect((await caller.get('/api/session')).statusCode).toBe(401);
    const entries = await history(id);
    expect(entries.map(({ action }) => action)).toEqual(['user-changed', 'signed-in', 'user-created']);
    expect(entries[0]).toMatchObject({
      by: 'Administrator BKD',
      before: { role: 'leader', opd: null },
      after: { name: 'Nama Baru', role: 'opd_head', opd: 'Dinas Riwayat' },
    });
  });

  it('that is deactivated ends its sessions and live streams at once, and comes back when it is activated', async () => {
    const { id, username, caller } = await settle();
    const live = await hub.api.app.inject({
      method: 'GET',
      url: '/api/live',
      headers: { cookie: caller.cookie },
      payloadAsStream: true,
    });
    const stream = live.stream();
    await once(stream, 'data');
    const ended = once(stream, 'end');
    expect((await put(hub.admin, `/api/users/${id}/active`, { active: false })).json()).toMatchObject({
      active: false,
    });
    expect((await caller.get('/api/session')).statusCode).toBe(401);
    await ended;
    expect((await signIn(username, OWN)).json()).toMatchObject({ status: 403, code: 'account-inactive' });
    expect((await signIn(username, 'salah')).json()).toMatchObject({ status: 401, code: 'wrong-credentials' });
    await put(hub.admin, `/api/users/${id}/active`, { active: true });
    expect((await signIn(username, OWN)).statusCode).toBe(200);
  });

  it('opens everything of its role at once where it is made for a program', async () => {
    const made = await hub.admin.post('/api/users', { username: 'program', name: 'Program', role: 'leader' });
    const caller = await enter('program', made.json().password);
    expect((await caller.get('/api/session')).json().mustChangePassword).toBeUndefined();
    expect((await caller.get('/api/opds')).statusCode).toBe(200);
  });

  it('gets a new one-time password from BKD, and loses the old one and its sessions', async () => {
    const { id, username, caller } = await settle();
    const { password } = (await hub.admin.post(`/api/users/${id}/password`, {})).json();
    expect((await caller.get('/api/session')).statusCode).toBe(401);
    expect((await signIn(username, OWN)).statusCode).toBe(401);
    expect((await signIn(username, password)).json()).toMatchObject({ mustChangePassword: true });
  });

  it('is found by name, user name or NIP, role, office and state', async () => {
    const office = await makeOffice(hub.database.sql, 'Dinas Cari');
    const employee = await office.hire({ name: 'Zulaikha Dicari' });
    const [person] = await hub.database.sql`SELECT nip FROM employees WHERE id = ${employee}`;
    const { id } = await make('employee', { employee });
    const find = async (query: string): Promise<string[]> =>
      (await hub.admin.get(`/api/users?${query}`)).json().users.map((user: Account) => user.id);
    const nip = String(person?.nip);
    for (const q of ['zulaikha', nip, `${nip.slice(0, 8)} ${nip.slice(8, 14)}`])
      expect(await find(`q=${encodeURIComponent(q)}&opd=${office.opd}`)).toEqual([id]);
    expect(await find(`opd=${office.opd}&state=never&role=employee`)).toEqual([id]);
    expect(await find(`opd=${office.opd}&role=treasurer`)).toEqual([]);
    await hub.database.sql`UPDATE employees SET active = false WHERE id = ${employee}`;
    expect(await find(`opd=${office.opd}&state=left`)).toEqual([id]);
    expect(await find('q=%25_%5C')).toEqual([]);
    const page = (await hub.admin.get('/api/users?limit=1&offset=1')).json();
    expect(page.users).toHaveLength(1);
    expect(page.total).toBeGreaterThan(1);
    expect((await hub.admin.get(`/api/users/${GHOST}`)).statusCode).toBe(404);
  });

  it('that is deactivated makes nobody the head of an office any more', async () => {
    const office = await makeOffice(hub.database.sql, 'Dinas Berganti');
    const staff = await office.hire();
    const old = await make('opd_head', { opd: office.opd, employee: await office.hire({ name: 'Kepala Lama' }) });
    const now = new Date();
    const day = now.toISOString().slice(0, 10);
    const chain = await readChains(hub.database.db, [staff], day);
    const head = async () => (await findSuperior(hub.database.db, staff, day))?.name;
    expect(await head()).toBe('Kepala Lama');
    await put(hub.admin, `/api/users/${old.id}/active`, { active: false });
    expect(await head()).toBeUndefined();
    expect((await findDeciders(hub.database.db, chain, now)).get(staff)).toEqual([]);
    await make('opd_head', { opd: office.opd, employee: await office.hire({ name: 'Kepala Baru' }) });
    expect(await head()).toBe('Kepala Baru');
    expect((await findDeciders(hub.database.db, chain, now)).get(staff)).toHaveLength(1);
  });

  it('is the only one that works for its employee', async () => {
    const employee = await (await makeOffice(hub.database.sql, 'Dinas Tunggal')).hire();
    const first = await make('employee', { employee });
    const body = { username: 'kembaran', name: 'Kembaran', role: 'inspectorate', employee };
    const refused = await hub.admin.post('/api/users', body);
    expect(refused.json()).toMatchObject({
      status: 409,
      code: 'employee-has-account',
      fields: [{ field: 'employee' }],
    });
    await put(hub.admin, `/api/users/${first.id}/active`, { active: false });
    expect((await hub.admin.post('/api/users', body)).statusCode).toBe(201);
    const again = await put(hub.admin, `/api/users/${first.id}/active`, { active: true });
    expect(again.json()).toMatchObject({ code: 'employee-has-account' });
  });

  it('is nobody’s business but BKD’s', async () => {
    const { id, caller } = await settle('inspectorate');
    for (const url of ['/api/users', `/api/users/${id}`, `/api/users/${id}/history`, `/api/opds/${GHOST}/accounts`])
      expect((await caller.get(url)).statusCode).toBe(403);
    expect((await caller.post(`/api/users/${id}/password`, {})).statusCode).toBe(403);
    const change = { name: 'Saya', role: 'admin_bkd', opd: null, employee: null };
    expect((await put(caller, `/api/users/${id}`, change)).statusCode).toBe(403);
  });
});

describe('an administrator', () => {
  it('changes nothing of his own account but its name', async () => {
    const [own] = (await hub.admin.get('/api/users?q=admin&role=admin_bkd')).json().users as Account[];
    const id = own?.id ?? '';
    expect(own?.own).toBe(true);
    const same = { name: 'Administrator BKD', role: 'admin_bkd', opd: null, employee: null };
    for (const refused of [
      await put(hub.admin, `/api/users/${id}`, { ...same, role: 'leader' }),
      await put(hub.admin, `/api/users/${id}/active`, { active: false }),
      await hub.admin.post(`/api/users/${id}/password`, {}),
    ])
      expect(refused.json()).toMatchObject({ status: 409, code: 'own-account' });
    expect((await put(hub.admin, `/api/users/${id}`, same)).statusCode).toBe(200);
  });

  it('stays, of two who end each other’s rights at the same moment', async () => {
    const [{ id: first = '' } = {}] = (await hub.admin.get('/api/users?q=admin&role=admin_bkd&state=active')).json()
      .users as Account[];
    const second = await settle('admin_bkd');
    const demoted = { name: 'Turun', role: 'leader', opd: null, employee: null };
    const [one, other] = await Promise.all([
      put(hub.admin, `/api/users/${second.id}`, demoted),
      put(second.caller, `/api/users/${first}/active`, { active: false }),
    ]);
    const left = await hub.database.sql`SELECT username FROM users WHERE role = 'admin_bkd' AND active`;
    expect(left).toHaveLength(1);
    expect([one.statusCode, other.statusCode].filter((status) => status === 200)).toHaveLength(1);
    await hub.database.sql`UPDATE users SET active = true, role = 'admin_bkd' WHERE id IN (${first}, ${second.id})`;
    hub = { ...hub, admin: (await hub.admin.get('/api/session')).statusCode === 200 ? hub.admin : second.caller };
  });
});

describe('a whole office', () => {
  it('signs in from one address at the same hour, as long as the passwords are right', async () => {
    const { username } = await settle();
    const together = (password: string) =>
      hub.api.app.inject({
        method: 'POST',
        url: '/api/session',
        payload: { username, password },
        remoteAddress: '10.77.0.1',
      });
    const answers = await Promise.all(Array.from({ length: 35 }, () => together(OWN)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200));
  });
});

describe('whoever runs the hub', () => {
  it('lets an administrator back in who forgot his password or was shut out, and nobody else', async () => {
    const { id, username } = await settle('admin_bkd');
    await put(hub.admin, `/api/users/${id}/active`, { active: false });
    const password = await recoverAdministrator(hub.database.db, username);
    expect((await signIn(username, password ?? '')).json()).toMatchObject({ mustChangePassword: true });
    expect((await history(id)).find(({ action }) => action === 'password-reset')).toMatchObject({ by: null });
    const leader = await make();
    expect(await recoverAdministrator(hub.database.db, leader.username)).toBeNull();
    expect((await signIn(leader.username, leader.password)).statusCode).toBe(200);
  });
});

describe('accounts for the employees of an office', () => {
  it('are made a few at a time, each with its password, and only for those who have none', async () => {
    const office = await makeOffice(hub.database.sql, 'Dinas Ramai');
    const people: string[] = [];
    for (let i = 0; i < 23; i++) people.push(await office.hire({ name: `Orang ${String(i).padStart(2, '0')}` }));
    await make('employee', { employee: people[0] });
    const url = `/api/opds/${office.opd}/accounts`;
    expect((await hub.admin.get(url)).json()).toMatchObject({ employees: 23, without: 22, unused: 1, taken: [] });
    const made: MadeAccount[] = [];
    const left: number[] = [];
    do {
      const some = (await hub.admin.post(url, {})).json();
      made.push(...some.made);
      left.push(some.remaining);
    } while (left.at(-1) !== 0);
    expect(left).toEqual([2, 0]);
    expect(made.map(({ name }) => name)).toEqual([...made.map(({ name }) => name)].sort());
    expect(new Set(made.map(({ password }) => password)).size).toBe(22);
    const { username = '', password = '' } = made[5] ?? {};
    expect(username).toMatch(/^\d{18}$/);
    const spaced = `${username.slice(0, 8)} ${username.slice(8, 14)} ${username.slice(14, 15)} ${username.slice(15)}`;
    expect((await signIn(spaced, password)).json()).toMatchObject({ user: { role: 'employee', opd: office.opd } });

    const { at, unused } = (await hub.admin.get(url)).json();
    expect(unused).toBe(22);
    let renewed = 0;
    for (let remaining = 1; remaining > 0; ) {
      const some = (await hub.admin.post(url, { renewBefore: at })).json();
      renewed += some.made.length;
      remaining = some.remaining;
      expect(some.made.map((each: MadeAccount) => each.username)).not.toContain(username);
    }
    expect(renewed).toBe(22);
    const other = made[6];
    expect((await signIn(other?.username ?? '', other?.password ?? '')).statusCode).toBe(401);
  });

  it('are refused for an office that is not there, and leave out a NIP that somebody else signs in with', async () => {
    expect((await hub.admin.post(`/api/opds/${GHOST}/accounts`, {})).statusCode).toBe(404);
    const office = await makeOffice(hub.database.sql, 'Dinas Bentrok');
    const employee = await office.hire();
    const [person] = await hub.database.sql`SELECT nip FROM employees WHERE id = ${employee}`;
    await hub.admin.post('/api/users', { username: person?.nip, name: 'Bukan dia', role: 'leader' });
    const url = `/api/opds/${office.opd}/accounts`;
    expect((await hub.admin.get(url)).json()).toMatchObject({ employees: 1, without: 0, taken: [person?.nip] });
    expect((await hub.admin.post(url, {})).json()).toEqual({ made: [], remaining: 0 });
    const nonsense = await hub.admin.post(url, { renewBefore: '2026-99-99T00:00:00Z' });
    expect(nonsense.json()).toMatchObject({ fields: [{ field: 'renewBefore' }] });
  });
});

describe('one’s own profile', () => {
  it('says who one is, as the employee that one is', async () => {
    const office = await makeOffice(hub.database.sql, 'Dinas Profil');
    const superior = await office.hire({ name: 'Atasan Profil' });
    const employee = await office.hire({ name: 'Pegawai Profil', superior });
    const { caller, username } = await settle('employee', { employee });
    expect((await caller.get('/api/profile')).json()).toMatchObject({
      username,
      role: 'employee',
      opdName: 'Dinas Profil',
      employee: { name: 'Pegawai Profil', rank: 'III/c', superior: 'Atasan Profil' },
    });
  });

  it('changes the password for who knows the old one, to one that is hard to guess, and ends the other sessions', async () => {
    const { caller, username, id } = await settle();
    const elsewhere = await enter(username, OWN);
    const change = (current: string, next: string) => put(caller, '/api/profile/password', { current, next });
    expect((await change('salah', 'empat benda di rumah')).json()).toMatchObject({
      code: 'wrong-password',
      fields: [{ field: 'current' }],
    });
    for (const [next, code] of [
      [OWN, 'same-password'],
      ['pendek', 'password-too-short'],
      ['Bismillah2026', 'password-too-common'],
      ['198001012010', 'password-digits-only'],
    ])
      expect((await change(OWN, next ?? '')).json()).toMatchObject({ status: 422, code, fields: [{ field: 'next' }] });
    expect((await elsewhere.get('/api/session')).statusCode).toBe(200);
    expect((await change(OWN, 'empat benda di rumah')).statusCode).toBe(204);
    expect((await elsewhere.get('/api/session')).statusCode).toBe(401);
    expect((await caller.get('/api/session')).statusCode).toBe(200);
    expect((await history(id))[0]).toMatchObject({ action: 'password-changed' });
  });

  it('lets nobody try out old passwords without end', async () => {
    const { caller } = await settle();
    const change = (current: string) => put(caller, '/api/profile/password', { current, next: 'empat benda di rumah' });
    for (let i = 0; i < 10; i++) expect((await change(`salah-${i}`)).statusCode).toBe(422);
    expect((await change(OWN)).json()).toMatchObject({ status: 429, code: 'too-many-attempts' });
  });

  it('lists the sessions, each with its device, and ends one of them or all the others, but nobody else’s', async () => {
    const { caller, username } = await settle();
    const device = 'Mozilla/5.0 (Linux; Android 14) Chrome/121.0';
    const phone = await enter(username, OWN, device);
    const third = await enter(username, OWN);
    const { sessions } = (await caller.get('/api/profile')).json();
    expect(sessions).toHaveLength(3);
    expect(sessions.filter((each: { current: boolean }) => each.current)).toHaveLength(1);
    const ofPhone = sessions.find((each: { device: string }) => each.device === device);
    expect(Math.abs(Date.now() - Date.parse(ofPhone.usedAt))).toBeLessThan(60_000);
    const stranger = await settle();
    expect((await stranger.caller.delete(`/api/profile/sessions/${ofPhone.id}`)).statusCode).toBe(404);
    expect((await phone.get('/api/session')).statusCode).toBe(200);
    expect((await caller.delete(`/api/profile/sessions/${ofPhone.id}`)).statusCode).toBe(204);
    expect((await phone.get('/api/session')).statusCode).toBe(401);
    expect((await caller.delete('/api/profile/sessions')).statusCode).toBe(204);
    expect((await third.get('/api/session')).statusCode).toBe(401);
    expect((await caller.get('/api/session')).statusCode).toBe(200);
  });
});

it('writes no password into a log line or the audit log', async () => {
  const { id, password } = await settle();
  const reset = (await hub.admin.post(`/api/users/${id}/password`, {})).json().password;
  const audited = await hub.database.sql`SELECT detail::text AS detail FROM audit_log`;
  const written = [...lines, ...audited.map((row) => String(row.detail))].join('\n');
  expect(lines.length).toBeGreaterThan(0);
  for (const secret of [password, reset, OWN]) expect(written).not.toContain(secret);
});
