import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/open-database.ts';
import { DayKeeper } from '../../src/days/day-keeper.ts';
import { openFacts } from '../../src/days/open-facts.ts';
import { readDays } from '../../src/days/read-days.ts';
import { touchDays } from '../../src/days/touch-days.ts';
import { touchUnit } from '../../src/organisation/units-above.ts';
import { ensureDefaultPolicies } from '../../src/policies/install-defaults.ts';
import { startTestDatabase } from '../support/start-test-database.ts';
import { until } from '../support/until.ts';
import { readKeptDays, type SeededOffice, type SeededPunch, seedOffice, storePunches } from './seed-region.ts';

const log = pino({ level: 'fatal' });
/** Saturday noon in WIB after the week of Monday, 6 July 2026. */
const WEEK = ['2026-07-06', '2026-07-07', '2026-07-08', '2026-07-09', '2026-07-10'];
let now = new Date('2026-07-11T12:00:00+07:00');
let database: Database;
let keeper: DayKeeper;
let office: SeededOffice;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

beforeEach(async () => {
  now = new Date('2026-07-11T12:00:00+07:00');
  await database.sql`TRUNCATE days, day_queue, punches, duty_lists, postings, employees, bindings, units, doors, opds CASCADE`;
  await database.sql`DELETE FROM settings WHERE name = 'days-progress'`;
  // The policies are gone too: they name the users who are employees.
  await ensureDefaultPolicies(database.db);
  office = await seedOffice(database, { people: 4, through: '2026-07-12T00:00:00+07' });
  keeper = newKeeper();
});
afterEach(() => keeper.stop());

const newKeeper = () => new DayKeeper({ database, log, now: () => now });

const punch = (person: number, day: string, time: string): SeededPunch => ({
  employee: office.people[person] ?? '',
  day,
  at: `${day}T${time}+07:00`,
});

const statuses = async (person: number) => {
  const rows = await database.sql<{ day: string; status: string }[]>`
    SELECT day::text, status FROM days WHERE employee = ${office.people[person] ?? ''} ORDER BY day`;
  return Object.fromEntries(rows.map(({ day, status }) => [day, status]));
};

