import type { AssistedPunch, PinCode, Supervisor } from '@hadir/shared/api/assistance';
import type { Arrivals } from '@hadir/shared/api/attendance';
import type { Employees } from '@hadir/shared/api/people';
import type { Units } from '@hadir/shared/api/units';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arrivingAtEastDoor, arrivingAtMainDoor, type CastMember, cast, doors } from './demo/cast.ts';
import { type Demo, startDemo } from './demo/start-demo.ts';
import { verifyJournals } from './demo/verify-journals.ts';
import type { HubClient } from './fleet/hub-client.ts';
import { hasBrowser, openBrowser, signInByHand } from './fleet/open-browser.ts';
import { openDoorScreen } from './fleet/open-door-screen.ts';
import { type RunningHub, startHub } from './fleet/start-hub.ts';
import { until } from './fleet/until.ts';

/** Enrolled from a portrait, and never before a camera. */
const bandagedPerson = cast[3] as CastMember;

let demo: Demo;
let hub: RunningHub;
let admin: HubClient;

beforeAll(async () => {
  // Whoever stays in view is punched again after ten times as long.
  const { signal } = new AbortController();
  demo = await startDemo({ say: () => {}, unattended: false, coolDownSeconds: 1, signal });
  hub = demo.hub;
  admin = demo.admin;
});

afterAll(async () => {
  if (hub !== demo?.hub) await hub?.process.stop();
  await demo?.stop();
});

async function arrivals(): Promise<Arrivals['arrivals']> {
  return (await admin.get<Arrivals>('/api/arrivals?limit=200')).arrivals;
}

async function everythingDelivered(): Promise<boolean> {
  const { units } = await admin.get<Units>('/api/units');
  return units.every(
    ({ highWater, status }) =>
      status?.state === 'online' && status.receipted === status.head && highWater >= status.head,
  );
}

describe('two doors, real footage, one hub', () => {
  it('recognises the two who were enrolled from another recording, each at the own door', async () => {
    const seen = await until(
      'both to arrive',
      async () => {
        const all = await arrivals();
        return doors.every((door) => all.some(({ doorName }) => doorName === door)) ? all : null;
      },
      60_000,
    );
    const names = new Map(seen.map(({ doorName, name }) => [doorName, name]));
    expect(names.get(doors[0])).toBe(arrivingAtMainDoor.name);
    expect(names.get(doors[1])).toBe(arrivingAtEastDoor.name);
    for (const { evidence } of seen) {
      expect(evidence.score).toBeGreaterThanOrEqual(evidence.threshold);
      expect(evidence.frames).toBeGreaterThanOrEqual(3);
    }
  });

  it('notices the stranger and writes no punch for anybody else', async () => {
    await until(
      'the stranger to pass',
      async () => {
        const { units } = await admin.get<Units>('/api/units');
        return units.some(
          ({ status }) => status?.state === 'online' && status.sightings.unknown + status.sightings.notLive > 0,
        );
      },
      60_000,
    );
    const names = new Set((await arrivals()).map(({ name }) => name));
    expect([...names].sort()).toEqual([arrivingAtEastDoor.name, arrivingAtMainDoor.name].sort());
  });

  it.skipIf(!hasBrowser)(
    'shows an arrival in a browser as it happens, and the browser verifies its signature (needs Chromium: apt-get install chromium)',
    async () => {
      const browser = await openBrowser();
      try {
        const password = demo.hub.administratorPassword ?? '';
        const { page, problems } = await signInByHand(browser, hub, { username: 'admin', password });
        await page.getByTestId('arrival-row').first().waitFor();
        const newest = () => page.getByTestId('arrival-row').first().getAttribute('data-arrival');
        const before = await newest();
        const known = (await arrivals()).length;
        await until('another arrival at the hub', async () => (await arrivals()).length > known, 90_000);
        await until('the browser to show it', async () => (await newest()) !== before, 2_000);
        await page.getByTestId('arrival-row').first().getByRole('link').first().click();
        await page.getByTestId('verify-button').first().click();
        const verdict = page.getByTestId('verify-result').first();
        await verdict.waitFor();
        expect(await verdict.getAttribute('data-outcome')).toBe('valid');
        expect(problems).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );

  it('lets a supervisor answer at the door, by his face and his PIN, for somebody whom it cannot see', async () => {
    const find = async ({ name }: { name: string }) =>
      (await admin.get<Employees>(`/api/employees?q=${encodeURIComponent(name)}`)).employees[0]?.id ?? '';
    const [supervisor, bandaged] = await Promise.all([find(arrivingAtEastDoor), find(bandagedPerson)]);
    const { id } = await admin.post<Supervisor>('/api/assistance/supervisors', { employee: supervisor });
    const { code } = await admin.post<PinCode>(`/api/assistance/supervisors/${id}/code`, {});
    const pin = '739164';
    const set = await fetch(`${hub.http}/api/assistance/pin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ nip: arrivingAtEastDoor.nip, code, pin }),
    });
    expect(set.status).toBe(204);
    const door = openDoorScreen(demo.screens[1] ?? '');
    try {
      const at = (step: string) =>
        until(step, () => (door.said()?.dialogue?.step === step ? door.said() : null), 30_000);
      await until('the door to know its supervisor', () => door.said()?.button?.free === true, 30_000);
      expect(await door.tap({ do: 'open' })).toBe(204);
      await at('factor');
      await door.tap({ do: 'pin', pin });
      await at('menu');
      await door.tap({ do: 'choose', purpose: 'attendance' });
      await door.tap({ do: 'type', text: bandagedPerson.nip.slice(-6) });
      const found = await until('the person', () => door.said()?.dialogue?.choices[0]);
      expect(found.action).toEqual({ do: 'pick', employee: bandaged });
      for (const action of [found.action, { do: 'reason', reason: 'face-covered' }, { do: 'confirm' }])
        expect(await door.tap(action)).toBe(204);
      await at('done');
    } finally {
      door.close();
    }
    const [punch] = await until('the hub to have it', async () => {
      const { punches } = await admin.get<{ punches: AssistedPunch[] }>('/api/assistance/punches');
      return punches.length > 0 ? punches : null;
    });
    expect(punch).toMatchObject({ employee: bandaged, supervisor, second: 'pin', authorised: true });
    expect((await arrivals()).find(({ employee }) => employee === bandaged)).toMatchObject({ seq: punch?.seq });
  });

  it('loses nothing when the hub is killed while people arrive', async () => {
    const password = demo.hub.administratorPassword ?? '';
    const before = await arrivals();
    await demo.hub.process.kill();
    const writtenAt = demo.units.map(({ process }) => process.output().length);
    await until(
      'a unit to recognise somebody without the hub',
      () => demo.units.some(({ process }, index) => /punch/i.test(process.output().slice(writtenAt[index]))),
      90_000,
    );
    hub = await startHub(demo.hubOptions);
    admin = await hub.administrator(password);
    await until('the punch to arrive', async () => (await arrivals()).length > before.length, 90_000);
    await until('the units to catch up', everythingDelivered, 60_000);
    const report = await verifyJournals(admin);
    expect(report.gaps).toBe(0);
  });

  it('holds journals in which a JOSE library that the product does not use verifies every entry', async () => {
    const report = await verifyJournals(admin);
    const { units } = await admin.get<Units>('/api/units');
    expect(report.stored).toBeGreaterThanOrEqual(units.reduce((sum, { highWater }) => sum + highWater, 0));
    expect(report.stored).toBeGreaterThanOrEqual(8);
    expect(report.verified).toBe(report.stored);
    expect(report.gaps).toBe(0);
  });
});
