import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Door, Opd } from '@hadir/shared/api/people';
import type { Claim, Unit, Units } from '@hadir/shared/api/units';
import { type ClaimCode, normaliseClaim, readClaimCode } from '@hadir/shared/wire/enrolment';
import jsqr from 'jsqr';
import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HubClient } from './fleet/hub-client.ts';
import { makeSignIn } from './fleet/make-sign-in.ts';
import { hasBrowser, openBrowser, signInByHand } from './fleet/open-browser.ts';
import { type RunningHub, startHub } from './fleet/start-hub.ts';
import { type RunningUnit, startUnit } from './fleet/start-unit.ts';
import { StillScene } from './fleet/still-scene.ts';
import { until } from './fleet/until.ts';

/** Two officers in two browsers replace a unit and move one, at a real hub with real units. */
let folder: string;
let hub: RunningHub;
let admin: HubClient;
let browser: Browser;
let officer: Page;
let colleague: Page;
let problems: (readonly string[])[];
let mainDoor: Door;
let eastDoor: Door;
const units: RunningUnit[] = [];
const STEP_MS = 60_000;

beforeAll(async () => {
  if (!hasBrowser) return;
  folder = await mkdtemp(join(tmpdir(), 'hadir-browser-'));
  // PostgreSQL runs as another user when the test runs as root.
  await chmod(folder, 0o711);
  hub = await startHub({ folder, region: 'Kabupaten Uji' });
  admin = await hub.administrator();
  const opd = await admin.post<Opd>('/api/opds', { name: 'Dinas Uji', zone: 'Asia/Jayapura' });
  const other = await admin.post<Opd>('/api/opds', { name: 'Badan Uji', zone: 'Asia/Jayapura' });
  mainDoor = await admin.post<Door>('/api/doors', { opd: opd.id, name: 'Pintu Utama' });
  eastDoor = await admin.post<Door>('/api/doors', { opd: other.id, name: 'Pintu Timur' });
  const scene = new StillScene(join(folder, 'old-camera'));
  await scene.showNobody();
  const claim = await admin.post<Claim>('/api/claims', { door: mainDoor.id });
  units.push(startUnit({ folder, name: 'old', camera: scene.camera, claim }));
  const second = { username: 'kedua', name: 'Petugas Kedua', role: 'admin_bkd' };
  const password = await makeSignIn(hub.http, admin, second);
  browser = await openBrowser();
  const first = await signInByHand(browser, hub, { username: 'admin', password: hub.administratorPassword ?? '' });
  const next = await signInByHand(browser, hub, { username: second.username, password });
  officer = first.page;
  colleague = next.page;
  problems = [first.problems, next.problems];
  await until('the first unit to come online', () => unitAt(mainDoor), STEP_MS);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  for (const { process } of units) await process.stop();
  await hub?.process.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

async function unitAt(door: Door): Promise<Unit | null> {
  const { units: all } = await admin.get<Units>('/api/units');
  return all.find((unit) => unit.door === door.id && unit.serves && unit.online) ?? null;
}

/** Chooses an action on the unit's page and says why. @returns the procedure that it led to */
async function chooseAction(unit: Unit, action: 'replace' | 'move', fill?: () => Promise<void>): Promise<Locator> {
  await officer.goto(`${hub.http}/unit/${unit.id}`);
  await officer.getByTestId(`action-${action}`).click();
  await fill?.();
  await officer.getByTestId('procedure-reason').fill('Kamera buram sejak kemarin');
  await officer.getByTestId('confirm-action').click();
  const procedure = officer.getByTestId('procedure');
  await procedure.waitFor();
  return procedure;
}

async function stepStates(page: Page): Promise<Record<string, string | null>> {
  const all = await page.getByTestId('steps').locator('li').all();
  return Object.fromEntries(
    await Promise.all(
      all.map(async (step) => [await step.getAttribute('data-testid'), await step.getAttribute('data-state')] as const),
    ),
  );
}

async function untilDone(procedure: Locator): Promise<void> {
  await until('the page to say that it is done', async () => (await stateOf(procedure)) === 'done', STEP_MS);
}

const stateOf = (procedure: Locator) => procedure.getAttribute('data-state');

/** Reads a QR code in a picture with a reader that the dashboard does not use. */
async function readCode(picture: Buffer): Promise<ClaimCode> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const text = jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data ?? '';
  return readClaimCode(text) as ClaimCode;
}

describe.skipIf(!hasBrowser)(
  'a unit is replaced and moved in a browser (needs Chromium: apt-get install chromium)',
  () => {
    it('is replaced once a second person approves, by a unit that reads the code off the screen', async () => {
      const old = (await unitAt(mainDoor)) as Unit;
      await officer.goto(`${hub.http}/prosedur`);
      const policy = officer.getByTestId('policy-replace');
      // It shows what the hub says, so it changes only with the hub's answer.
      await policy.click({ force: true });
      await until('the policy to hold', () => policy.isChecked());
      const procedure = await chooseAction(old, 'replace');
      expect(await stateOf(procedure)).toBe('awaiting-approval');
      expect(await officer.getByTestId('approve').count()).toBe(0);
      expect(await officer.getByTestId('make-claim').count()).toBe(0);

      const id = await procedure.getAttribute('data-procedure');
      await colleague.goto(`${hub.http}/prosedur`);
      const row = colleague.locator(`[data-testid="procedure-row"][data-procedure="${id}"]`);
      await row.getByRole('link').first().click();
      await colleague.getByTestId('approve').click();

      await officer.getByTestId('make-claim').click({ timeout: STEP_MS });
      const shown = officer.getByTestId('claim-qr');
      await shown.waitFor();
      const picture = await shown.screenshot();
      const typed = await officer.getByTestId('claim-text').getAttribute('data-claim');
      const { h, c, f } = await readCode(picture);
      expect([h, c]).toEqual([hub.https, normaliseClaim(typed ?? '')]);
      expect(Buffer.from(f, 'base64url').toString('hex')).toBe(hub.caFingerprint.replaceAll(':', '').toLowerCase());

      const scene = new StillScene(join(folder, 'new-camera'));
      await scene.showPicture(picture);
      units.push(startUnit({ folder, name: 'new', camera: scene.camera }));
      await untilDone(procedure);
      expect(await stepStates(officer)).toMatchObject({
        'step-approved': 'done',
        'step-claimed': 'done',
        'step-bound': 'done',
        'step-roster-delivered': 'done',
        'step-in-service': 'done',
      });
      const next = await until('the new unit to serve the door', () => unitAt(mainDoor));
      expect(next.id).not.toBe(old.id);
      expect(await admin.get<Unit>(`/api/units/${old.id}`)).toMatchObject({ state: 'revoked', serves: false });
    });

    it('moves to the door of another office, and its page shows where it served', async () => {
      const unit = (await unitAt(mainDoor)) as Unit;
      const procedure = await chooseAction(unit, 'move', async () => {
        await officer.getByTestId('move-door').click();
        await officer.getByRole('option', { name: /Pintu Timur/ }).click();
      });
      await untilDone(procedure);
      const states = await stepStates(officer);
      expect(new Set(Object.values(states))).toEqual(new Set(['done']));
      expect((await until('the unit at its new door', () => unitAt(eastDoor))).id).toBe(unit.id);
      await officer.goto(`${hub.http}/unit/${unit.id}`);
      const bindings = officer.getByTestId('unit-bindings').locator('li');
      await bindings.nth(1).waitFor();
      expect(await bindings.first().textContent()).toContain('Pintu Timur');
      expect(await bindings.nth(1).textContent()).toContain('Pintu Utama');
      expect(problems).toEqual([[], []]);
    });
  },
);
