import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { connect as connectTls } from 'node:tls';
import { unitTopic } from '@hadir/shared/wire/topics';
import { X509Crl } from '@peculiar/x509';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { presentWhenTrusted } from '../../src/authority/change-authority.ts';
import { openAuthority } from '../../src/authority/open-authority.ts';
import { type ConnectedUnit, connectUnit } from '../support/connect-unit.ts';
import { LifeUnit } from '../support/life-unit.ts';
import { readBundle, renewRequest } from '../support/test-unit.ts';
import { until } from '../support/until.ts';
import { type EnrolledUnit, startWholeHub, type WholeHub } from './support/start-whole-hub.ts';

const silent = pino({ level: 'silent' });

interface RotatingUnit extends EnrolledUnit {
  certificate: string;
  /** PEM of the authorities that it knows. */
  trusted: string;
  readonly life: LifeUnit;
}

let hub: WholeHub;
beforeEach(async () => {
  hub = await startWholeHub();
});
afterEach(() => hub.stop());

const state = async () => (await hub.admin.get('/api/authority')).json();
const rotate = () => hub.admin.post('/api/authority/rotate', {});
const newest = () => hub.authority.trusted.at(-1)?.pem ?? '';
const finish = (force?: boolean) => hub.admin.post('/api/authority/finish', force === undefined ? {} : { force });
const carryOn = () => presentWhenTrusted({ database: hub.database, authority: hub.authority, now: () => new Date() });

/** @returns the authority of the certificate that a port shows, by its fingerprint */
async function shownBy(url: string): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const { caPem: ca } = hub.authority;
    const socket = connectTls({ host: '127.0.0.1', port: Number(port), ca, servername: 'localhost' });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const shown = socket.getPeerX509Certificate();
      const issuer = hub.authority.trusted.find(({ pem }) => shown?.checkIssued(new X509Certificate(pem)));
      resolve(issuer?.fingerprint ?? 'nobody');
      socket.destroy();
    });
  });
}

/** The unit connects, is told whom to trust, says so in its journal, and goes again. */
async function hearOrder(unit: RotatingUnit): Promise<void> {
  const link = await connectUnit(hub.mqtt, unit.trusted, unit, hub.authority.hubKey);
  try {
    link.client.on('message', (topic, payload) => {
      if (topic === unitTopic(unit.id, 'command')) unit.life.receive(payload.toString());
    });
    await link.client.subscribeAsync(unitTopic(unit.id, 'command'), { qos: 1 });
    await deliver(unit, link);
    await link.client.publishAsync(unitTopic(unit.id, 'status'), JSON.stringify(unit.life.status()), { qos: 1 });
    await until('an order', () => (unit.life.hasOrders ? true : null));
    unit.life.work();
    const order = unit.life.carriedOut.at(-1);
    if (order?.do !== 'trust') throw new Error(`The unit was told to ${order?.do}.`);
    unit.trusted = order.authorities;
    await deliver(unit, link);
  } finally {
    await link.end();
  }
}

async function deliver(unit: RotatingUnit, link: ConnectedUnit): Promise<void> {
  const wanted = unit.life.journals.get(1)?.written.length ?? 0;
  await unit.life.deliver({
    take: async (_, lines) => {
      await link.publish(lines);
      const { seq } = await link.receipt((receipt) => receipt.seq === wanted && receipt.answer === 'held');
      return { seq, refused: false };
    },
  });
}

async function renew(unit: RotatingUnit): Promise<void> {
  const answer = await hub.ask(renewRequest(unit.keys), unit);
  if (answer.status !== 200) throw new Error(answer.body);
  unit.certificate = readBundle(answer.body)[0] ?? '';
}

async function newUnit(): Promise<RotatingUnit> {
  const unit = await hub.newUnit();
  const { hubKey, caPem } = hub.authority;
  const place = { number: 1, door: unit.door, follows: null };
  const life = new LifeUnit({ id: unit.id, key: unit.keys.journalKey, hubKey, place });
  return { ...unit, trusted: caPem, life };
}

