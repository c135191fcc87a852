import type { ProcedureKind } from '@hadir/shared/api/procedures';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LifeHub, type Officer } from '../support/life-hub.ts';
import { ProcedureDesk, stepStates } from '../support/procedure-desk.ts';

const EMPTY = '00000000-0000-4000-8000-000000000000';
let hub: LifeHub;
let desk: ProcedureDesk;
let other: ProcedureDesk;
beforeAll(async () => {
  hub = await LifeHub.open();
  desk = new ProcedureDesk(hub, await hub.signInFirst());
  other = new ProcedureDesk(hub, await hub.newOfficer(desk.officer, 'Petugas Kedua'));
});
afterAll(() => hub.close());
afterEach(async () => {
  await setPolicy(desk.officer, []);
});

async function setPolicy(by: Officer, secondPerson: ProcedureKind[]): Promise<number> {
  return (await hub.call(by, 'PUT', '/api/lifecycle-policy', { secondPerson })).statusCode;
}

async function audited(action: string, subject: string): Promise<Record<string, unknown>[]> {
  return hub.database.sql`SELECT "user", detail FROM audit_log WHERE action = ${action} AND subject = ${subject}`;
}

describe('a second person', () => {
  it('is not needed before BKD says so', async () => {
    const answer = await hub.call(desk.officer, 'GET', '/api/lifecycle-policy');
    expect(answer.json()).toEqual({ secondPerson: [] });
  });

  it('must approve where the policy says so, and nothing happens before that', async () => {
    const unit = await desk.install(await desk.newDoor());
    expect(await setPolicy(desk.officer, ['retire'])).toBe(200);
    const asked = await desk.request({ kind: 'retire', unit: unit.id, reason: 'Kantor ditutup' });
    expect(asked).toMatchObject({ state: 'awaiting-approval', mayApprove: false });
    expect(stepStates(asked)).toMatchObject({ requested: 'done', approved: 'current', 'unit-told': 'ahead' });
    const own = await desk.decide(asked, 'approve');
    expect([own.statusCode, own.json().code]).toEqual([403, 'second-person-needed']);
    await hub.settled();
    expect(await hub.database.sql`SELECT 1 FROM commands WHERE procedure = ${asked.id}`).toHaveLength(0);
    expect(await hub.show(other.officer, asked.id)).toMatchObject({ mayApprove: true });
    const approved = await other.decide(asked, 'approve', 'Sudah dicek');
    expect(approved.json().steps[1].detail).toBe('Disetujui oleh Petugas Kedua: Sudah dicek.');
    expect(await desk.finished(asked)).toMatchObject({ state: 'done' });
    expect(await audited('procedure-approved', asked.id)).toHaveLength(1);
  });

  it('may refuse, and then it is over', async () => {
    const door = await desk.newDoor();
    await setPolicy(desk.officer, ['install']);
    const asked = await desk.request({ kind: 'install', door, reason: 'Unit pertama' });
    expect((await hub.call(desk.officer, 'POST', `/api/procedures/${asked.id}/claim`)).statusCode).toBe(409);
    expect((await other.decide(asked, 'refuse', 'Salah pintu')).json()).toMatchObject({ state: 'refused' });
    expect((await other.decide(asked, 'approve')).json()).toMatchObject({ status: 409, code: 'already-decided' });
  });

  it('is asked for until somebody switches that off, which is noted', async () => {
    const door = await desk.newDoor();
    await setPolicy(desk.officer, ['install']);
    const asked = await desk.request({ kind: 'install', door, reason: 'Unit pertama' });
    await setPolicy(desk.officer, []);
    expect((await desk.decide(asked, 'approve')).statusCode).toBe(200);
    const changes = await audited('lifecycle-policy-changed', 'lifecycle-policy');
    expect(changes.at(-1)?.detail).toEqual({ before: { secondPerson: ['install'] }, after: { secondPerson: [] } });
  });

  it('is not got around by a claim outside of a procedure', async () => {
    const door = await desk.newDoor();
    const loose = () => hub.call(desk.officer, 'POST', '/api/claims', { door });
    await setPolicy(desk.officer, ['install']);
    expect((await loose()).json()).toMatchObject({ status: 409, code: 'second-person-needed' });
    await setPolicy(desk.officer, []);
    const asked = await desk.request({ kind: 'install', door, reason: 'Unit pertama' });
    expect((await loose()).json()).toMatchObject({ status: 409, code: 'procedure-open', procedure: asked.id });
  });

  it('decides once, also when two decide at the same moment', async () => {
    const door = await desk.newDoor();
    await setPolicy(desk.officer, ['install']);
    const asked = await desk.request({ kind: 'install', door, reason: 'Unit pertama' });
    const answers = await Promise.all([other.decide(asked, 'approve'), other.decide(asked, 'refuse')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  });
});

describe('a request is refused', () => {
  it('where the door is taken, the unit unknown, or the unit there already', async () => {
    const [door, free] = [await desk.newDoor(), await desk.newDoor()];
    const unit = await desk.install(door);
    const occupied = await desk.ask({ kind: 'install', door, reason: 'Unit kedua' });
    expect(occupied.json()).toMatchObject({ status: 409, code: 'door-occupied', fields: [{ field: 'door' }] });
    expect(occupied.json().detail).toContain(unit.id);
    const mover = await desk.install(free);
    expect((await desk.ask({ kind: 'move', unit: mover.id, door, reason: 'Pindah' })).json().code).toBe(
      'door-occupied',
    );
    expect((await desk.ask({ kind: 'move', unit: unit.id, door, reason: 'Pindah' })).json().code).toBe('same-door');
    expect((await desk.ask({ kind: 'install', door: EMPTY, reason: 'Pintu' })).json()).toMatchObject({ status: 422 });
    expect((await desk.ask({ kind: 'retire', unit: 'unit-zzzzzzzz', reason: 'Tutup' })).json().code).toBe(
      'unit-unknown',
    );
  });

  it('where the door or the unit is in another procedure, also when both are asked for at once', async () => {
    const [door, target] = [await desk.newDoor(), await desk.newDoor()];
    const unit = await desk.install(door);
    hub.disconnect(unit);
    const answers = await Promise.all([
      desk.ask({ kind: 'move', unit: unit.id, door: target, reason: 'Pindah' }),
      other.ask({ kind: 'retire', unit: unit.id, reason: 'Tutup' }),
      other.ask({ kind: 'install', door: target, reason: 'Unit pertama' }),
    ]);
    const won = answers.filter(({ statusCode }) => statusCode === 201);
    expect(won.length).toBeGreaterThan(0);
    const open = await hub.database.sql<{ door: string; old_unit: string | null }[]>`
      SELECT door, old_unit FROM procedures WHERE finished_at IS NULL AND (door IN (${door}, ${target}))`;
    expect(open).toHaveLength(won.length);
    for (const lost of answers.filter(({ statusCode }) => statusCode !== 201))
      expect(lost.json()).toMatchObject({ status: 409, code: expect.stringMatching(/procedure-open|door-occupied/) });
  });

  it('where the one who asks is no administrator', async () => {
    const answer = await hub.call({ name: 'nobody', headers: {} }, 'POST', '/api/procedures', {
      ...{ kind: 'install', door: EMPTY, reason: 'Pintu' },
    });
    expect(answer.statusCode).toBe(401);
  });
});

describe('a procedure is called off', () => {
  it('while the unit was not told; its claim is worth nothing then', async () => {
    const door = await desk.newDoor();
    const unit = await desk.install(door);
    hub.disconnect(unit);
    const asked = await desk.request({ kind: 'replace', unit: unit.id, reason: 'Rusak' });
    const claim = await desk.makeClaim(asked);
    expect((await desk.decide(asked, 'cancel', 'Sudah baik lagi')).json()).toMatchObject({ state: 'cancelled' });
    await expect(hub.claim(claim)).rejects.toThrow(/procedure-over|claim|klaim/);
    expect([await desk.servedBy(door), await desk.stateOf(unit)]).toEqual([unit.id, 'active']);
    hub.connect(unit);
    await hub.settled();
    expect(unit.hasOrders && unit.carriedOut.some((order) => order.do === 'unbind')).toBe(false);
  });

  it('also a move, and the unit stays at its door', async () => {
    const [from, to] = [await desk.newDoor(), await desk.newDoor()];
    const unit = await desk.install(from);
    hub.disconnect(unit);
    const asked = await desk.request({ kind: 'move', unit: unit.id, door: to, reason: 'Pindah' });
    expect(await desk.servedBy(to)).toBe(unit.id);
    expect((await desk.decide(asked, 'cancel')).statusCode).toBe(200);
    expect([await desk.servedBy(from), await desk.servedBy(to)]).toEqual([unit.id, null]);
  });

  it('but not after the unit was told, and the answer says why', async () => {
    const [from, to] = [await desk.newDoor(), await desk.newDoor()];
    const unit = await desk.install(from);
    const asked = await desk.request({ kind: 'move', unit: unit.id, door: to, reason: 'Pindah' });
    await desk.reached(asked, 'unit-told');
    expect((await desk.decide(asked, 'cancel')).json()).toMatchObject({ status: 409, code: 'too-late' });
    expect(await desk.finished(asked)).toMatchObject({ state: 'done' });
    expect((await desk.decide(asked, 'cancel')).json().code).toBe('already-decided');
  });
});
