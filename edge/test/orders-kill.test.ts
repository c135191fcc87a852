import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RosterPart } from '@hadir/shared/wire/command';
import { rosterDigest } from '@hadir/shared/wire/roster-digest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enrolFolder } from './support/enrolled-folder.ts';
import { chainHash, DOOR, FakeHub, readEntry } from './support/fake-hub.ts';
import { type RunningUnit, runUnit } from './support/run-unit.ts';
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
    unit?.child.kill('SIGKILL');
    await unit?.ended;
    unit = null;
    await hub.stop();
  });

  /** Without models and pictures: nobody is recognised, everything else works. */
  function start(killAt?: string, receiptMs?: number): RunningUnit {
    unit = runUnit({
      data,
      camera: `folder:${join(data, '..', 'pictures')}`,
      assets: join(data, '..', 'assets'),
      ...(killAt === undefined ? {} : { killAt }),
      ...(receiptMs === undefined ? {} : { receiptMs }),
    });
    return unit;
  }

  async function startWithRoster(killAt: string, receiptMs?: number): Promise<RunningUnit> {
    const running = start(killAt, receiptMs);
    await until(`its status\n${running.output()}`, () => hub.status, START_MS);
    hub.sendRoster(roster(DOOR, 1));
    await until('its roster', () => hub.status?.rosterVersion === 1);
    return running;
  }

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
      const second = start();
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

  it.each(['told', 'stopped', 'erased', 'erasure-proven', 'ended', 'switched', 'unbound'])(
    'serves no door when it dies at "%s" of leaving it, and obeys all the same',
    async (step) => {
      const first = await startWithRoster(step);
      const number = hub.sendOrder(unbind);
      expect(await first.ended).toBe('SIGKILL');
      const second = start();
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
});
