import { generateSigningKey } from '@hadir/shared/journal/node-signature';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BackOff } from '../src/back-off.ts';
import { HubTime } from '../src/clock/hub-time.ts';
import { SystemClock } from '../src/clock/system-clock.ts';
import { makeCsr } from '../src/enrolment/make-csr.ts';
import { Journal } from '../src/journal/journal.ts';
import { openUnitKeys, type UnitKeys } from '../src/keys/unit-keys.ts';
import { Problems } from '../src/status/problems.ts';
import { DEFAULT_WINDOW_POLICY } from '../src/uplink/delivery-window.ts';
import type { OpenLink } from '../src/uplink/link.ts';
import { mqttLink } from '../src/uplink/mqtt-link.ts';
import { Uplink } from '../src/uplink/uplink.ts';
import { FakeHub, UNIT } from './support/fake-hub.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { createTestAuthority } from './support/test-authority.ts';
import { until } from './support/until.ts';

const log = pino({ level: process.env.HADIR_TEST_LOG ?? 'silent' });

describe('the uplink', () => {
  let hub: FakeHub;
  let keys: UnitKeys;
  let journal: Journal;
  let problems: Problems;
  let uplink: Uplink | null;
  let commands: string[];

  beforeEach(async () => {
    hub = await FakeHub.start();
    const folder = temporaryFolder();
    keys = openUnitKeys(folder);
    journal = Journal.open({ folder, unit: UNIT, binding: 1, key: keys.journal, clock: new SystemClock() });
    problems = new Problems();
    uplink = null;
    commands = [];
  });

  afterEach(async () => {
    await uplink?.stop();
    journal.close();
    await hub.stop();
  });

  function append(entries: number): void {
    for (let i = 0; i < entries; i++) journal.append({ type: 'checkpoint', through: new Date().toISOString() });
  }

  async function connect(certificate?: string): Promise<void> {
    const { ca, issue } = hub.authority;
    const own = certificate ?? (await issue(await makeCsr(keys.tls), UNIT));
    const connection = () => ({ broker: hub.broker.url, ca, certificate: own, key: keys.tls });
    connectBy(mqttLink({ unit: UNIT, connection }));
  }

  function connectBy(openLink: OpenLink): void {
    const window = { ...DEFAULT_WINDOW_POLICY, timeoutMs: 600, refusedMs: 400, resendOnceMs: 300 };
    uplink = new Uplink({
      unit: UNIT,
      journal,
      pictures: { open() {}, close() {}, pump() {}, takeReceipt: () => false },
      hubKey: hub.key.publicKey,
      openLink,
      hubTime: new HubTime(new SystemClock()),
      problems,
      log,
      status: () => ({ v: 1, unit: UNIT, state: 'offline' }),
      onCommand: (payload) => commands.push(payload),
      window,
      backOff: new BackOff({ firstMs: 50, longestMs: 200, jitter: 0.5 }),
    });
    journal.onAppend = () => uplink?.entryAppended();
    uplink.start();
  }

  const delivered = (entries: number) => () => hub.held.length === entries && journal.received.seq === entries;

  /** What the hub holds must be the journal itself, byte for byte. */
  function expectWholeJournal(): void {
    expect(hub.held).toEqual(journal.readAfter(0, 100_000).map(({ jws }) => jws));
  }

  it('delivers a backlog in runs, then each new entry at once, and keeps the hub’s receipts', async () => {
    append(950);
    await connect();
    await until('the backlog', delivered(950));
    expect(hub.messages.length).toBeLessThan(15);
    append(1);
    await until('the new entry', delivered(951));
    expect(hub.messages.at(-1)).toEqual({ from: 951, to: 951 });
    expectWholeJournal();
    expect(journal.received.hash).toBe(journal.head.hash);
  });

  it('connects anew in the middle of a backlog, with what it has to show by then, and nothing is lost', async () => {
    append(1_200);
    await connect();
    await until('a part of it', () => hub.held.length > 200);
    uplink?.reconnect();
    append(1);
    await until('the backlog', delivered(1_201), 20_000);
    expectWholeJournal();
    expect(uplink?.connected).toBe(true);
  });

  it('comes back when a connection ends before its first word is taken, and stops without waiting for its last', async () => {
    let links = 0;
    connectBy(async ({ onClose }) => {
      links += 1;
      if (links === 1) setTimeout(() => onClose('another connection took its place'), 20);
      return { publish: () => new Promise<void>(() => undefined), close: async () => undefined };
    });
    await until('the second connection', () => links === 2);
    await uplink?.stop();
    expect(links).toBe(2);
  });

  it('sends again what the hub lost on the way', async () => {
    append(10);
    hub.mode = 'lose-messages';
    await connect();
    await until('the message that is lost', () => hub.messages.length > 0);
    hub.mode = 'hold';
    await until('the entries', delivered(10));
    expectWholeJournal();
  });

  it('sends again when a receipt was lost, and nothing is doubled', async () => {
    append(10);
    hub.mode = 'lose-receipts';
    await connect();
    await until('the hub to hold all', () => hub.held.length === 10);
    expect(journal.received.seq).toBe(0);
    hub.mode = 'hold';
    await until('the receipt', delivered(10));
    expectWholeJournal();
  });

  it('sends from where the hub asks, also behind its high-water mark', async () => {
    append(30);
    await connect();
    await until('the entries', delivered(30));
    hub.held.length = 12;
    hub.sendReceipt({ answer: 'resend' });
    await until('the entries again', delivered(30));
    expectWholeJournal();
  });

  it('keeps everything and says why while it is refused, and goes on when it is not', async () => {
    hub.mode = 'refuse';
    append(20);
    await connect();
    await until('the problem', () => problems.list()[0]?.includes('unit is quarantined'));
    const sent = hub.messages.length;
    append(5);
    await until('it to ask again', () => hub.messages.length > sent);
    expect(hub.messages.at(-1)).toEqual({ from: 1, to: 1 });
    expect(hub.held).toEqual([]);
    hub.mode = 'hold';
    await until('the entries', delivered(25), 15_000);
    expect(problems.list()).toEqual([]);
    expectWholeJournal();
  });

  it('does not believe receipts of another key, unit, binding or entry', async () => {
    hub.mode = 'lose-receipts';
    append(5);
    await connect();
    await until('the hub to hold all', () => hub.held.length === 5);
    hub.sendReceipt({}, generateSigningKey());
    hub.sendReceipt({ unit: 'unit-other001' });
    hub.sendReceipt({ binding: 2 });
    hub.sendReceipt({ seq: 3, hash: journal.hashOf(4) });
    await until('the loud problem', () => problems.list()[0]?.includes('another entry 3'));
    expect(journal.received.seq).toBe(0);
    hub.mode = 'hold';
    await until('the entries', delivered(5));
    expect(problems.list()).toEqual([]);
  });

  it('is loud about a hub that holds entries which the journal does not have', async () => {
    append(3);
    await connect();
    await until('the entries', delivered(3));
    hub.sendReceipt({ seq: 9, hash: journal.head.hash });
    await until('the problem', () => problems.list()[0]?.includes('the journal ends at 3'));
    expect(journal.received.seq).toBe(3);
  });

  it('comes back by itself after the connection was cut, and after the hub was away', async () => {
    append(5);
    await connect();
    await until('the entries', delivered(5));
    hub.broker.cut();
    append(5);
    await until('the entries after the cut', delivered(10));
    await hub.broker.stop();
    append(50);
    await until('it to notice', () => uplink?.connected === false);
    await hub.broker.start();
    await until('the entries after the absence', delivered(60), 15_000);
    expectWholeJournal();
  });

  it('hears the hub’s orders, and says that it goes offline', async () => {
    await connect();
    await until('the first status', () => hub.statuses.length > 0);
    await until('the subscription to carry an order', () => {
      hub.broker.publish(`hadir/v1/${UNIT}/command`, 'an order', 1);
      return commands.includes('an order');
    });
    const heard = hub.statuses.length;
    await uplink?.stop();
    uplink = null;
    await until('the last words', () => hub.statuses.length > heard);
    expect(hub.statuses.at(-1)).toEqual({ v: 1, unit: UNIT, state: 'offline' });
  });

  it('does not get in with a certificate of another authority, and keeps its journal', async () => {
    append(3);
    const foreign = await createTestAuthority();
    await connect(await foreign.issue(await makeCsr(keys.tls), UNIT));
    await until('three tries', () => hub.broker.refused >= 3);
    expect(hub.messages).toEqual([]);
    expect(hub.statuses).toEqual([]);
    expect(journal.received.seq).toBe(0);
  });

  it('delivers the end of a binding before the next one begins, also when the connection comes late', async () => {
    append(250);
    journal.beginBinding(2);
    journal.append({ type: 'bound', door: '00000000-0000-4000-8000-00000000d002' });
    append(120);
    await connect();
    await until('both bindings', () => hub.heldOf(2).length === 121 && journal.received.seq === 121);
    const both = [...journal.readAfter(0, 1_000, 1), ...journal.readAfter(0, 1_000, 2)];
    expect(hub.held).toEqual(both.map(({ jws }) => jws));
    expect(journal.delivered()).toBe(true);
    expect(journal.receivedOf(1).seq).toBe(250);
  });

  it('goes on into the next binding over the connection that stands', async () => {
    append(5);
    await connect();
    await until('the entries', delivered(5));
    hub.mode = 'lose-messages';
    append(2);
    journal.beginBinding(2);
    journal.append({ type: 'bound', door: '00000000-0000-4000-8000-00000000d002' });
    await until('messages that are lost', () => hub.messages.length > 1);
    hub.mode = 'hold';
    await until('the new binding', () => hub.heldOf(2).length === 1 && journal.received.seq === 1);
    expect(hub.heldOf(1)).toHaveLength(7);
  });

  it('goes back to an older binding when the hub has lost the end of it', async () => {
    append(10);
    journal.beginBinding(2);
    journal.append({ type: 'bound', door: '00000000-0000-4000-8000-00000000d002' });
    await connect();
    await until('both bindings', () => hub.held.length === 11 && journal.delivered());
    hub.held.length = 4;
    hub.sendReceipt({ binding: 1, answer: 'resend' });
    await until('all of it again', () => hub.held.length === 10);
    hub.sendReceipt({ binding: 2, answer: 'resend' });
    await until('the binding after it', () => hub.held.length === 11 && journal.delivered());
    expect(hub.heldOf(2)).toEqual(journal.readAfter(0, 10, 2).map(({ jws }) => jws));
  });
});
