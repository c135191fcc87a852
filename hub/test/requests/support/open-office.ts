import type { NewUser } from '@hadir/shared/api/session';
import type { LightMyRequestResponse } from 'fastify';
import type { Static } from 'typebox';
import type { ApiDependencies } from '../../../src/http/api-dependencies.ts';
import { type Caller, startTestApi, type TestApi } from '../../api/support/start-test-api.ts';

/** Wednesday, 15 July 2026, eleven o'clock in Jayapura. */
export const NOW = new Date('2026-07-15T02:00:00Z');

export interface Person {
  readonly id: string;
  readonly caller: Caller;
}

/** An office with a head, a superior, two of his staff, and BKD; everybody signed in. */
export interface Office {
  readonly api: TestApi;
  readonly opd: string;
  readonly head: Caller;
  readonly superior: Person;
  readonly staff: Person;
  readonly colleague: Person;
  readonly bkd: Caller;
  readonly operator: Caller;
  /** Sets what the hub takes for the time. */
  at(now: Date): void;
  put(by: Caller, url: string, body: object): Promise<LightMyRequestResponse>;
  upload(by: Caller, name: string, bytes: Uint8Array, query?: string): Promise<LightMyRequestResponse>;
  hire(name: string, superior: string | null, opd?: string, pppk?: boolean): Promise<string>;
  signIn(user: Static<typeof NewUser>): Promise<Caller>;
  stop(): Promise<void>;
}

export async function openOffice(overrides: Partial<ApiDependencies> = {}): Promise<Office> {
  let now = NOW;
  let serial = 0;
  const api = await startTestApi({ now: () => now, ...overrides });
  const { admin } = api;
  const office = await admin.post('/api/opds', { name: 'Dinas Uji', zone: 'Asia/Jayapura' });
  const opd: string = office.json().id;
  const { sql } = api.database;

  const hire: Office['hire'] = async (name, superior, at = opd, pppk = false) => {
    serial += 1;
    const nip = `19800101${pppk ? '202121' : '201003'}1${String(serial).padStart(3, '0')}`;
    const id: string = (await admin.post('/api/employees', { nip, name, opd: at })).json().id;
    if (superior !== null) await sql`UPDATE postings SET superior = ${superior} WHERE employee = ${id}`;
    return id;
  };
  const superior = await hire('Atasan Uji', null);
  const staff = await hire('Staf Uji', superior);
  const colleague = await hire('Rekan Uji', superior);
  const account = (id: string, username: string, name: string) =>
    api.as({ username, name, role: 'employee', employee: id });
  return {
    api,
    opd,
    head: await api.as({ username: 'kepala', name: 'Kepala Uji', role: 'opd_head', opd }),
    superior: { id: superior, caller: await account(superior, 'atasan', 'Atasan Uji') },
    staff: { id: staff, caller: await account(staff, 'staf', 'Staf Uji') },
    colleague: { id: colleague, caller: await account(colleague, 'rekan', 'Rekan Uji') },
    operator: await api.as({ username: 'operator', name: 'Operator Uji', role: 'opd_operator', opd }),
    bkd: admin,
    at: (moment) => {
      now = moment;
    },
    put: (by, url, body) =>
      api.api.app.inject({
        method: 'PUT',
        url,
        payload: body,
        headers: { cookie: by.cookie, 'x-csrf-token': by.csrfToken },
      }),
    upload: (by, name, bytes, query = '') => {
      const boundary = 'batas-uji';
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
      return api.api.app.inject({
        method: 'POST',
        url: `/api/evidence-files${query}`,
        payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
        headers: {
          cookie: by.cookie,
          'x-csrf-token': by.csrfToken,
          'content-type': `multipart/form-data; boundary=${boundary}`,
        },
      });
    },
    hire,
    signIn: (user) => api.as(user),
    stop: () => api.stop(),
  };
}

/** The smallest documents that are what they say. */
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
