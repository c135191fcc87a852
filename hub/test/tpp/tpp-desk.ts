import type { Differences, PersonMonth, Sheet } from '@hadir/shared/api/tpp';
import type { LightMyRequestResponse } from 'fastify';
import { monthDays } from '../../src/rules/tpp/month-days.ts';
import { type Caller, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import type { Office } from '../support/make-office.ts';

export const MONTH = '2026-07';
/** July 2026 has no holiday from Monday to Friday. */
export const officeDays = monthDays(MONTH).filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));
export const REASON = 'Perangkat rusak, sudah diperiksa bersama OPD.';

/** A hub on the 5th of August 2026, and two officers of BKD who settle July. */
export interface TppDesk {
  readonly hub: TestApi;
  readonly second: Caller;
  rate(employee: string, code?: string): Promise<unknown>;
  sheet(opd: string): Promise<Sheet>;
  person(employee: string, by?: Caller): Promise<PersonMonth>;
  differences(opd: string): Promise<Differences['differences']>;
  freeze(opd: string, digest: string, acceptReason?: string): Promise<LightMyRequestResponse>;
  /** Freezes the month as it is, whatever is incomplete. */
  settle(opd: string): Promise<void>;
  /** Proposes a correction for somebody as his figure is now. @returns the answer */
  propose(employee: string): Promise<LightMyRequestResponse>;
  /** Somebody who was there on every office day but the first few, which he missed. */
  hire(office: Office, missed: number, changes?: Parameters<Office['hire']>[0]): Promise<string>;
  /** A sighting that reaches the hub late. */
  seeLate(office: Office, employee: string, day: string): Promise<void>;
  /** Says that a day has to be judged again, as whatever changes one does. */
  touch(employee: string, day: string): Promise<unknown>;
}

export async function startTppDesk(): Promise<TppDesk> {
  const hub = await startTestApi({ now: () => new Date('2026-08-05T03:00:00Z') });
  const second = await hub.as({ username: 'bkd.dua', name: 'Petugas Dua', role: 'admin_bkd' });
  const { sql } = hub.database;
  const rate = (employee: string, code = 'baik') =>
    sql`INSERT INTO ratings (employee, month, code, source) VALUES (${employee}, ${MONTH}, ${code}, 'bkd')`;
  const sheet = async (opd: string) => (await hub.admin.get(`/api/tpp/sheets/${opd}/${MONTH}`)).json();
  const person = async (employee: string, by = hub.admin) =>
    (await by.get(`/api/tpp/people/${employee}/${MONTH}`)).json();
  const freeze = (opd: string, digest: string, acceptReason?: string) =>
    hub.admin.post(`/api/tpp/sheets/${opd}/${MONTH}/freeze`, acceptReason ? { digest, acceptReason } : { digest });
  const touch = (employee: string, day: string) =>
    sql`INSERT INTO day_queue (employee, from_day, to_day) VALUES (${employee}, ${day}, ${day})`;
  return {
    hub,
    second,
    rate,
    sheet,
    person,
    freeze,
    touch,
    differences: async (opd) => (await hub.admin.get(`/api/tpp/sheets/${opd}/${MONTH}/differences`)).json().differences,
    settle: async (opd) => {
      const frozen = await freeze(opd, (await sheet(opd)).digest, REASON);
      if (frozen.statusCode !== 200) throw new Error(`The freeze answered ${frozen.body}`);
    },
    propose: async (employee) =>
      hub.admin.post(`/api/tpp/people/${employee}/${MONTH}/corrections`, {
        digest: (await person(employee)).nowDigest ?? '0'.repeat(64),
        reason: REASON,
      }),
    hire: async (office, missed, changes = {}) => {
      const employee = await office.hire(changes);
      await office.see(employee, officeDays.slice(missed));
      await rate(employee);
      return employee;
    },
    seeLate: async (office, employee, day) => {
      await office.see(employee, [day]);
      await touch(employee, day);
    },
  };
}
