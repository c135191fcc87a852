import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RosterPart } from '@hadir/shared/wire/command';
import { rosterDigest } from '@hadir/shared/wire/roster-digest';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openUnitKeys } from '../src/keys/unit-keys.ts';
import { enrolFolder } from './support/enrolled-folder.ts';
import { chainHash, DOOR, FakeHub, readEntry, UNIT } from './support/fake-hub.ts';
import { type RunningUnit, runUnit, runUnitHere } from './support/run-unit.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const OTHER_DOOR = '00000000-0000-4000-8000-00000000d002';
const PROCEDURE = '00000000-0000-4000-8000-00000000c001';
const EMPLOYEE = '00000000-0000-4000-8000-0000000e0001';
const TEMPLATE = '00000000-0000-4000-8000-0000000f0001';
const START_MS = 30_000;

function roster(door: string, version: number): Omit<RosterPart, 'do' | 'doorName' | 'zone'> {
  const embedding = Buffer.from(Float32Array.from({ length: 512 }, (_, i) => Math.sin(i)).buffer).toString('base64');
  const templates = [{ id: TEMPLATE, embedding }];
  const put = [{ employee: EMPLOYEE, name: 'Pegawai Uji', salutation: 'Ibu' as const, templates }];
  const digest = rosterDigest([{ employee: EMPLOYEE, templates: [TEMPLATE] }]);
  return { door, version, base: 0, part: 1, parts: 1, digest, model: 'test-model', put, drop: [] };
}

const bind = {
  do: 'bind',
  procedure: PROCEDURE,
  binding: 2,
  door: { id: OTHER_DOOR, name: 'Pintu Lain', opd: 'Dinas Uji', zone: 'Asia/Makassar' },
  follows: { unit: 'unit-other001', binding: 1, seq: 7, hash: chainHash('another journal') },
} as const;
const unbind = { do: 'unbind', procedure: PROCEDURE } as const;

