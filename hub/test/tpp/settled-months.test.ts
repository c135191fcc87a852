import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOffice } from '../support/make-office.ts';
import { MONTH, officeDays, REASON, startTppDesk, type TppDesk } from './tpp-desk.ts';

const [first = '', next = ''] = officeDays;

let desk: TppDesk;
beforeAll(async () => {
  desk = await startTppDesk();
});
afterAll(() => desk.hub.stop());

const sql = () => desk.hub.database.sql;
const office = (name: string, through?: string) => makeOffice(sql(), name, through);
const approve = (id: string) => desk.second.post(`/api/tpp/corrections/${id}/approve`, {});

describe('a settled month', () => {
  it('is corrected twice, each time from what counts then, and the frozen figure stays', async () => {
    const { opd, ...place } = await office('OPD Dua Koreksi');
    const employee = await desk.hire({ opd, ...place }, 2);
    await desk.settle(opd);
    for (const [day, before] of [
      [first, 4_880_000],
      [next, 4_940_000],
    ] as const) {
      await desk.seeLate({ opd, ...place }, employee, day);
      const proposed = (await desk.propose(employee)).json();
      expect(proposed).toMatchObject({ before, after: before + 60_000, difference: 60_000 });
      expect(proposed.changes).toEqual([{ kind: 'event', code: 'TK', day, before: 60_000, after: 0 }]);
      expect((await approve(proposed.id)).json().state).toBe('approved');
    }
    const { figure, corrected, now } = await desk.person(employee);
    expect([figure.total, corrected?.total, now]).toEqual([4_880_000, 5_000_000, null]);
    expect(corrected?.legalBasis).toBe(figure.legalBasis);
    expect(await desk.sheet(opd)).toMatchObject({ total: 4_880_000, corrected: 120_000 });
    const { months } = (await desk.hub.admin.get(`/api/tpp/people/${employee}`)).json();
    expect(months).toContainEqual({ month: MONTH, state: 'frozen', total: 5_000_000 });
  });

  it('is not corrected to a figure that the data no longer give', async () => {
    const place = await office('OPD Berubah Lagi');
    const employee = await desk.hire(place, 2);
    await desk.settle(place.opd);
    await desk.seeLate(place, employee, first);
    const { id } = (await desk.propose(employee)).json();
    await desk.seeLate(place, employee, next);
    expect((await approve(id)).json().code).toBe('figure-changed');
    await desk.second.post(`/api/tpp/corrections/${id}/refuse`, { note: 'Usulkan yang baru.' });
    const again = (await desk.propose(employee)).json();
    expect(again.difference).toBe(120_000);
    expect((await approve(again.id)).statusCode).toBe(200);
  });

  it('is corrected where the amount is the same for another reason', async () => {
    const place = await office('OPD Alasan Lain');
    const employee = await desk.hire(place, 1);
    await desk.settle(place.opd);
    await desk.seeLate(place, employee, first);
    await sql()`DELETE FROM punches WHERE employee = ${employee} AND day = ${next}`;
    await desk.touch(employee, next);
    expect(await desk.differences(place.opd)).toMatchObject([{ employee, difference: 0, complete: true }]);
    const { changes } = (await desk.propose(employee)).json();
    expect(changes.map(({ day }: { day: string }) => day)).toEqual([first, next]);
  });

  it('follows a finding made after the freeze by a correction alone', async () => {
    const place = await office('OPD Temuan Susulan');
    const employee = await desk.hire(place, 0);
    await desk.settle(place.opd);
    const [one, two] = [
      await desk.hub.as({ username: 'apip.a', name: 'APIP A', role: 'inspectorate' }),
      await desk.hub.as({ username: 'apip.b', name: 'APIP B', role: 'inspectorate' }),
    ];
    const body = { employee, month: MONTH, summary: 'Presensi dengan topeng wajah.', evidence: ['LHP 7/2026'] };
    const found = (await one.post('/api/findings', body)).json();
    expect((await two.post(`/api/findings/${found.id}/confirm`, { note: REASON })).json().frozen).toBe(true);
    expect((await desk.sheet(place.opd)).total).toBe(5_000_000);
    const { figure, now } = await desk.person(employee);
    expect([figure.total, now?.total]).toEqual([5_000_000, 3_000_000]);
    expect(now?.lines[0]?.document).toContain('LHP 7/2026');
    const proposed = (await desk.propose(employee)).json();
    expect((await approve(proposed.id)).json().difference).toBe(-2_000_000);
  });

  it('takes a rating that BKD enters late as the ground of a correction; a superior comes too late', async () => {
    const place = await office('OPD Nilai Susulan');
    const superior = await place.hire();
    const employee = await place.hire({ superior });
    await place.see(employee, officeDays);
    await desk.settle(place.opd);
    const above = await desk.hub.as({ username: 'atasan.nilai', name: 'Atasan', role: 'employee', employee: superior });
    const put = (by: { cookie: string; csrfToken: string }) =>
      desk.hub.api.app.inject({
        method: 'PUT',
        url: '/api/ratings',
        payload: { employee, month: MONTH, code: 'cukup', note: REASON },
        headers: { cookie: by.cookie, 'x-csrf-token': by.csrfToken },
      });
    expect((await put(above)).json().code).toBe('month-frozen');
    expect((await put(desk.hub.admin)).statusCode).toBe(204);
    const { figure, now, ratings } = await desk.person(employee);
    // Without a rating the performance part was 40 % of 3,000,000; with this one it is 90 %.
    expect([figure.total, now?.total]).toEqual([3_200_000, 4_700_000]);
    expect(figure.lines[0]?.clauses).toEqual([figure.legalBasis]);
    expect(ratings.map(({ code }) => code)).toContain('cukup');
    const proposed = (await desk.propose(employee)).json();
    expect((await approve(proposed.id)).json().state).toBe('approved');
  });

  it('is corrected although something stays open that was accepted at the freeze', async () => {
    // The door delivered nothing after the 20th: whoever was not seen then was not absent but unknown.
    const place = await office('OPD Pintu Bisu', '2026-07-20T00:00:00Z');
    const employee = await place.hire();
    await desk.rate(employee);
    await place.see(employee, officeDays.slice(1, -1));
    await desk.settle(place.opd);
    const { figure } = await desk.person(employee);
    expect(figure.open).toEqual([{ day: officeDays.at(-1), why: 'incomplete' }]);
    await desk.seeLate(place, employee, first);
    expect(await desk.differences(place.opd)).toMatchObject([{ difference: 60_000, complete: true }]);
    const proposed = (await desk.propose(employee)).json();
    expect((await approve(proposed.id)).json().state).toBe('approved');
  });
});

