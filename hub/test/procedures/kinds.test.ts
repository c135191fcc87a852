import type { NewProcedure, Procedure } from '@hadir/shared/api/procedures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LifeHub, type Officer } from '../support/life-hub.ts';
import type { LifeUnit } from '../support/life-unit.ts';

let hub: LifeHub;
let officer: Officer;
beforeAll(async () => {
  hub = await LifeHub.open();
  officer = await hub.signInFirst();
});
afterAll(() => hub.close());

async function request(wanted: NewProcedure): Promise<Procedure> {
  const answer = await hub.call(officer, 'POST', '/api/procedures', wanted);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json();
}

async function makeClaim(procedure: Procedure): Promise<string> {
  const answer = await hub.call(officer, 'POST', `/api/procedures/${procedure.id}/claim`, {});
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json().claim;
}

async function finished(procedure: Procedure, afterDeed?: () => Promise<void>): Promise<Procedure> {
  return hub.until(
    `the end of ${procedure.kind}`,
    async () => {
      const now = await hub.show(officer, procedure.id);
      return now.finishedAt === null ? null : now;
    },
    afterDeed,
  );
}

async function install(door: string): Promise<LifeUnit> {
  const procedure = await request({ kind: 'install', door, reason: 'Unit pertama' });
  const unit = await hub.claim(await makeClaim(procedure));
  hub.connect(unit);
  expect(await finished(procedure)).toMatchObject({ state: 'done', newUnit: unit.id });
  return unit;
}

const stepStates = ({ steps }: Procedure) => Object.fromEntries(steps.map(({ name, state }) => [name, state]));

async function servedBy(door: string): Promise<string | null> {
  const rows = await hub.database.sql<{ unit: string }[]>`
    SELECT unit FROM bindings WHERE door = ${door} AND until IS NULL`;
  expect(rows.length).toBeLessThan(2);
  return rows[0]?.unit ?? null;
}

describe('an installation', () => {
  it('goes from the claim to the unit in service, and says what it waits for on the way', async () => {
    const door = await hub.newDoor(officer);
    const asked = await request({ kind: 'install', door, reason: 'Unit pertama' });
    expect(asked).toMatchObject({ state: 'running', mayClaim: true, oldUnit: null, requestedBy: 'Administrator BKD' });
    expect(asked.steps.find(({ state }) => state === 'current')).toMatchObject({
      name: 'claimed',
      detail: expect.stringContaining('kode klaim'),
    });
    const unit = await hub.claim(await makeClaim(asked));
    expect(await hub.show(officer, asked.id)).toMatchObject({ mayClaim: false, newUnit: unit.id });
    hub.connect(unit);
    const done = await finished(asked);
    expect(new Set(Object.values(stepStates(done)))).toEqual(new Set(['done']));
    expect(await servedBy(door)).toBe(unit.id);
  });
});

describe('a move', () => {
  it('ends the binding at the old door before the one at the new door begins, with every entry where it belongs', async () => {
    const [from, to] = [await hub.newDoor(officer), await hub.newDoor(officer)];
    const unit = await install(from);
    unit.punch('11111111-1111-4111-8111-111111111111');
    const done = await finished(await request({ kind: 'move', unit: unit.id, door: to, reason: 'Kantor pindah' }));
    expect(done).toMatchObject({ state: 'done', door: to, oldUnit: unit.id, newUnit: unit.id });
    expect(new Set(Object.values(stepStates(done)))).toEqual(new Set(['done']));
    expect(unit).toMatchObject({ binding: 2, door: to });
    expect([await servedBy(from), await servedBy(to)]).toEqual([null, unit.id]);
    unit.punch('11111111-1111-4111-8111-111111111111');
    await hub.until('everything delivered', async () => (unit.hasUndelivered ? null : true));
    const punches = await hub.database.sql`SELECT binding, door FROM punches WHERE unit = ${unit.id} ORDER BY binding`;
    expect(punches).toMatchObject([
      { binding: 1, door: from },
      { binding: 2, door: to },
    ]);
  });
});

describe('a retirement', () => {
  it('hears the unit to its last entry and then shuts it out', async () => {
    const door = await hub.newDoor(officer);
    const unit = await install(door);
    const done = await finished(await request({ kind: 'retire', unit: unit.id, reason: 'Kantor ditutup' }));
    expect(new Set(Object.values(stepStates(done)))).toEqual(new Set(['done']));
    const [row] = await hub.database.sql`SELECT state FROM units WHERE id = ${unit.id}`;
    expect([row?.state, await servedBy(door)]).toEqual(['revoked', null]);
    const [last] = await hub.database.sql`SELECT type FROM entries WHERE unit = ${unit.id} ORDER BY seq DESC LIMIT 1`;
    expect(last?.type).toBe('command');
  });
});