describe('a unit that is killed in the middle of an order', () => {
  let hub: FakeHub;
  let data: string;
  let unit: RunningUnit | null = null;

  beforeEach(async () => {
    hub = await FakeHub.start();
    data = join(temporaryFolder(), 'unit');
    mkdirSync(join(data, '..', 'pictures'), { recursive: true });
    await enrolFolder(data, hub);
  });
  afterEach(async () => {
    await unit?.stop();
    unit = null;
    await hub.stop();
  });

  /** Without models and pictures: nobody is recognised, everything else works. */
  const options = () => ({
    data,
    camera: `folder:${join(data, '..', 'pictures')}`,
    assets: join(data, '..', 'assets'),
  });

  /** The life after the one that was killed. */
  function startAgain(): RunningUnit {
    unit = runUnitHere(options());
    return unit;
  }

  async function withRoster(running: RunningUnit): Promise<RunningUnit> {
    unit = running;
    await until(`its status\n${running.output()}`, () => hub.status, START_MS);
    hub.sendRoster(roster(DOOR, 1));
    await until('its roster', () => hub.status?.rosterVersion === 1);
    return running;
  }

  const startWithRoster = (killAt: string) => withRoster(runUnit(options(), killAt));

  /** One chain from the key on, numbered without a gap in each binding. */
  function expectWholeChain(): void {
    let before: string | null = null;
    const seqs = new Map<number, number>();
    for (const line of hub.held) {
      const { binding, seq, prev } = readEntry(line);
      expect(seq).toBe((seqs.get(binding) ?? 0) + 1);
      seqs.set(binding, seq);
      if (before !== null) expect(prev).toBe(before);
      before = chainHash(line);
    }
  }

  const ofBinding = (binding: number) => hub.entries.filter((entry) => entry.binding === binding);

  function expectEnded(order: 'bind' | 'unbind', number: number): void {
    const old = ofBinding(1);
    const erasures = old.filter((entry) => entry.type === 'roster' && entry.version === 0);
    expect(erasures.flatMap((entry) => (entry.type === 'roster' ? entry.erased : []))).toEqual([TEMPLATE]);
    const answers = old.filter((entry) => entry.type === 'command');
    expect(answers).toMatchObject([{ number, order, outcome: 'done' }]);
    expect(old.indexOf(answers[0] as (typeof old)[0])).toBeGreaterThan(old.indexOf(erasures[0] as (typeof old)[0]));
  }

  it.each(['told', 'stopped', 'erased', 'erasure-proven', 'ended', 'switched', 'bound'])(
    'serves its new door all the same when it dies at "%s", and its old binding has ended right',
    async (step) => {
      const first = await startWithRoster(step);
      const number = hub.sendOrder(bind);
      expect(await first.ended).toBe('SIGKILL');
      const second = startAgain();
      await until(
        `its new binding\n${second.output()}`,
        () => hub.status?.binding === 2 && hub.status.serves,
        START_MS,
      );
      await until('its delivery', () => hub.status?.head === ofBinding(2).length && ofBinding(2).length > 0);
      expectWholeChain();
      expectEnded('bind', number);
      expect(ofBinding(1).at(-1)?.type).toBe('command');
      expect(ofBinding(2)[0]).toMatchObject({ type: 'bound', door: OTHER_DOOR, follows: bind.follows });
      expect(ofBinding(2).filter((entry) => entry.type === 'bound')).toHaveLength(1);
      expect(hub.status).toMatchObject({ door: OTHER_DOOR, rosterVersion: 0, rosterDigest: null });
      hub.sendRoster(roster(OTHER_DOOR, 4));
      await until('its new roster', () => hub.status?.rosterVersion === 4);
      await second.stop();
    },
    90_000,
  );

  it.each(['told', 'ended', 'switched', 'unbound'])(
    'serves no door when it dies at "%s" of leaving it, and obeys all the same',
    async (step) => {
      const first = await startWithRoster(step);
      const number = hub.sendOrder(unbind);
      expect(await first.ended).toBe('SIGKILL');
      const second = startAgain();
      await until(`it to serve nothing\n${second.output()}`, () => hub.status?.serves === false, START_MS);
      await until('its answer', () => hub.entries.some((entry) => entry.type === 'command'));
      expectEnded('unbind', number);
      expect(hub.status).toMatchObject({ binding: 1, door: DOOR, rosterVersion: 0, camera: { state: 'stopped' } });
      hub.sendRoster(roster(DOOR, 2));
      const again = hub.sendOrder(unbind);
      await until('the second answer', () =>
        hub.entries.some((entry) => entry.type === 'command' && entry.number === again),
      );
      expect(hub.status).toMatchObject({ serves: false, rosterVersion: 0 });
      hub.sendOrder(bind);
      await until('its new binding', () => hub.status?.binding === 2 && hub.status.serves);
      await until('its first entry there', () => ofBinding(2)[0]?.type === 'bound');
      expectWholeChain();
      await second.stop();
    },
    90_000,
  );

  it.each(['told', 'erased', 'answered', 'marked'])(
    'is wiped all the same when it dies at "%s", after the hub has the proof of it',
    async (step) => {
      const { kid } = openUnitKeys(data).journal;
      const first = await startWithRoster(step);
      const number = hub.sendOrder({ do: 'wipe' });
      expect(await first.ended).toBe('SIGKILL');
      const second = startAgain();
      if (step === 'marked') {
        await until(`the rest of it\n${second.output()}`, () => second.output().includes('is as new'), START_MS);
        await until('new keys', () => existsSync(join(data, 'keys', 'journal.pem')));
        await second.stop();
        expect(openUnitKeys(data).journal.kid).not.toBe(kid);
        for (const name of ['unit.json', 'certificate.pem', 'roster.db', 'orders.db', 'journal.db', 'wiping.json'])
          expect(existsSync(join(data, name))).toBe(false);
      } else {
        expect(await second.ended).toBe(75);
        expect(readdirSync(data)).toEqual(['lock.db']);
      }
      expectWholeChain();
      const erased = hub.entries.flatMap((entry) => (entry.type === 'roster' ? entry.erased : []));
      expect(erased).toEqual([TEMPLATE]);
      const answers = hub.entries.filter((entry) => entry.type === 'command');
      expect(answers).toMatchObject([{ number, order: 'wipe', outcome: 'done' }]);
    },
    90_000,
  );

  it('keeps a journal that the hub does not confirm in time aside, and destroys the keys all the same', async () => {
    const running = await withRoster(runUnitHere({ ...options(), receiptMs: 1_500 }));
    hub.mode = 'lose-receipts';
    hub.sendOrder({ do: 'wipe' });
    expect(await running.ended).toBe(75);
    expect(readdirSync(data).toSorted()).toEqual(['lock.db', 'undelivered']);
    expect(readdirSync(join(data, 'undelivered', UNIT))).toContain('journal.db');
    expect(running.output()).toContain('the journal is kept');
  }, 60_000);

  it('tries a camera again after it died during the trial, and keeps the one that works', async () => {
    const pictures = join(data, '..', 'other pictures');
    mkdirSync(pictures);
    await sharp({ create: { width: 640, height: 480, channels: 3, background: '#777777' } })
      .jpeg()
      .toFile(join(pictures, 'a.jpg'));
    const camera = `folder:${pictures}?fps=5&loop=1`;
    const first = await startWithRoster('trial');
    const number = hub.sendOrder({ do: 'settings', settings: { camera, minimumScore: 0.7 } });
    expect(await first.ended).toBe('SIGKILL');
    const second = startAgain();
    const answer = (of: number) => hub.entries.find((entry) => entry.type === 'command' && entry.number === of);
    await until(`the answer\n${second.output()}`, () => answer(number), START_MS);
    expect(answer(number)).toMatchObject({ order: 'settings', outcome: 'done' });
    await until('its pictures', () => hub.status?.camera.state === 'running');
    const id = '00000000-0000-4000-8000-00000000a001';
    hub.sendOrder({ do: 'snapshot', id, maxWidth: 160 });
    const shown = await until('the snapshot', () => hub.snapshots[0]);
    expect(shown.id).toBe(id);
    expect(await sharp(shown.jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 160 });
    const refused = hub.sendOrder({ do: 'settings', settings: { camera: `folder:${join(data, 'nowhere')}` } });
    await until('the refusal', () => answer(refused));
    expect(answer(refused)).toMatchObject({ outcome: 'refused' });
    hub.sendOrder({ do: 'snapshot', id, maxWidth: 160 });
    await until('the camera that was undone to', () => (hub.snapshots[1]?.jpeg.length ?? 0) > 0);
    await second.stop();
  }, 90_000);

  it('is restarted once by an order, and says so before', async () => {
    const first = await startWithRoster('-');
    const number = hub.sendOrder({ do: 'restart' });
    expect(await first.ended).toBe(75);
    expect(hub.entries.filter((entry) => entry.type === 'command')).toMatchObject([{ number, order: 'restart' }]);
    const second = startAgain();
    await until('its second boot', () => hub.entries.filter((entry) => entry.type === 'boot').length === 2, START_MS);
    expect(await Promise.race([second.ended, 'it lives'])).toBe('it lives');
    await second.stop();
    expectWholeChain();
  }, 60_000);
});
