import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LifeHub } from '../support/life-hub.ts';
import { ProcedureDesk, stepStates } from '../support/procedure-desk.ts';

const EMPLOYEE = '11111111-1111-4111-8111-111111111111';
const FACTS = { model: 'Raspberry Pi 4', serial: 'demo-1', mac: '02:00:00:00:00:01', camera: 'demo-camera' };
let hub: LifeHub;
let desk: ProcedureDesk;
beforeAll(async () => {
  hub = await LifeHub.open();
  desk = new ProcedureDesk(hub, await hub.signInFirst());
});
afterAll(() => hub.close());

const allDone = new Set(['done']);
const states = (procedure: Parameters<typeof stepStates>[0]) => new Set(Object.values(stepStates(procedure)));

describe('an installation', () => {
  it('goes from the claim to the unit in service, and says what it waits for on the way', async () => {
    const door = await desk.newDoor();
    const asked = await desk.request({ kind: 'install', door, reason: 'Unit pertama' });
    expect(asked).toMatchObject({ state: 'running', mayClaim: true, oldUnit: null, requestedBy: 'Administrator BKD' });
    expect(asked.steps.find(({ state }) => state === 'current')).toMatchObject({
      name: 'claimed',
      detail: expect.stringContaining('kode klaim'),
    });
    const unit = await hub.claim(await desk.makeClaim(asked));
    expect(await hub.show(desk.officer, asked.id)).toMatchObject({ mayClaim: false, newUnit: unit.id });
    hub.connect(unit);
    expect(states(await desk.finished(asked))).toEqual(allDone);
    expect(await desk.servedBy(door)).toBe(unit.id);
  });
});

describe('a replacement', () => {
  it('lets the old unit leave first where it still answers', async () => {
    const door = await desk.newDoor();
    const old = await desk.install(door);
    const asked = await desk.request({ kind: 'replace', unit: old.id, reason: 'Kamera buram' });
    await desk.reached(asked, 'roster-erased');
    const next = await hub.claim(await desk.makeClaim(asked));
    hub.connect(next);
    const done = await desk.finished(asked);
    expect(states(done)).toEqual(allDone);
    expect(done).toMatchObject({ state: 'done', oldUnit: old.id, newUnit: next.id });
    expect([await desk.servedBy(door), await desk.stateOf(old)]).toEqual([next.id, 'revoked']);
    const [row] = await hub.database.sql`SELECT follows FROM bindings WHERE unit = ${next.id}`;
    expect(row?.follows).toMatchObject({ unit: old.id, binding: 1, seq: old.journals.get(1)?.written.length });
  });

  it('does not wait for a unit that never answers', async () => {
    const door = await desk.newDoor();
    const old = await desk.install(door);
    hub.disconnect(old);
    const asked = await desk.request({ kind: 'replace', unit: old.id, reason: 'Mati total' });
    expect(stepStates(asked)).toMatchObject({ 'unit-told': 'current' });
    const next = await hub.claim(await desk.makeClaim(asked));
    expect([await desk.servedBy(door), await desk.stateOf(old)]).toEqual([next.id, 'revoked']);
    hub.connect(next);
    expect(stepStates(await desk.finished(asked))).toMatchObject({
      'unit-told': 'skipped',
      'roster-erased': 'skipped',
      claimed: 'done',
      'in-service': 'done',
    });
  });

  it('keeps what the broken unit had recorded when it comes back after all, for a person to decide', async () => {
    const door = await desk.newDoor();
    const old = await desk.install(door);
    hub.disconnect(old);
    old.punch(EMPLOYEE);
    const asked = await desk.request({ kind: 'replace', unit: old.id, reason: 'Mati total' });
    hub.connect(await hub.claim(await desk.makeClaim(asked)));
    await desk.finished(asked);
    // Had it slipped through the broker, ingest would still refuse it.
    await old.deliver(hub);
    expect(old.refused).toBe(true);
    const kept = await hub.database.sql`SELECT reason, decision FROM quarantine WHERE unit = ${old.id}`;
    expect(kept).toMatchObject([{ reason: 'unit-revoked', decision: null }]);
    expect(await hub.database.sql`SELECT 1 FROM punches WHERE unit = ${old.id}`).toHaveLength(0);
  });
});

