import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LifeHub } from '../support/life-hub.ts';
import type { LifeUnit } from '../support/life-unit.ts';
import { ProcedureDesk } from '../support/procedure-desk.ts';

const EMPLOYEE = '11111111-1111-4111-8111-111111111111';
let hub: LifeHub;
let desk: ProcedureDesk;
beforeAll(async () => {
  hub = await LifeHub.open();
  desk = new ProcedureDesk(hub, await hub.signInFirst());
});
afterAll(() => hub.close());

type Interruption = () => Promise<void>;
/** Begins a procedure, brings it to its end with an interruption possible after each deed, and checks what came of it. */
type Scenario = (interrupt: Interruption) => Promise<void>;

async function prepare(): Promise<{ unit: LifeUnit; door: string }> {
  const door = await desk.newDoor();
  const unit = await desk.install(door);
  unit.punch(EMPLOYEE);
  return { unit, door };
}

const scenarios: Record<string, Scenario> = {
  install: async (interrupt) => {
    const door = await desk.newDoor();
    const asked = await desk.request({ kind: 'install', door, reason: 'Unit pertama' });
    await interrupt();
    const claim = await desk.makeClaim(asked);
    await interrupt();
    const unit = await hub.claim(claim);
    await interrupt();
    hub.connect(unit);
    expect((await desk.finished(asked, interrupt)).state).toBe('done');
    expect(await desk.servedBy(door)).toBe(unit.id);
  },
  replace: async (interrupt) => {
    const { unit: old, door } = await prepare();
    const asked = await desk.request({ kind: 'replace', unit: old.id, reason: 'Kamera buram' });
    await interrupt();
    await hub.until('the old unit to leave', async () => (old.serves || old.hasUndelivered ? null : true), interrupt);
    const unit = await hub.claim(await desk.makeClaim(asked));
    await interrupt();
    hub.connect(unit);
    expect((await desk.finished(asked, interrupt)).state).toBe('done');
    expect([await desk.servedBy(door), await desk.stateOf(old)]).toEqual([unit.id, 'revoked']);
  },
  move: async (interrupt) => {
    const { unit, door: from } = await prepare();
    const to = await desk.newDoor();
    const asked = await desk.request({ kind: 'move', unit: unit.id, door: to, reason: 'Pindah' });
    await interrupt();
    expect((await desk.finished(asked, interrupt)).state).toBe('done');
    expect([await desk.servedBy(from), await desk.servedBy(to)]).toEqual([null, unit.id]);
    expect(unit).toMatchObject({ binding: 2, door: to });
  },
  retire: async (interrupt) => {
    const { unit, door } = await prepare();
    const asked = await desk.request({ kind: 'retire', unit: unit.id, reason: 'Kantor ditutup' });
    await interrupt();
    expect((await desk.finished(asked, interrupt)).state).toBe('done');
    expect([await desk.servedBy(door), await desk.stateOf(unit)]).toEqual([null, 'revoked']);
    expect(unit.hasUndelivered).toBe(false);
  },
  reactivate: async (interrupt) => {
    const { unit: old, door } = await prepare();
    await hub.until('the punch to be there', async () => (old.hasUndelivered ? null : true));
    hub.disconnect(old);
    const asked = await desk.request({ kind: 'reactivate', unit: old.id, reason: 'Kartu baru' });
    await interrupt();
    const unit = await hub.claim(await desk.makeClaim(asked));
    await interrupt();
    hub.connect(unit);
    expect((await desk.finished(asked, interrupt)).state).toBe('done');
    expect([await desk.servedBy(door), await desk.stateOf(old)]).toEqual([unit.id, 'revoked']);
  },
  stolen: async (interrupt) => {
    const { unit, door } = await prepare();
    const asked = await desk.request({ kind: 'stolen', unit: unit.id, reason: 'Dicuri' });
    await interrupt();
    expect((await hub.show(desk.officer, asked.id)).state).toBe('done');
    expect([await desk.servedBy(door), await desk.stateOf(unit)]).toEqual([null, 'revoked']);
  },
};

/** Runs a scenario again and again, each time with the interruption one deed later, until it comes too late. */
async function atEveryDeed(scenario: Scenario, interruption: Interruption): Promise<number> {
  for (let chosen = 0; ; chosen++) {
    let deeds = 0;
    await scenario(async () => {
      if (deeds++ === chosen) await interruption();
    });
    hub.disconnectAll();
    if (deeds <= chosen) return chosen;
  }
}

const unforged = async () => {
  const wrong = await hub.database.sql`
    SELECT 1 FROM punches p JOIN bindings b ON b.unit = p.unit AND b.number = p.binding WHERE p.door <> b.door`;
  expect(wrong).toHaveLength(0);
};

describe('each kind of procedure ends right', () => {
  it.each(Object.keys(scenarios))(
    'when the hub dies after any of its steps and another begins: %s',
    async (kind) => {
      const scenario = scenarios[kind] as Scenario;
      expect(await atEveryDeed(scenario, () => hub.restart())).toBeGreaterThan(0);
      await unforged();
    },
    120_000,
  );

  // Who reports a unit stolen waits for no unit, so there is no connection to lose.
  it.each(['install', 'move', 'retire', 'replace', 'reactivate'])(
    'when the units lose their connections after any of its steps: %s',
    async (kind) => {
      const scenario = scenarios[kind] as Scenario;
      expect(await atEveryDeed(scenario, async () => hub.loseConnections())).toBeGreaterThan(2);
      await unforged();
    },
    120_000,
  );

  it('when the hub dies after every one of its steps', async () => {
    for (const scenario of Object.values(scenarios)) {
      await scenario(() => hub.restart());
      hub.disconnectAll();
    }
    await unforged();
  }, 120_000);
});
