import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type RunningHub, startHub } from '../../test/fleet/start-hub.ts';
import { callHadir } from './support/call-hadir.ts';
import { JournalMaker } from './support/make-journal.ts';

/** The commands against a hub in a process of its own, with the authority that `ca init` made for it. */
let folder: string;
let hub: RunningHub;
let fingerprint: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hadir-real-'));
  const made = await callHadir(['ca', 'init', '--data', join(folder, 'hub'), '--region', 'Kabupaten Uji', '--json']);
  expect(made).toMatchObject({ code: 0 });
  ({ fingerprint } = JSON.parse(made.output) as { fingerprint: string });
  hub = await startHub({ folder, region: 'Kabupaten Uji' });
});
afterAll(async () => {
  await hub?.process.stop();
  await rm(folder, { recursive: true, force: true });
});

async function hadir(...line: string[]) {
  const password = hub.administratorPassword ?? '';
  const call = await callHadir(line, { environment: { hub: hub.https, fingerprint, password } });
  expect(call.told + call.output).not.toContain(password);
  return call;
}

it('uses the authority that was made before the first start', () => {
  expect(hub.caFingerprint).toBe(fingerprint);
});

it('adds an office and a door, and claims the door through the procedure that waits for a unit', async () => {
  const added = await hadir('door', 'add', '--opd', 'Dinas Uji', '--name', 'Pintu Utama', '--zone', 'Asia/Jayapura');
  expect(added.code).toBe(0);
  const door = 'Dinas Uji/Pintu Utama';
  expect((await hadir('door', 'list', '--free')).output).toContain(door);
  const begun = await hadir('unit', 'install', door, '--reason', 'Pintu baru', '--yes', '--json');
  const { id } = JSON.parse(begun.output) as { id: string };
  expect((await hadir('unit', 'procedures')).output).toContain(`hadir claim new --procedure ${id}`);
  const claim = await hadir('claim', 'new', '--door', door);
  expect(claim.output).toContain(`HADIR_CA_FINGERPRINT='${fingerprint}'`);
  expect(claim.output).toContain('▄');
  expect((await hadir('unit', 'cancel', id, '--yes', '--reason', 'Batal')).output).toContain('cancelled');
  expect((await hadir('claim', 'new', '--procedure', id)).code).toBe(6);
});

it('asks for a second person once the policy says so', async () => {
  expect((await hadir('unit', 'policy', '--second-person', 'install', '--yes')).code).toBe(0);
  const begun = await hadir('unit', 'install', 'Pintu Utama', '--reason', 'Pintu baru', '--yes');
  expect(begun.output).toContain('awaiting-approval');
  const id = /Procedure: {2}(\S+)/.exec(begun.output)?.[1] ?? '';
  const own = await hadir('unit', 'approve', id, '--yes');
  expect(own).toMatchObject({ code: 6 });
  expect((await hadir('unit', 'refuse', id, '--yes')).code).not.toBe(2);
  expect((await hadir('unit', 'policy', '--second-person', 'none', '--yes')).output).toContain('nobody');
});

it('lists units and the quarantine, and says plainly what is not there', async () => {
  expect(await hadir('unit', 'list', '--state', 'all')).toMatchObject({ code: 0 });
  expect(await hadir('quarantine', 'list', '--waiting')).toMatchObject({ code: 0 });
  const journal = join(folder, 'carried.jws');
  await writeFile(journal, `${new JournalMaker().bind().lines.join('\n')}\n`);
  for (const line of [
    ['unit', 'show', 'unit-99999999'],
    ['unit', 'revoke', 'unit-99999999', '--yes', '--reason', 'Tidak ada'],
    ['unit', 'restart', 'unit-99999999'],
    ['journal', 'export', 'unit-99999999', '--out', join(folder, 'none')],
    ['journal', 'carry-in', 'unit-99999999', journal],
    ['quarantine', 'show', '999'],
  ])
    expect([line.join(' '), (await hadir(...line)).code]).toEqual([line.join(' '), 7]);
});

it('exchanges the authority, and goes on under the new one', async () => {
  const rotated = await hadir('ca', 'rotate', '--yes', '--json');
  expect(rotated).toMatchObject({ code: 0 });
  const { authorities } = JSON.parse(rotated.output) as { authorities: { fingerprint: string }[] };
  expect(authorities).toHaveLength(2);
  expect((await hadir('ca', 'show')).output).toContain('hadir ca finish');
  // The hub changes its own certificate in its own time, once every unit knows the new authority.
  fingerprint = authorities[1]?.fingerprint ?? '';
  await vi.waitFor(async () => expect((await hadir('ca', 'show')).code).toBe(0), { timeout: 40_000, interval: 500 });
  expect((await hadir('ca', 'finish', '--yes')).code).toBe(0);
  expect((await hadir('unit', 'list')).code).toBe(0);
});