describe('somebody who changes the office after the freeze', () => {
  it('stays on the sheet that paid him, where the difference is named', async () => {
    const [from, to] = [await office('OPD Lama'), await office('OPD Baru')];
    const employee = await desk.hire(from, 1);
    await desk.settle(from.opd);
    await sql()`UPDATE postings SET opd = ${to.opd}, base_tpp = 6000000 WHERE employee = ${employee}`;
    await sql()`INSERT INTO day_queue (employee, from_day, to_day) VALUES (${employee}, '2026-07-01', '2026-07-31')`;
    expect((await desk.sheet(to.opd)).lines).toEqual([]);
    expect(await desk.differences(from.opd)).toMatchObject([{ employee, settled: 4_940_000 }]);
  });

  it('who came to a frozen sheet by a correction is on no other sheet afterwards', async () => {
    const [frozen, open] = [await office('OPD Beku'), await office('OPD Terbuka')];
    await desk.hire(frozen, 0);
    await desk.settle(frozen.opd);
    const newcomer = await desk.hire(frozen, 0);
    expect(await desk.differences(frozen.opd)).toMatchObject([{ employee: newcomer, settled: null, now: 5_000_000 }]);
    expect((await desk.person(newcomer)).onSheet).toBe(false);
    const proposed = (await desk.propose(newcomer)).json();
    // Meanwhile he is moved to an office that is frozen with him: then that is where he is paid.
    expect((await approve(proposed.id)).json().difference).toBe(5_000_000);
    await sql()`UPDATE postings SET opd = ${open.opd} WHERE employee = ${newcomer}`;
    expect((await desk.sheet(open.opd)).lines).toEqual([]);
  });

  it('is not paid twice where another sheet settles him before his correction is approved', async () => {
    const [frozen, open] = [await office('OPD Beku Dua'), await office('OPD Terbuka Dua')];
    await desk.hire(frozen, 0);
    await desk.settle(frozen.opd);
    const newcomer = await desk.hire(frozen, 0);
    const { id } = (await desk.propose(newcomer)).json();
    await sql()`UPDATE postings SET opd = ${open.opd} WHERE employee = ${newcomer}`;
    await sql()`INSERT INTO day_queue (employee, from_day, to_day) VALUES (${newcomer}, '2026-07-01', '2026-07-31')`;
    await desk.settle(open.opd);
    expect((await approve(id)).statusCode).toBe(409);
    const [paid] = await sql()<{ total: string }[]>`
      SELECT sum(total)::text AS total FROM frozen_results WHERE employee = ${newcomer}`;
    expect(Number(paid?.total)).toBeLessThanOrEqual(5_000_000);
  });
});

describe('corrections of many people', () => {
  it('are proposed for one reason and decided at once, never by who proposed them', async () => {
    const place = await office('OPD Banyak Koreksi');
    const people = [await desk.hire(place, 1), await desk.hire(place, 1), await desk.hire(place, 1)];
    await desk.settle(place.opd);
    for (const employee of people) await desk.seeLate(place, employee, first);
    const differences = await desk.differences(place.opd);
    const wanted = differences.map(({ employee, digest }) => ({ employee, digest }));
    const url = `/api/tpp/sheets/${place.opd}/${MONTH}/corrections`;
    const [one] = wanted;
    await desk.hub.admin.post(url, { reason: REASON, people: one ? [one] : [] });
    const outcome = (await desk.hub.admin.post(url, { reason: REASON, people: wanted })).json();
    expect(outcome).toMatchObject({ done: 2, refused: [{ problem: expect.stringContaining('menunggu') }] });
    const listed = (await desk.second.get(`/api/tpp/corrections?state=proposed&month=${MONTH}`)).json();
    const ids = listed.corrections.flatMap(({ id, opd }: { id: string; opd: string }) => (opd === place.opd ? id : []));
    expect(ids).toHaveLength(3);
    const decide = { corrections: ids, verdict: 'approve' };
    expect((await desk.hub.admin.post('/api/tpp/corrections/decide', decide)).json()).toMatchObject({ done: 0 });
    expect((await desk.second.post('/api/tpp/corrections/decide', decide)).json()).toEqual({ done: 3, refused: [] });
    expect((await desk.sheet(place.opd)).corrected).toBe(180_000);
    const operator = await desk.hub.as({
      username: 'op.asing',
      name: 'Operator Asing',
      role: 'opd_operator',
      opd: (await office('OPD Asing Koreksi')).opd,
    });
    expect((await operator.post(url, { reason: REASON, people: wanted })).statusCode).toBe(403);
  });
});

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