describe('keeping days', () => {
  it('gives everybody a verdict for every day that has begun, and says the same when asked without it', async () => {
    await storePunches(database, office, [
      punch(0, '2026-07-06', '07:20:00'),
      punch(0, '2026-07-06', '16:05:00'),
      punch(1, '2026-07-06', '07:42:30'),
      punch(1, '2026-07-06', '16:05:00'),
      punch(2, '2026-07-06', '07:25:00'),
    ]);
    await keeper.settled();
    expect(await statuses(0)).toEqual({
      ...Object.fromEntries(WEEK.map((day) => [day, 'absent'])),
      '2026-07-06': 'present',
      '2026-07-11': 'day_off',
    });
    expect((await statuses(1))['2026-07-06']).toBe('late');
    expect((await statuses(2))['2026-07-06']).toBe('forgotten_punch');
    const question = { employees: office.people, from: '2026-07-06', to: '2026-07-11', now };
    const kept = await readDays(database.db, question);
    await database.sql`TRUNCATE days`;
    expect(await readDays(database.db, question)).toEqual(kept);
    expect(kept.get(office.people[1] ?? '')?.[0]).toMatchObject({ lateMinutes: 12, events: [{ code: 'TL1' }] });
  });

  it('keeps the same days in whatever order and in whatever pieces the punches come', async () => {
    const all = WEEK.flatMap((day, index) =>
      office.people.flatMap((_, person) =>
        (index + person) % 4 === 0
          ? []
          : [punch(person, day, `07:${20 + index * 5}:00`), punch(person, day, '16:10:00')],
      ),
    );
    const keep = async (punches: readonly SeededPunch[], pieces: number) => {
      await database.sql`TRUNCATE days, day_queue, punches`;
      await database.sql`DELETE FROM settings WHERE name = 'days-progress'`;
      // Somebody's first punch fixes the first day that is kept: the same one in every order.
      await storePunches(database, office, [punch(3, '2026-07-06', '07:00:00')]);
      const own = newKeeper();
      await own.settled();
      const size = Math.ceil(punches.length / pieces);
      for (let at = 0; at < punches.length; at += size) {
        await storePunches(database, office, punches.slice(at, at + size));
        await own.settled();
      }
      await own.stop();
      return readKeptDays(database);
    };
    const expected = await keep(all, 1);
    expect(expected).toHaveLength(4 * 6);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.integer({ min: 1, max: 6 }),
        async (shuffled, pieces) => {
          expect(await keep(shuffled, pieces)).toEqual(expected);
        },
      ),
      { numRuns: 5 },
    );
  });

  it('judges again exactly the days that a late journal touches', async () => {
    await storePunches(
      database,
      office,
      WEEK.flatMap((day) => office.people.map((_, person) => punch(person, day, '07:10:00'))),
    );
    await keeper.settled();
    const before = keeper.done;
    // Three people, two days, two punches each.
    const late = [0, 1, 2].flatMap((person) =>
      ['2026-07-07', '2026-07-09'].flatMap((day) => [punch(person, day, '12:00:00'), punch(person, day, '16:30:00')]),
    );
    await storePunches(database, office, late);
    await keeper.settled();
    expect(keeper.done.judged - before.judged).toBe(6);
    expect(keeper.done.changed - before.changed).toBe(6);
    expect(await statuses(0)).toMatchObject({ '2026-07-07': 'present', '2026-07-08': 'forgotten_punch' });
  });

  it('counts the morning after a night shift to the day on which the shift began', async () => {
    const night = office.people[0] ?? '';
    const [edition] = await database.sql<{ document: { assignments: object[] } }[]>`
      SELECT document FROM policy_editions WHERE kind = 'assignments'`;
    const assignments = [
      ...(edition?.document.assignments ?? []),
      { target: { kind: 'employee', employee: night }, schedule: 'sif', from: '2026-07-01', to: null },
    ];
    await database.sql`INSERT INTO policy_editions (kind, effective_from, legal_basis, document, state, activation, revision)
      SELECT 'assignments', '2026-07-01', 'Uji', ${JSON.stringify({ assignments })}::text::jsonb, 'active', max(revision) + 1, max(revision) + 1
      FROM policy_editions`;
    await database.sql`INSERT INTO duty_lists (employee, day, shift) VALUES (${night}, '2026-07-07', 'malam')`;
    await storePunches(database, office, [punch(0, '2026-07-07', '20:50:00')]);
    await keeper.settled();
    const before = keeper.done.judged;
    await storePunches(database, office, [punch(0, '2026-07-08', '07:05:00')]);
    await keeper.settled();
    expect(keeper.done.judged - before).toBe(1);
    expect(await statuses(0)).toMatchObject({ '2026-07-07': 'present', '2026-07-08': 'day_off' });
    await database.sql`DELETE FROM policy_editions WHERE legal_basis = 'Uji'`;
  });

  it('calls nobody absent before his door has delivered past the end of the day, and does so then', async () => {
    await database.sql`UPDATE bindings SET through = '2026-07-10T12:00:00+07'`;
    await storePunches(database, office, [punch(1, '2026-07-06', '07:00:00')]);
    await keeper.settled();
    expect(await statuses(0)).toMatchObject({ '2026-07-09': 'absent', '2026-07-10': 'incomplete' });
    const judged = keeper.done.judged;
    await keeper.settled();
    expect(keeper.done.judged).toBe(judged);
    await database.sql`UPDATE bindings SET through = '2026-07-11T00:00:00+07'`;
    await keeper.settled();
    expect(await statuses(0)).toMatchObject({ '2026-07-10': 'absent' });
    expect(keeper.done.judged - judged).toBe(4);
  });

  it('closes a day as time goes by, without anything else happening', async () => {
    now = new Date('2026-07-09T12:00:00+07:00');
    await storePunches(database, office, [punch(0, '2026-07-09', '07:20:00')]);
    await keeper.settled();
    expect(await statuses(0)).toEqual({ '2026-07-09': 'present' });
    expect(await statuses(1)).toEqual({ '2026-07-09': 'not_yet_seen' });
    now = new Date('2026-07-10T08:00:00+07:00');
    await keeper.settled();
    expect(await statuses(0)).toEqual({ '2026-07-09': 'forgotten_punch', '2026-07-10': 'not_yet_seen' });
    expect(await statuses(1)).toEqual({ '2026-07-09': 'absent', '2026-07-10': 'not_yet_seen' });
  });

  it('follows punches by being told of them alone, also of those that come while it rests', async () => {
    const told = new DayKeeper({ database, log, now: () => now }, 3_600_000);
    await told.start();
    const judged = async () => {
      const [row] = await database.sql<{ departures: number }[]>`SELECT count(departure)::int AS departures FROM days`;
      return row?.departures;
    };
    try {
      for (const [index, day] of WEEK.entries()) {
        for (const time of ['07:20:00', '16:05:00']) await storePunches(database, office, [punch(0, day, time)]);
        await until('the departure to be judged', async () => ((await judged()) === index + 1 ? true : null));
      }
    } finally {
      await told.stop();
    }
  });

  it('judges by the office to which somebody belonged on each day', async () => {
    const other = await seedOffice(database, { people: 1, through: '2026-07-08T12:00:00+07' });
    const mover = office.people[0] ?? '';
    await database.sql`UPDATE postings SET to_day = '2026-07-07' WHERE employee = ${mover}`;
    await database.sql`INSERT INTO postings (employee, from_day, opd) VALUES (${mover}, '2026-07-08', ${other.opd})`;
    await storePunches(database, office, [punch(1, '2026-07-06', '07:00:00')]);
    await keeper.settled();
    expect(await statuses(0)).toMatchObject({ '2026-07-07': 'absent', '2026-07-08': 'incomplete' });
  });

  it('loses nothing and says nothing twice when hubs work at once and one is killed in the midst', async () => {
    const crowd = await seedOffice(database, { people: 2_600, through: '2026-07-12T00:00:00+07' });
    await storePunches(
      database,
      crowd,
      WEEK.map((day) => ({ employee: crowd.people[0] ?? '', day, at: `${day}T07:00:00+07:00` })),
    );
    const script = fileURLToPath(new URL('./keeper-process.ts', import.meta.url));
    const child = spawn(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), script, JSON.stringify(database.connection), now.toISOString()],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const count = async (table: 'days' | 'day_queue') =>
      (await database.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM ${database.sql(table)}`)[0]?.n ?? 0;
    await until('some days, and not all', async () =>
      (await count('days')) > 0 && (await count('day_queue')) > 0 ? true : null,
    );
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    const left = await count('day_queue');
    expect(left).toBeGreaterThan(0);
    const second = newKeeper();
    await Promise.all([keeper.settled(), second.settled()]);
    await until('an empty queue', async () => ((await count('day_queue')) === 0 ? true : null));
    await second.stop();
    expect(await count('days')).toBe((2_600 + 4) * 6);
    const question = { employees: crowd.people.slice(0, 50), from: '2026-07-06', to: '2026-07-11', now };
    const kept = await readDays(database.db, question);
    await database.sql`TRUNCATE days`;
    expect(await readDays(database.db, question)).toEqual(kept);
  });

  it('judges everybody else when something is wrong with the records of one person, and tries him again', async () => {
    await storePunches(database, office, [punch(0, '2026-07-06', '07:20:00'), punch(1, '2026-07-06', '07:20:00')]);
    await database.sql`
      WITH officer AS (
        INSERT INTO users (username, name, role, password_hash) VALUES ('uji', 'Uji', 'admin_bkd', '') RETURNING id
      )
      INSERT INTO requests (employee, subject, from_day, to_day, state, reason, entered_by)
      SELECT ${office.people[1] ?? ''}, '{"kind":"damaged"}', '2026-07-06', '2026-07-06', 'verified', '', id FROM officer`;
    await keeper.settled();
    expect(await statuses(0)).toMatchObject({ '2026-07-06': 'forgotten_punch', '2026-07-10': 'absent' });
    expect(await statuses(1)).toEqual({});
    const question = { employees: office.people, from: '2026-07-06', to: '2026-07-06', now };
    const asked = await readDays(database.db, question);
    expect(office.people.map((employee) => asked.get(employee)?.length)).toEqual([1, 0, 1, 1]);
    await database.sql`UPDATE requests SET state = 'rejected'`;
    await keeper.settled();
    expect(await statuses(1)).toEqual({});
    now = new Date(now.getTime() + 11 * 60_000);
    await keeper.settled();
    expect(await statuses(1)).toMatchObject({ '2026-07-06': 'forgotten_punch', '2026-07-10': 'absent' });
    await database.sql`TRUNCATE users CASCADE`;
  });

  it('knows the units above somebody’s own, and judges him again when one of them comes under another', async () => {
    const unit = async (name: string, parent: string | null) => {
      const [made] = await database.sql<{ id: string }[]>`
        INSERT INTO work_units (opd, name, parent) VALUES (${office.opd}, ${name}, ${parent}) RETURNING id`;
      return made?.id ?? '';
    };
    const bidang = await unit('Bidang', null);
    const seksi = await unit('Seksi', bidang);
    const regu = await unit('Regu', seksi);
    const [own = '', other = ''] = office.people;
    await database.sql`UPDATE postings SET work_unit = ${regu} WHERE employee = ${own}`;
    const above = async (employee: string) =>
      (await openFacts(database.db, office.people, '2026-07-06', '2026-07-06')).postingOn(employee, '2026-07-06')
        ?.unitsAbove;
    expect(await above(own)).toEqual([seksi, bidang]);
    expect(await above(other)).toEqual([]);
    await keeper.settled();
    await database.sql`UPDATE work_units SET parent = NULL WHERE id = ${seksi}`;
    await database.db.transaction((tx) => touchUnit(tx, seksi));
    expect(await database.sql`SELECT employee FROM day_queue`).toMatchObject([{ employee: own }]);
    expect(await above(own)).toEqual([seksi]);
    await keeper.settled();
    expect(Object.keys(await statuses(0))).toEqual(Object.keys(await statuses(1)));
  });

  it('answers from what was touched and not judged yet as if it had been', async () => {
    await storePunches(database, office, [punch(0, '2026-07-06', '07:20:00'), punch(0, '2026-07-06', '16:05:00')]);
    await keeper.settled();
    await database.db.transaction(async (tx) => {
      await tx.execute(`DELETE FROM punches`);
      await touchDays(tx, [office.people[0] ?? ''], '2026-07-06', '2026-07-06');
    });
    const question = { employees: [office.people[0] ?? ''], from: '2026-07-06', to: '2026-07-06', now };
    expect((await readDays(database.db, question)).get(office.people[0] ?? '')?.[0]?.status).toBe('absent');
  });
});
