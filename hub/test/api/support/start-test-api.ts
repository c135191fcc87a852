import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CreatedUser, NewUser } from '@hadir/shared/api/session';
import type { LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import type { Static } from 'typebox';
import type { Authority } from '../../../src/authority/authority.ts';
import { openAuthority } from '../../../src/authority/open-authority.ts';
import type { Database } from '../../../src/database/open-database.ts';
import type { ApiDependencies } from '../../../src/http/api-dependencies.ts';
import { type Api, createApi } from '../../../src/http/create-api.ts';
import { ensureFirstAdministrator } from '../../../src/users/ensure-first-administrator.ts';
import { FakeTransport } from '../../support/fake-transport.ts';
import { startTestDatabase } from '../../support/start-test-database.ts';

export const ASSETS = fileURLToPath(new URL('../../../../.assets', import.meta.url));

interface Call {
  readonly body?: object | undefined;
  readonly headers?: Record<string, string>;
}

/** Somebody who signed in: calls carry the session's cookie and CSRF token. */
export interface Caller {
  readonly csrfToken: string;
  readonly cookie: string;
  get(url: string): Promise<LightMyRequestResponse>;
  post(url: string, body: object): Promise<LightMyRequestResponse>;
  delete(url: string): Promise<LightMyRequestResponse>;
}

export interface TestApi {
  readonly api: Api;
  readonly database: Database;
  readonly authority: Authority;
  readonly transport: FakeTransport;
  readonly admin: Caller;
  call(method: 'GET' | 'POST' | 'DELETE', url: string, call?: Call): Promise<LightMyRequestResponse>;
  signIn(username: string, password: string): Promise<Caller>;
  /** Makes a user and signs in. */
  as(user: Static<typeof NewUser>): Promise<Caller>;
  stop(): Promise<void>;
}

/** The API as in production, on a database of its own, with a broker that has no network, unless others are given. */
export async function startTestApi(overrides: Partial<ApiDependencies> = {}): Promise<TestApi> {
  const data = await mkdtemp(join(tmpdir(), 'hadir-api-'));
  const log = pino({ level: 'fatal' });
  const database = overrides.database ?? (await startTestDatabase());
  const authority =
    overrides.authority ?? (await openAuthority({ data, publicHost: 'localhost', region: 'Kabupaten Uji' }, log));
  const transport = new FakeTransport();
  const api = await createApi({
    config: { region: 'Kabupaten Uji', publicHost: 'localhost', assets: ASSETS },
    database,
    authority,
    transport,
    log,
    addresses: () => ({ https: 'https://localhost:8443', mqtt: 'mqtts://localhost:8883' }),
    ...overrides,
  });
  await api.start();
  await api.app.ready();

  const call: TestApi['call'] = (method, url, { body, headers } = {}) =>
    api.app.inject({ method, url, ...(body ? { payload: body } : {}), headers: headers ?? {} });

  const signIn: TestApi['signIn'] = async (username, password) => {
    const answer = await call('POST', '/api/session', { body: { username, password } });
    if (answer.statusCode !== 200) throw new Error(`The sign-in of ${username} answered ${answer.body}`);
    const cookie = `hadir_session=${answer.cookies[0]?.value}`;
    const csrfToken: string = answer.json().csrfToken;
    const headers = { cookie, 'x-csrf-token': csrfToken };
    return {
      csrfToken,
      cookie,
      get: (url) => call('GET', url, { headers: { cookie } }),
      post: (url, body) => call('POST', url, { body, headers }),
      delete: (url) => call('DELETE', url, { headers }),
    };
  };
  const first = await ensureFirstAdministrator(database.db);
  if (first === null) throw new Error('A fresh database already has users.');
  const admin = await signIn(first.username, first.password);
  return {
    api,
    database,
    authority,
    transport,
    admin,
    call,
    signIn,
    as: async (user) => {
      const made: Static<typeof CreatedUser> = (await admin.post('/api/users', user)).json();
      return signIn(user.username, made.password);
    },
    stop: async () => {
      await api.stop();
      await database.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
