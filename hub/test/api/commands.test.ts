import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LifeHub } from '../support/life-hub.ts';
import type { LifeUnit } from '../support/life-unit.ts';
import { ProcedureDesk } from '../support/procedure-desk.ts';

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
let hub: LifeHub;
let desk: ProcedureDesk;
let unit: LifeUnit;
beforeAll(async () => {
  hub = await LifeHub.open();
  desk = new ProcedureDesk(hub, await hub.signInFirst());
});
afterAll(() => hub.close());
beforeEach(async () => {
  hub.disconnectAll();
  unit = await desk.install(await desk.newDoor());
});

const order = (body: object) => hub.call(desk.officer, 'POST', `/api/units/${unit.id}/commands`, body);

async function kept(): Promise<{ do: string; state: string; number: number | null; detail: string | null }[]> {
  return hub.database.sql`
    SELECT "order"->>'do' AS do, state, number, detail FROM commands WHERE unit = ${unit.id} ORDER BY issued_at`;
}

const answered = () =>
  hub.until('an answer', async () => {
    const all = await kept();
    return all.length > 0 && all.every(({ state }) => state !== 'waiting') ? all : null;
  });

describe('an order', () => {
  it('is kept, sent, and done when the unit’s journal says so', async () => {
    const answer = await order({ do: 'settings', settings: { volume: 0.4 } });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ do: 'settings', state: 'waiting', number: null });
    expect(await answered()).toMatchObject([{ do: 'settings', state: 'done', detail: 'Selesai.' }]);
    const [row] = await hub.database.sql`SELECT settings FROM units WHERE id = ${unit.id}`;
    expect(row?.settings).toEqual({ volume: 0.4 });
    const audit = await hub.database
      .sql`SELECT 1 FROM audit_log WHERE action = 'unit-ordered' AND subject = ${unit.id}`;
    expect(audit).toHaveLength(1);
  });

  it('that the unit refuses keeps its reason and changes no settings', async () => {
    unit.stubborn = true;
    await order({ do: 'settings', settings: { volume: 0.4 } });
    expect(await answered()).toMatchObject([{ state: 'refused', detail: 'Tidak mau.' }]);
    const [row] = await hub.database.sql`SELECT settings FROM units WHERE id = ${unit.id}`;
    expect(row?.settings).toEqual({});
  });

  it('waits for a unit that is away, and gives way to a newer one of its kind', async () => {
    hub.disconnect(unit);
    await order({ do: 'settings', settings: { volume: 0.1 } });
    await order({ do: 'settings', settings: { volume: 0.9 } });
    await hub.settled();
    expect(await kept()).toMatchObject([{ state: 'expired' }, { state: 'waiting', number: null }]);
    hub.connect(unit);
    await answered();
    expect(unit.carriedOut.filter((one) => one.do === 'settings')).toEqual([
      { do: 'settings', settings: { volume: 0.9 } },
    ]);
  });

  it('is sent again with a higher number when the unit lost it, and once only where it was answered', async () => {
    await order({ do: 'restart' });
    await hub.settled();
    expect(unit.hasOrders).toBe(true);
    const [first] = await kept();
    hub.loseConnections();
    await hub.settled();
    const [second] = await kept();
    expect(second?.number).toBeGreaterThan(first?.number ?? Number.POSITIVE_INFINITY);
    await answered();
    hub.loseConnections();
    await hub.settled();
    expect(unit.carriedOut.filter((one) => one.do === 'restart')).toHaveLength(1);
  });

  it('is answered by whichever time it was sent, also after it had expired', async () => {
    await order({ do: 'restart' });
    await hub.settled();
    unit.work();
    hub.disconnect(unit);
    await hub.database.sql`
      UPDATE commands SET number = number + 5, state = 'expired' WHERE unit = ${unit.id} AND number IS NOT NULL`;
    hub.connect(unit);
    expect(await hub.until('the late answer', async () => ((await kept())[0]?.state === 'done' ? true : null))).toBe(
      true,
    );
  });

  it('is given up when its time is over', async () => {
    hub.disconnect(unit);
    await order({ do: 'restart' });
    await hub.database.sql`UPDATE commands SET expires_at = now() - interval '1 second' WHERE unit = ${unit.id}`;
    await hub.restart();
    expect(
      await hub.until('the order to expire', async () => ((await kept())[0]?.state === 'expired' ? true : null)),
    ).toBe(true);
    hub.connect(unit);
    await hub.settled();
    expect(unit.hasOrders && unit.carriedOut.some((one) => one.do === 'restart')).toBe(false);
  });

  it('never crosses a roster: the unit sees rising numbers whatever is sent', async () => {
    for (let i = 0; i < 5; i++) {
      await order({ do: 'settings', settings: { volume: i / 10 } });
      await hub.database.sql`UPDATE doors SET roster_version = roster_version + 1 WHERE id = ${unit.door}`;
      await hub.database.sql`
        INSERT INTO rosters SELECT door, version + 1, digest, content FROM rosters WHERE door = ${unit.door}
        ORDER BY version DESC LIMIT 1`;
      hub.connect(unit);
    }
    await hub.until('everything', async () =>
      unit.rosterVersion === 6 && (await kept()).every(({ state }) => state !== 'waiting') ? true : null,
    );
    expect(unit.carriedOut.map((one) => one.do)).toEqual(expect.arrayContaining(['roster', 'settings']));
  });

  it('is refused for a unit that is not known, was shut out, or is in a procedure that a wipe would break', async () => {
    expect(
      (await hub.call(desk.officer, 'POST', '/api/units/unit-zzzzzzzz/commands', { do: 'restart' })).statusCode,
    ).toBe(404);
    hub.disconnect(unit);
    const asked = await desk.request({ kind: 'retire', unit: unit.id, reason: 'Tutup' });
    const wipe = { do: 'wipe', reason: 'Dijual' };
    expect((await order(wipe)).json()).toMatchObject({ status: 409, code: 'procedure-open', procedure: asked.id });
    await desk.request({ kind: 'stolen', unit: unit.id, reason: 'Dicuri' });
    expect((await order(wipe)).json()).toMatchObject({ status: 409, code: 'unit-revoked' });
  });
});

describe('a snapshot', () => {
  const ask = () => hub.call(desk.officer, 'POST', `/api/units/${unit.id}/snapshot?maxWidth=640`);

  it('is handed to who asked, and kept nowhere', async () => {
    unit.camera = JPEG;
    const answer = await hub.whileUnitsWork(ask());
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      ...[200, 'image/jpeg'],
      'no-store',
    ]);
    expect(answer.rawPayload).toEqual(JPEG);
    expect(await kept()).toEqual([]);
    expect(unit.carriedOut.at(-1)).toMatchObject({ do: 'snapshot', maxWidth: 640 });
  });

  it('says what is wrong where the camera gives nothing or the unit is away', async () => {
    unit.camera = Buffer.alloc(0);
    expect((await hub.whileUnitsWork(ask())).json()).toMatchObject({ status: 503, code: 'no-picture' });
    hub.disconnect(unit);
    await hub.settled();
    expect((await ask()).json()).toMatchObject({ status: 409, code: 'unit-offline' });
  });
});
