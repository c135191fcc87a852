import type { NewProcedure, Procedure, ProcedureKind } from '@hadir/shared/api/procedures';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LifeHub } from '../support/life-hub.ts';
import type { LifeUnit } from '../support/life-unit.ts';
import { ProcedureDesk } from '../support/procedure-desk.ts';

const EMPLOYEE = '11111111-1111-4111-8111-111111111111';
let hub: LifeHub;
let desks: [ProcedureDesk, ProcedureDesk];
beforeAll(async () => {
  hub = await LifeHub.open();
  const first = new ProcedureDesk(hub, await hub.signInFirst());
  desks = [first, new ProcedureDesk(hub, await hub.newOfficer(first.officer, 'Petugas Kedua'))];
  // Some kinds need both officers, so that approvals come in any order too.
  const secondPerson: ProcedureKind[] = ['replace', 'retire'];
  await hub.call(first.officer, 'PUT', '/api/lifecycle-policy', { secondPerson });
});
afterAll(() => hub.close());

const small = fc.noBias(fc.nat({ max: 7 }));
/** What may happen, and how often compared with the others. */
const HAPPENINGS = {
  ...{ work: 4, deliver: 4, punch: 2 },
  ...{ request: 5, approve: 3, claim: 3, 'use-claim': 3, cancel: 1 },
  ...{ connect: 2, disconnect: 2, revoke: 1, restart: 1 },
};
type What = keyof typeof HAPPENINGS;
const weighted = (Object.entries(HAPPENINGS) as [What, number][]).map(([what, weight]) => ({
  weight,
  arbitrary: fc.constant(what),
}));
const event = fc.record({ what: fc.oneof(...weighted), a: small, b: small });

/** Two doors with a unit, two without, and whatever happens to them. */
class World {
  readonly doors: string[] = [];
  readonly units: LifeUnit[] = [];
  readonly claims: string[] = [];
  readonly connected = new Set<LifeUnit>();

  async begin(): Promise<void> {
    const [desk] = desks;
    for (let i = 0; i < 4; i++) this.doors.push(await desk.newDoor());
    for (const door of this.doors.slice(0, 2)) {
      const asked = await desk.request({ kind: 'install', door, reason: 'Unit pertama' });
      const unit = await hub.claim(await desk.makeClaim(asked));
      this.#come(unit);
      await desk.finished(asked);
    }
  }

  async happen({ what, a, b }: { what: What; a: number; b: number }): Promise<void> {
    const unit = this.units[a % this.units.length] as LifeUnit;
    const door = this.doors[b % this.doors.length] as string;
    switch (what) {
      case 'work':
        if (this.connected.has(unit)) unit.work();
        return;
      case 'deliver':
        if (this.connected.has(unit)) await unit.deliver(hub);
        return;
      case 'punch':
        if (unit.serves) unit.punch(EMPLOYEE);
        return;
      case 'connect':
        return this.#come(unit);
      case 'disconnect':
        this.connected.delete(unit);
        return hub.disconnect(unit);
      case 'restart':
        return hub.restart();
      case 'revoke':
        return allow(await hub.call(desks[0].officer, 'POST', `/api/units/${unit.id}/revoke`, { reason: 'Hilang' }));
      case 'request':
        return allow(await desks[0].ask(wantedOf(a, unit.id, door)));
      default:
        return this.#decide(what, a);
    }
  }

  /** Everybody comes back, and all that was begun goes as far as it goes without a person. */
  async rest(): Promise<void> {
    for (const unit of this.units) this.#come(unit);
    await hub.until('everything to come to rest', async () => {
      const isBusy = this.units.some((unit) => unit.hasOrders || unit.hasUndelivered);
      return isBusy || (await this.open()).some(isOnItsWay) ? null : true;
    });
    hub.disconnectAll();
  }

  async open(): Promise<Procedure[]> {
    const all = await hub.call(desks[0].officer, 'GET', '/api/procedures?open=true');
    return (all.json().procedures as Procedure[]).filter(({ door }) => this.doors.includes(door));
  }

  async #decide(what: What, a: number): Promise<void> {
    const open = await this.open();
    const chosen = open[a % Math.max(1, open.length)];
    if (what === 'use-claim') {
      const claim = this.claims.splice(a % Math.max(1, this.claims.length), 1)[0];
      const unit = claim === undefined ? null : await hub.claim(claim).catch(() => null);
      if (unit !== null) this.#come(unit);
    } else if (chosen !== undefined && what === 'claim') {
      if (chosen.mayClaim) this.claims.push(await desks[0].makeClaim(chosen));
    } else if (chosen !== undefined) allow(await desks[1].decide(chosen, what === 'approve' ? 'approve' : 'cancel'));
  }

  #come(unit: LifeUnit): void {
    if (!this.units.includes(unit)) this.units.push(unit);
    this.connected.add(unit);
    hub.connect(unit);
  }
}

function wantedOf(a: number, unit: string, door: string): NewProcedure {
  const reason = 'Uji segala urutan';
  const kinds = ['move', 'replace', 'move', 'retire', 'reactivate', 'install', 'move', 'stolen'] as const;
  const kind = kinds[a % kinds.length] ?? 'move';
  if (kind === 'install') return { kind, door, reason };
  return kind === 'move' ? { kind, unit, door, reason } : { kind, unit, reason };
}

/** What cannot be is refused; nothing may fail. */
function allow({ statusCode, body }: { statusCode: number; body: string }): void {
  if (statusCode >= 500) throw new Error(body);
}

/** A person is not what it waits for. */
function isOnItsWay({ state, steps }: Procedure): boolean {
  const current = steps.find((step) => step.state === 'current');
  return state === 'running' && current !== undefined && !/[Kk]laim|dilayani/.test(current.detail ?? '');
}

async function check({ doors, units }: World): Promise<void> {
  const { sql } = hub.database;
  const twice = await sql`
    SELECT door FROM bindings WHERE until IS NULL AND door = ANY(${doors}) GROUP BY door HAVING count(*) > 1
    UNION ALL SELECT NULL FROM bindings WHERE until IS NULL GROUP BY unit HAVING count(*) > 1`;
  expect(twice).toHaveLength(0);
  for (const unit of units) {
    const punches = await sql<{ binding: number; seq: number; door: string }[]>`
      SELECT binding, seq, door FROM punches WHERE unit = ${unit.id}`;
    for (const { binding, seq, door } of punches)
      expect(unit.journals.get(binding)?.written[seq - 1]?.entry).toMatchObject({ type: 'punch', door });
    const [row] = await sql<{ state: string }[]>`SELECT state FROM units WHERE id = ${unit.id}`;
    if (row?.state !== 'active') continue;
    // Whoever was not shut out has lost nothing, and knows as the hub does which door it serves.
    const all = [...unit.journals.values()].flatMap(({ written }) => written);
    expect(punches).toHaveLength(all.filter(({ entry }) => entry.type === 'punch').length);
    const [open] = await sql<{ number: number; door: string }[]>`
      SELECT number, door FROM bindings WHERE unit = ${unit.id} AND until IS NULL`;
    expect(open ?? null).toEqual(unit.serves ? { number: unit.binding, door: unit.door } : null);
  }
}

it('gives no door two units, no unit two doors and no punch a wrong door, in whatever order things happen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 15, maxLength: 40 }), async (events) => {
      const world = new World();
      await world.begin();
      for (const one of events) await world.happen(one);
      await world.rest();
      await check(world);
    }),
    // On a busy machine fewer worlds are tried, never with less care.
    { numRuns: 15, interruptAfterTimeLimit: 90_000 },
  );
}, 300_000);
