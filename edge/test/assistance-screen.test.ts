import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, openBrowser } from '../../test/fleet/open-browser.ts';
import { Screen } from '../src/screen/screen.ts';
import type { UnitFacts } from '../src/status/unit-facts.ts';
import { type Assistance, COLLEAGUE, openAssistance, PIN, SUPERVISOR } from './support/assistance-stand.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { FIRST_DOOR } from './support/test-hands.ts';

type Browser = Awaited<ReturnType<typeof openBrowser>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

/** Where somebody wants to see the pictures. */
const PICTURES = process.env.HADIR_SCREENSHOTS ?? null;
const facts: UnitFacts = {
  door: FIRST_DOOR,
  settings: {},
  clock: { source: 'ntp', uncertaintyMs: 5 },
  connected: true,
  waiting: 0,
  camera: 'running',
};
const recognised = {
  kind: 'recognised',
  ...{ track: 2, capturedAt: new Date(), capturedMonotonicMs: 0 },
  ...{ score: 0.7, secondScore: null, threshold: 0.4, liveness: 0.9, frames: 3, faceHeight: 120 },
} as const;
/** These run in the page: what is too small for a finger, and what does not lie within the panel. */
const TOO_SMALL = `[...document.querySelectorAll('.assist button')]
  .filter((button) => button.getClientRects().length > 0)
  .filter((button) => button.getBoundingClientRect().height < 43.5 || button.getBoundingClientRect().width < 30)
  .map((button) => button.textContent)`;
const OUT_OF_SIGHT = `[...document.querySelectorAll('.assist *')]
  .filter((element) => element.textContent !== '' && element.getClientRects().length > 0)
  .filter((element) => {
    const box = element.getBoundingClientRect();
    const list = element.closest('#assist-choices')?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
    return box.left < -1 || box.right > innerWidth + 1 || box.top < list.top - 1 || box.bottom > list.bottom + 1;
  })
  .map(({ id, className, textContent }) => id + '.' + className + ' ' + textContent)`;

