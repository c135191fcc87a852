import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeOffice } from '../support/make-office.ts';
import { MONTH, officeDays, startTppDesk, type TppDesk } from './tpp-desk.ts';

let desk: TppDesk;
beforeAll(async () => {
  desk = await startTppDesk();
});
afterAll(() => desk.hub.stop());

/** Tables whose rows make a month, in an order in which they can be taken away. */
const TABLES = ['punches', 'ratings', 'assembly_absences', 'manipulation_findings', 'postings'] as const;
interface Fact {
  readonly table: (typeof TABLES)[number];
  /** JSON. */
  readonly row: string;
}

it('a sheet is the same in whatever order its facts reached the hub, and however often it was worked out meanwhile', async () => {
  const { sql } = desk.hub.database;
  const [office, other] = [await makeOffice(sql, 'OPD Sembarang'), await makeOffice(sql, 'OPD Pindah')];
  const { opd } = office;
  const people = [];
  for (const [index, times] of ['07:15 17:00', '08:20 17:00', '07:15 15:30', '07:15', '10:00 17:00'].entries()) {
    const employee = await office.hire({ base: 4_123_457 + index });
    await office.see(employee, officeDays.slice(index), times.split(' '));
    await other.see(employee, officeDays.slice(0, 2));
    await desk.rate(employee, index % 2 === 0 ? 'baik' : 'kurang');
    people.push(employee);
  }
  const [first = '', second = ''] = people;
  // One of them came from another office in the middle of the month.
  await sql`UPDATE postings SET from_day = '2026-07-15' WHERE employee = ${first}`;
  await sql`INSERT INTO postings (employee, from_day, to_day, opd, base_tpp) VALUES (${first}, '2020-01-01', '2026-07-14', ${other.opd}, 6000001)`;
  const missed = { opd, day: officeDays[15], kind: 'apel', name: 'Apel', naming: 'missed', employees: [first, second] };
  expect((await desk.hub.admin.post('/api/assemblies', missed)).statusCode).toBe(201);
  await sql`
    INSERT INTO manipulation_findings (employee, month, state, summary, evidence, recorded_by, recorded_at, decided_by)
    SELECT ${second}, ${MONTH}, 'confirmed', 'Contoh', '["LHP"]', id, now(), id FROM users LIMIT 1`;
  const touch = (employee: string) =>
    sql`INSERT INTO day_queue (employee, from_day, to_day) VALUES (${employee}, '2026-07-01', '2026-07-31')`;
  for (const employee of people) await touch(employee);
  const expected = await desk.sheet(opd);
  expect(new Set(expected.lines.map(({ total }) => total)).size).toBe(people.length);

  const facts: Fact[] = [];
  for (const table of TABLES)
    for (const { row } of await sql<{ row: string }[]>`
      SELECT to_json(t)::text AS row FROM ${sql(table)} t WHERE employee = ANY(${people}::uuid[])`)
      facts.push({ table, row });
  expect(facts.length).toBeGreaterThan(180);
  const orders = fc.shuffledSubarray(facts, { minLength: facts.length, maxLength: facts.length });
  for (const order of fc.sample(orders, { numRuns: 3, seed: 11 })) {
    for (const table of TABLES) await sql`DELETE FROM ${sql(table)} WHERE employee = ANY(${people}::uuid[])`;
    for (const employee of people) await touch(employee);
    for (let at = 0; at < order.length; at += 80) {
      const arrived = order.slice(at, at + 80);
      for (const table of TABLES) {
        const rows = `[${arrived.flatMap((fact) => (fact.table === table ? [fact.row] : [])).join()}]`;
        await sql`INSERT INTO ${sql(table)} SELECT * FROM json_populate_recordset(null::${sql(table)}, ${rows}::text::json)`;
      }
      for (const employee of people) await touch(employee);
      // Somebody looks in between: what is worked out then must leave no trace.
      await desk.sheet(opd);
    }
    expect((await desk.sheet(opd)).digest).toBe(expected.digest);
  }
});