describe('a new authority beside the old one', () => {
  it('is trusted by who hears of it, shown once everybody trusts it, and alone after that', async () => {
    const old = hub.authority.caFingerprint;
    const [near, away] = [await newUnit(), await newUnit()];
    const begun = await rotate();
    expect(begun.statusCode).toBe(200);
    expect(begun.json().authorities.map(({ serving }: { serving: boolean }) => serving)).toEqual([true, false]);
    const behind = [near, away].map(({ id }) => ({ unit: id, waitsFor: 'trust' }));
    expect((await state()).behind).toEqual(expect.arrayContaining(behind));

    await hearOrder(near);
    await renew(near);
    expect(new X509Certificate(near.certificate).checkIssued(new X509Certificate(newest()))).toBe(true);
    expect((await state()).behind).toEqual([{ unit: away.id, waitsFor: 'trust' }]);
    expect(await carryOn()).toBe(false);
    expect([await shownBy(hub.https), hub.authority.caFingerprint]).toEqual([old, old]);
    expect((await finish()).json()).toMatchObject({ status: 409, code: 'units-behind', behind: [{ unit: away.id }] });

    // The unit that was away wakes, still trusting the old authority alone.
    await hearOrder(away);
    expect((await state()).behind).toEqual([{ unit: away.id, waitsFor: 'renewal' }]);
    await carryOn();
    expect(hub.authority.caFingerprint).not.toBe(old);
    expect([await shownBy(hub.https), await shownBy(hub.https)]).toEqual(
      Array(2).fill(hub.authority.trusted.at(-1)?.fingerprint),
    );
    await renew(away);
    expect((await state()).behind).toEqual([]);

    expect((await finish()).statusCode).toBe(200);
    expect((await state()).authorities).toHaveLength(1);
    for (const unit of [near, away]) {
      const link = await connectUnit(hub.mqtt, hub.authority.caPem, unit, hub.authority.hubKey);
      await link.end();
    }
    const reopened = await openAuthority({ data: hub.data, publicHost: 'localhost', region: 'Uji' }, silent);
    expect(reopened.caPem).toBe(hub.authority.caPem);
    expect(reopened.serverCredentials()).toEqual(hub.authority.serverCredentials());
  });

  it('leaves the units behind that are, when that is forced, and refuses their certificates', async () => {
    const lost = await newUnit();
    await rotate();
    expect((await finish(true)).statusCode).toBe(200);
    await expect(connectUnit(hub.mqtt, hub.authority.caPem, lost, hub.authority.hubKey)).rejects.toThrow();
    const answer = await hub.ask(renewRequest(lost.keys), lost);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 403, code: 'certificate-unknown' });
  });

  it('needs no order for a unit that is claimed meanwhile', async () => {
    await rotate();
    await newUnit();
    expect((await state()).behind).toEqual([]);
    await carryOn();
    expect((await state()).authorities.map(({ serving }: { serving: boolean }) => serving)).toEqual([false, true]);
  });

  it('is one at a time, and there is none to drop otherwise', async () => {
    expect((await finish()).json()).toMatchObject({ status: 409, code: 'no-rotation' });
    await rotate();
    expect((await rotate()).json()).toMatchObject({ status: 409, code: 'rotation-running' });
  });

  it('has a revocation list of its own', async () => {
    const before = await newUnit();
    await rotate();
    const after = await newUnit();
    for (const { id } of [before, after]) await hub.admin.post(`/api/units/${id}/revoke`, { reason: 'Uji coba' });
    await expect
      .poll(() => hub.authority.revocationLists().map(({ der }) => new X509Crl(der).entries.length))
      .toEqual([1, 1]);
    const published = await hub.ask({ url: '/crl.pem' }, null);
    expect(published.body.match(/BEGIN X509 CRL/g)).toHaveLength(2);
    const [oldest] = hub.authority.trusted;
    const one = await hub.api.app.inject({ url: `/crl.der?authority=${oldest?.sha256}` });
    expect(one.rawPayload.equals(hub.authority.revocationLists()[0]?.der ?? Buffer.alloc(0))).toBe(true);
  });
});

describe('two hubs on one folder of keys', () => {
  it('show and trust the same after either of them changed it', async () => {
    const other = await openAuthority({ data: hub.data, publicHost: 'localhost', region: 'Uji' }, silent);
    let heard = 0;
    other.onChange(() => {
      heard += 1;
    });
    await rotate();
    expect(await other.reload()).toBe(true);
    expect(other.trusted).toHaveLength(2);
    expect(other.caFingerprint).toBe(hub.authority.caFingerprint);
    expect(await other.reload()).toBe(false);
    expect(heard).toBe(1);
  });
});