describe.skipIf(!hasBrowser)('the dialogue with a supervisor, in Chromium', () => {
  let browser: Browser;
  let door: Assistance;
  let screen: Screen;
  let ports: { port: number; phonePort: number };
  const problems: string[] = [];

  beforeAll(async () => {
    door = await openAssistance(temporaryFolder());
    ports = { port: await freePort(), phonePort: await freePort() };
    screen = new Screen({
      config: { ...ports, names: 'first', theme: 'light' },
      facts: () => facts,
      person: (employee) => door.roster.person(employee),
      desk: () => door.desk,
      log: pino({ level: 'silent' }),
    });
    await screen.start();
    browser = await openBrowser();
    if (PICTURES !== null) mkdirSync(PICTURES, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    screen?.stop();
    await door?.close();
  });

  /** Leads through the whole dialogue by taps alone. */
  async function answer(page: Page, size: string): Promise<void> {
    const at = async (step: string) => {
      await page.waitForSelector(`.assist[data-step="${step}"]`);
      if (PICTURES !== null) {
        await sleep(200);
        await page.screenshot({ path: join(PICTURES, `assist-${size}-${step}.png`) });
      }
      expect(await page.evaluate(OUT_OF_SIGHT), step).toEqual([]);
      expect(await page.evaluate(TOO_SMALL), step).toEqual([]);
    };
    const tap = (name: string | RegExp) => page.locator('.assist').getByRole('button', { name }).first().click();
    const key = (symbol: string) => page.locator('#assist-keys').getByText(symbol, { exact: true }).click();
    await page.click('#assist-button');
    await at('face');
    door.show(SUPERVISOR);
    await at('factor');
    expect(await page.locator('#assist-title').textContent()).toBe('Sari, masukkan PIN');
    for (const digit of PIN) await key(digit);
    // Nobody reads over a shoulder what was typed.
    expect(await page.content()).not.toContain(PIN);
    await at('menu');
    await tap(/Catat kehadiran/);
    if (size === 'small') {
      // Somebody else comes meanwhile: he has his punch and his greeting.
      screen.onSighting({ ...recognised, employee: COLLEAGUE });
      await page.locator('#passing', { hasText: 'Ibu Ayu' }).waitFor();
    }
    await page.waitForSelector('.assist[data-step="pick"]');
    expect(await page.locator('#assist-choices button').count()).toBe(0);
    for (const letter of 'UJI') await key(letter);
    await page.waitForSelector('#assist-choices button >> nth=1');
    await at('pick');
    // As much of a name as the region allows here, and the end of the NIP to tell people apart.
    const listed = await page.locator('#assist-choices').textContent();
    expect(listed).toContain('NIP …062004 · belum punya wajah');
    expect(listed).not.toContain('Panjangnamanya');
    await tap(/062004/);
    await at('reason');
    await tap('Lainnya');
    await page.waitForSelector('.assist[data-step="note"]');
    for (const letter of 'PERBAN') await key(letter);
    await tap('Lanjut');
    await at('confirm');
    expect(await page.locator('#assist-note').textContent()).toContain('Lainnya: PERBAN');
    await tap('Catat hadir');
    await at('done');
    expect(await page.locator('#assist-title').textContent()).toBe('Ani');
    await tap('Selesai');
    await page.waitForSelector('.assist', { state: 'hidden' });
  }

  it('leads a supervisor through it by taps alone, 800 × 480', async () => {
    const page = await browser.newPage({ viewport: { width: 800, height: 480 } });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`http://127.0.0.1:${ports.port}/`);
    await answer(page, 'small');
    expect(door.entries()).toMatchObject([
      { type: 'assisted', reason: 'other', note: 'PERBAN', supervisor: SUPERVISOR },
    ]);
    await page.close();
  });

  it('leads him through it on the phone that was let in; the screen says only that somebody does', async () => {
    const page = await browser.newPage({ viewport: { width: 800, height: 480 } });
    await page.goto(`http://127.0.0.1:${ports.port}/`);
    await page.click('canvas');
    const code = (await page.locator('#phone b').textContent()) ?? '';
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ignoreHTTPSErrors: true });
    const phone = await context.newPage();
    phone.on('pageerror', (error) => problems.push(error.message));
    await phone.goto(`https://127.0.0.1:${ports.phonePort}/`);
    const strange = await phone.evaluate(
      `fetch('/assist', { method: 'POST', headers: { 'x-hadir': '1' }, body: '{"do":"open"}' }).then(({ status }) => status)`,
    );
    expect(strange).not.toBe(204);
    expect(door.desk.open).toBe(false);
    await phone.fill('#code', code);
    await phone.click('button');
    await answer(phone, 'phone');
    expect(door.entries().filter(({ type }) => type === 'assisted')).toHaveLength(2);
    await phone.click('#assist-button');
    await page.waitForSelector('#assist-button:disabled');
    expect(await page.locator('#assist').isHidden()).toBe(true);
    const refused = await page.evaluate(
      `fetch('/assist', { method: 'POST', headers: { 'x-hadir': '1' }, body: '{"do":"close"}' }).then(({ status }) => status)`,
    );
    expect(refused).toBe(409);
    await phone.click('#assist-close');
    await page.waitForSelector('#assist-button:not(:disabled)');
    await context.close();
    await page.close();
    expect(problems).toEqual([]);
  });

  it('takes nothing from a page of elsewhere, and nothing that it does not understand', async () => {
    const url = `http://127.0.0.1:${ports.port}/assist`;
    const post = (body: string, headers: Record<string, string> = { 'x-hadir': '1' }) =>
      fetch(url, { method: 'POST', headers, body }).then(({ status }) => status);
    expect(await post('{"do":"open"}', {})).toBe(405);
    for (const body of ['', '{}', '{"do":"pin","pin":"12345"}', '{"do":"fly"}', '[1]'])
      expect(await post(body)).toBe(400);
    expect(await post('x'.repeat(5_000))).toBe(413);
    expect(door.desk.open).toBe(false);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