describe('a move', () => {
  it('ends the binding at the old door before the one at the new door begins, with every entry where it belongs', async () => {
    const [from, to] = [await desk.newDoor(), await desk.newDoor()];
    const unit = await desk.install(from);
    unit.punch(EMPLOYEE);
    const done = await desk.finished(await desk.request({ kind: 'move', unit: unit.id, door: to, reason: 'Pindah' }));
    expect(done).toMatchObject({ state: 'done', door: to, oldUnit: unit.id, newUnit: unit.id });
    expect(states(done)).toEqual(allDone);
    expect(unit).toMatchObject({ binding: 2, door: to });
    expect([await desk.servedBy(from), await desk.servedBy(to)]).toEqual([null, unit.id]);
    unit.punch(EMPLOYEE);
    await hub.until('everything delivered', async () => (unit.hasUndelivered ? null : true));
    const punches = await hub.database.sql`SELECT binding, door FROM punches WHERE unit = ${unit.id} ORDER BY binding`;
    expect(punches).toMatchObject([
      { binding: 1, door: from },
      { binding: 2, door: to },
    ]);
  });

  it('is finished when a unit that was away comes back weeks later, and its old entries count for the old door', async () => {
    const [from, to] = [await desk.newDoor(), await desk.newDoor()];
    const unit = await desk.install(from);
    hub.disconnect(unit);
    unit.punch(EMPLOYEE);
    const asked = await desk.request({ kind: 'move', unit: unit.id, door: to, reason: 'Pindah' });
    expect(stepStates(asked)).toMatchObject({ 'unit-told': 'current' });
    const weeksAgo = new Date(Date.now() - 40 * 86_400_000).toISOString();
    await hub.database.sql`UPDATE commands SET issued_at = ${weeksAgo} WHERE procedure = ${asked.id}`;
    unit.punch(EMPLOYEE);
    hub.connect(unit);
    expect(await desk.finished(asked)).toMatchObject({ state: 'done' });
    const punches = await hub.database.sql`SELECT door FROM punches WHERE unit = ${unit.id}`;
    expect(punches).toMatchObject([{ door: from }, { door: from }]);
  });

  it('leaves a unit that refuses at its old door, as though nothing had been', async () => {
    const [from, to] = [await desk.newDoor(), await desk.newDoor()];
    const unit = await desk.install(from);
    unit.stubborn = true;
    const ended = await desk.finished(await desk.request({ kind: 'move', unit: unit.id, door: to, reason: 'Pindah' }));
    expect(ended.state).toBe('cancelled');
    expect(ended.steps.find(({ name }) => name === 'roster-erased')?.detail).toContain('Tidak mau');
    expect([await desk.servedBy(from), await desk.servedBy(to)]).toEqual([unit.id, null]);
    unit.stubborn = false;
    const again = await desk.finished(await desk.request({ kind: 'move', unit: unit.id, door: to, reason: 'Pindah' }));
    expect([again.state, unit.binding]).toEqual(['done', 2]);
  });

  it.each([
    { when: 'before it is told', isThere: false },
    { when: 'after it was told', isThere: true },
  ])('ends at once when the unit is shut out $when', async ({ isThere }) => {
    const [from, to] = [await desk.newDoor(), await desk.newDoor()];
    const unit = await desk.install(from);
    if (!isThere) hub.disconnect(unit);
    const move = await desk.request({ kind: 'move', unit: unit.id, door: to, reason: 'Pindah' });
    if (isThere) await hub.until('the order to be sent', async () => (unit.hasOrders ? true : null));
    hub.disconnect(unit);
    await hub.call(desk.officer, 'POST', `/api/units/${unit.id}/revoke`, { reason: 'Hilang' });
    const ended = await desk.finished(move);
    expect([ended.state, await desk.servedBy(to)]).toEqual(['cancelled', null]);
  });
});

describe('a retirement', () => {
  it('hears the unit to its last entry and then shuts it out', async () => {
    const door = await desk.newDoor();
    const unit = await desk.install(door);
    const done = await desk.finished(await desk.request({ kind: 'retire', unit: unit.id, reason: 'Kantor ditutup' }));
    expect(states(done)).toEqual(allDone);
    expect([await desk.stateOf(unit), await desk.servedBy(door)]).toEqual(['revoked', null]);
    const [last] = await hub.database.sql`SELECT type FROM entries WHERE unit = ${unit.id} ORDER BY seq DESC LIMIT 1`;
    expect(last?.type).toBe('command');
  });
});

describe('a reactivation', () => {
  it('notes whether the hardware that comes back is the same', async () => {
    const door = await desk.newDoor();
    let unit = await desk.install(door, FACTS);
    for (const [facts, words] of [
      [FACTS, 'Perangkat kerasnya sama.'],
      [{ ...FACTS, serial: 'demo-2', mac: null }, 'nomor seri demo-1 menjadi demo-2'],
    ] as const) {
      hub.disconnect(unit);
      const asked = await desk.request({ kind: 'reactivate', unit: unit.id, reason: 'Kartu baru' });
      const again = await hub.claim(await desk.makeClaim(asked), facts);
      hub.connect(again);
      const done = await desk.finished(asked);
      expect(done.steps.find(({ name }) => name === 'bound')?.detail).toContain(words);
      expect([await desk.stateOf(unit), await desk.servedBy(door)]).toEqual(['revoked', again.id]);
      unit = again;
    }
  });
});

describe('a theft', () => {
  it('shuts the unit out at once, whether it is there or not and whatever else was planned with it', async () => {
    const [door, other] = [await desk.newDoor(), await desk.newDoor()];
    const unit = await desk.install(door);
    hub.disconnect(unit);
    const move = await desk.request({ kind: 'move', unit: unit.id, door: other, reason: 'Pindah' });
    const stolen = await desk.request({ kind: 'stolen', unit: unit.id, reason: 'Dicuri tadi malam' });
    expect(stolen).toMatchObject({ state: 'done', steps: [{}, {}, { name: 'shut-out', state: 'done' }, {}] });
    expect(await hub.show(desk.officer, move.id)).toMatchObject({ state: 'cancelled' });
    expect([await desk.stateOf(unit), await desk.servedBy(door), await desk.servedBy(other)]).toEqual([
      'revoked',
      null,
      null,
    ]);
  });
});
