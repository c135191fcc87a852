import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UnitId } from '@hadir/shared/ids';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthorityKeeper } from '../../src/authority/authority-keeper.ts';
import { openAuthority } from '../../src/authority/open-authority.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { until } from '../support/until.ts';
import { startWholeHub, type WholeHub } from './support/start-whole-hub.ts';

const silent = pino({ level: 'silent' });

class WatchedTransport extends FakeTransport {
  readonly cut: { unit: UnitId; at: number }[] = [];

  override async disconnect(unit?: UnitId): Promise<void> {
    if (unit !== undefined) this.cut.push({ unit, at: Date.now() });
  }
}

let hub: WholeHub;
let transport: WatchedTransport;
let keeper: AuthorityKeeper;
beforeAll(async () => {
  hub = await startWholeHub();
});
afterAll(() => hub.stop());

/** A second hub on the same database and keys, as far as trust goes. */
beforeEach(async () => {
  transport = new WatchedTransport();
  const authority = await openAuthority({ data: hub.data, publicHost: 'localhost', region: 'Uji' }, silent);
  keeper = new AuthorityKeeper(
    { database: hub.database, authority, transport, log: silent, now: () => new Date() },
    () => undefined,
  );
  await keeper.start();
  await keeper.settled();
  return () => keeper.stop();
});

const revoke = (unit: string) => hub.admin.post(`/api/units/${unit}/revoke`, { reason: 'Dilaporkan hilang' });

describe('a hub that did not take the order itself', () => {
  it('ends the session of a unit that is shut out within a second', async () => {
    const { id } = await hub.newUnit();
    const before = Date.now();
    await revoke(id);
    const cut = await until('the session to be cut', () => transport.cut.find(({ unit }) => unit === id) ?? null);
    expect(cut.at - before).toBeLessThan(1_000);
  });

  it('ends it again when an external broker let the unit in again, and no other unit’s', async () => {
    const [out, neighbour] = [await hub.newUnit(), await hub.newUnit()];
    await revoke(out.id);
    await until('the session to be cut', () => transport.cut.find(({ unit }) => unit === out.id) ?? null);
    const before = transport.cut.length;
    transport.connect(neighbour.id, true);
    transport.connect(out.id, true);
    expect(transport.cut.slice(before).map(({ unit }) => unit)).toEqual([out.id]);
  });

  it('ends at its start what it may have missed', async () => {
    const { id } = await hub.newUnit();
    await keeper.stop();
    await revoke(id);
    const later = new WatchedTransport();
    const { database, authority } = hub;
    const next = new AuthorityKeeper(
      { database, authority, transport: later, log: silent, now: () => new Date() },
      () => undefined,
    );
    await next.start();
    await next.settled();
    expect(later.cut.map(({ unit }) => unit)).toContain(id);
    await next.stop();
  });

  it('has written the revocation list before any unit was revoked', async () => {
    expect(await readFile(join(hub.data, 'crl.pem'), 'utf8')).toMatch(/^-----BEGIN X509 CRL-----/);
  });
});
