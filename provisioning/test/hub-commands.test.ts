import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Call, callHadir } from './support/call-hadir.ts';
import { FakeFleet } from './support/fake-fleet.ts';
import { type FakeHub, PASSWORD, startFakeHub } from './support/fake-hub.ts';
import { DOOR } from './support/make-journal.ts';

const UNIT = 'unit-0a1b2c3d';
let fleet: FakeFleet;
let hub: FakeHub;
let folder: string;

beforeEach(async () => {
  fleet = new FakeFleet();
  hub = await startFakeHub(fleet);
  folder = await mkdtemp(join(tmpdir(), 'hadir-cli-'));
});
afterEach(async () => {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

function hadir(
  line: string[],
  operator: { answer?: boolean; secret?: string; wifiPassword?: string } = {},
): Promise<Call> {
  const { wifiPassword } = operator;
  const fingerprint = hub.authority.fingerprint;
  return callHadir(line, { ...operator, environment: { hub: hub.url, fingerprint, password: PASSWORD, wifiPassword } });
}

describe('signing in', () => {
  it('takes hub, fingerprint and password from the environment, and asks for the password where it is not there', async () => {
    const environment = { hub: hub.url, fingerprint: hub.authority.fingerprint };
    const call = await callHadir(['unit', 'list'], { environment, secret: PASSWORD });
    expect(call).toMatchObject({ code: 0, asked: ['Password of admin: '] });
    expect(call.output).toContain(UNIT);
  });

  it('says by exit code and in words why nothing was done, and never repeats the password', async () => {
    const fingerprint = hub.authority.fingerprint;
    const wrong = 'wrong-password';
    const calls = await Promise.all([
      callHadir(['unit', 'list'], { environment: { password: wrong } }),
      callHadir(['unit', 'list'], { environment: { hub: 'https://127.0.0.1:1', password: wrong } }),
      callHadir(['unit', 'list'], { environment: { hub: hub.url, password: wrong } }),
      callHadir(['unit', 'list'], { environment: { hub: hub.url, password: wrong, fingerprint: 'AA' } }),
      callHadir(['unit', 'list'], { environment: { hub: hub.url, password: wrong, fingerprint } }),
      hadir(['unit', 'show', 'unit-99999999']),
    ]);
    expect(calls.map(({ code }) => code)).toEqual([2, 3, 4, 4, 5, 7]);
    for (const { told, output } of calls) {
      expect(output).toBe('');
      expect(told.length).toBeGreaterThan(20);
      expect(told).not.toContain(wrong);
    }
  });
});

describe('doors and claims', () => {
  it('lists doors, adds one, and makes the office only when told to', async () => {
    expect((await hadir(['door', 'list'])).output).toContain('no unit        Dinas Uji/Pintu Samping');
    expect((await hadir(['door', 'add', '--opd', 'dinas uji', '--name', 'Pintu Baru'])).code).toBe(0);
    const unknown = await hadir(['door', 'add', '--opd', 'Dinas Lain', '--name', 'Pintu']);
    expect(unknown).toMatchObject({ code: 7 });
    expect(unknown.told).toContain('--zone');
    const made = await hadir(['door', 'add', '--opd', 'Dinas Lain', '--name', 'Pintu', '--zone', 'Asia/Jakarta']);
    expect(made.code).toBe(0);
    expect(hub.calls).toContain('POST /api/opds');
  });

  it('draws the claim, writes picture and file for their owner alone, and shows no Wi-Fi password', async () => {
    const png = join(folder, 'claim.png');
    const file = join(folder, 'claim.json');
    const line = [
      'claim',
      'new',
      '--door',
      'Dinas Uji/Pintu Samping',
      '--wifi',
      'Kantor',
      '--png',
      png,
      '--file',
      file,
    ];
    const call = await hadir(line, { secret: 'wifi-secret' });
    expect(call).toMatchObject({ code: 0, asked: ['Password of the Wi-Fi Kantor: '] });
    expect(call.output).toContain('▄');
    expect(call.output).toContain("HADIR_CLAIM='ABCD-EFGH-JKMN-PQRS-T'");
    expect(call.output + call.told).not.toContain('wifi-secret');
    expect((await readFile(png)).subarray(1, 4).toString()).toBe('PNG');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ v: 1, w: ['Kantor', 'wifi-secret'] });
    for (const path of [png, file]) expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(fleet.claimed).toEqual([DOOR]);
  });

  it('takes the claim from the procedure that waits for a unit at the door', async () => {
    await hadir(['unit', 'install', 'Pintu Samping', '--reason', 'Pintu baru', '--yes']);
    expect((await hadir(['unit', 'replace', UNIT, '--reason', 'Kamera rusak', '--yes'])).code).toBe(0);
    const procedure = fleet.procedures[1]?.id;
    await hadir(['claim', 'new', '--procedure', procedure ?? '', '--no-qr']);
    await hadir(['claim', 'new', '--door', DOOR, '--no-qr']);
    expect(hub.calls.filter((call) => call === `POST /api/procedures/${procedure}/claim`)).toHaveLength(2);
    expect((await hadir(['claim', 'new', '--no-qr'])).code).toBe(2);
  });

  it('takes the short forms that operators know', async () => {
    expect((await hadir(['claim', '--door', DOOR, '--no-qr'])).output).toMatch(/^Claim:/);
    expect((await hadir(['doors', '--json'])).code).toBe(0);
  });
});

describe('what happens to units', () => {
  it('does nothing that cannot be undone unless somebody says yes', async () => {
    const lines = [
      ['unit', 'replace', UNIT, '--reason', 'Kamera rusak'],
      ['unit', 'stolen', UNIT, '--reason', 'Hilang'],
      ['unit', 'revoke', UNIT, '--reason', 'Disalin'],
      ['unit', 'wipe', UNIT, '--reason', 'Gudang'],
      ['quarantine', 'accept', '42', '--reason', 'Sudah diperiksa'],
      ['ca', 'finish'],
    ];
    for (const line of lines)
      expect(await hadir(line, { answer: false })).toMatchObject({ code: 1, told: 'Nothing was done.' });
    expect(hub.calls.filter((call) => call.startsWith('POST'))).toEqual([]);
  });

  it('wants a reason that says something', async () => {
    expect(await hadir(['unit', 'stolen', UNIT, '--yes'])).toMatchObject({ code: 2 });
    expect((await hadir(['unit', 'stolen', UNIT, '--yes', '--reason', 'x'])).told).toContain('audit log');
    expect(fleet.procedures).toEqual([]);
  });

  it('begins every kind of procedure, and says what a person has to do next', async () => {
    for (const kind of ['replace', 'retire', 'reactivate', 'stolen'])
      expect((await hadir(['unit', kind, UNIT, '--yes', '--reason', 'Alasan uji'])).code).toBe(0);
    const move = await hadir(['unit', 'move', UNIT, '--to', 'Pintu Samping', '--yes', '--reason', 'Pindah']);
    expect(move.code).toBe(0);
    expect(fleet.procedures.map(({ kind }) => kind)).toEqual(['replace', 'retire', 'reactivate', 'stolen', 'move']);
    expect(fleet.procedures[4]?.door).toBe(DOOR);
    expect((await hadir(['unit', 'procedures'])).output).toContain(
      `Next: hadir claim new --procedure ${fleet.procedures[0]?.id}`,
    );
  });

  it('shows the steps while it waits, and ends with the procedure', async () => {
    const call = await hadir(['unit', 'move', UNIT, '--to', DOOR, '--yes', '--reason', 'Pindah', '--wait', '--json']);
    expect(call.code).toBe(0);
    expect(call.told).toMatch(/\[>\] bound {2}menunggu unit[\s\S]*\[x\] bound/);
    expect(JSON.parse(call.output)).toMatchObject({ state: 'done' });
  });

  it('gives up waiting without calling the procedure off', async () => {
    fleet.patience = 1_000;
    const call = await hadir(['unit', 'retire', UNIT, '--yes', '--reason', 'Selesai', '--wait', '--timeout', '1']);
    expect(call).toMatchObject({ code: 1 });
    expect(call.told).toContain('goes on by itself');
  });

  it('approves, refuses and calls off, with a note for the audit log', async () => {
    fleet.secondPerson = true;
    const begun = await hadir(['unit', 'replace', UNIT, '--yes', '--reason', 'Kamera rusak', '--json']);
    const { id } = JSON.parse(begun.output) as { id: string };
    expect((await hadir(['unit', 'procedures'])).output).toContain(`another officer runs hadir unit approve ${id}`);
    const approved = await hadir(['unit', 'approve', id, '--reason', 'Sesuai surat'], { answer: true });
    expect(approved.asked[0]).toContain('Kamera rusak');
    expect(fleet.decisions).toEqual(['approve Sesuai surat']);
    expect((await hadir(['unit', 'cancel', id, '--yes'])).output).toContain('cancelled');
    expect((await hadir(['unit', 'refuse', id, '--yes'])).output).toContain('refused');
  });

  it('says which kinds a second person must approve, and changes that', async () => {
    expect((await hadir(['unit', 'policy'])).output).toContain('nobody');
    expect((await hadir(['unit', 'policy', '--second-person', 'replace,move', '--yes'])).output).toContain(
      'replace, move',
    );
    expect(fleet.policy).toEqual({ secondPerson: ['replace', 'move'] });
    expect((await hadir(['unit', 'policy', '--second-person', 'none', '--yes'])).code).toBe(0);
    expect(fleet.policy).toEqual({ secondPerson: [] });
    expect((await hadir(['unit', 'policy', '--second-person', 'everything', '--yes'])).code).toBe(2);
  });

  it('shuts out, restarts and wipes, and waits for the answer when told to', async () => {
    expect((await hadir(['unit', 'restart', UNIT, '--wait'])).output).toBe(`restart for ${UNIT}: done`);
    fleet.patience = 2;
    const wiped = await hadir(['unit', 'wipe', UNIT, '--yes', '--reason', 'Gudang', '--wait', '--json']);
    expect(JSON.parse(wiped.output)).toMatchObject({ do: 'wipe', state: 'done' });
    expect((await hadir(['unit', 'revoke', UNIT, '--yes', '--reason', 'Disalin'])).output).toContain('revoked');
  });

  it('changes the settings that are named and leaves the others', async () => {
    expect((await hadir(['unit', 'settings', UNIT])).output).toBe('volume = 0.2');
    await hadir(['unit', 'settings', UNIT, '--set', 'language=en,camera=ffmpeg:rtsp://kamera/satu?a=1,2']);
    expect(fleet.settings).toEqual({ volume: 0.2, language: 'en', camera: 'ffmpeg:rtsp://kamera/satu?a=1,2' });
    await hadir(['unit', 'settings', UNIT, '--unset', 'camera,language', '--set', 'volume=0.5']);
    expect(fleet.settings).toEqual({ volume: 0.5 });
    const wrong = await hadir(['unit', 'settings', UNIT, '--set', 'volume=7']);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.told).toContain('volume');
    expect((await hadir(['unit', 'settings', UNIT, '--set', 'loudness=7'])).told).toContain('minimumScore');
  });

  it('shows a unit and takes a picture for aiming', async () => {
    const shown = await hadir(['unit', 'show', UNIT]);
    expect(shown.output).toContain('Wrong:         Kamera tidak memberi gambar.');
    expect(shown.output).toContain('Raspberry Pi, 01, ?, ?');
    const picture = join(folder, 'pintu.jpg');
    expect((await hadir(['unit', 'snapshot', UNIT, '--out', picture])).code).toBe(0);
    expect((await stat(picture)).mode & 0o777).toBe(0o600);
  });
});

describe('quarantine and authority', () => {
  it('shows what is in quarantine beside what the hub holds, and decides', async () => {
    expect((await hadir(['quarantine', 'list', '--waiting'])).output).toContain('unit-revoked');
    expect((await hadir(['quarantine', 'show', '42'])).output).toContain('hub holds:  {"seq":3}');
    const call = await hadir(['quarantine', 'accept', '42', '--yes', '--reason', 'Sudah diperiksa']);
    expect(call).toMatchObject({ code: 0, output: 'Message 42: accepted. 3 entries count from now on.' });
    expect(fleet.decisions).toEqual(['accept']);
  });

  it('exchanges the authority and leaves no unit behind unless forced', async () => {
    const rotated = await hadir(['ca', 'rotate', '--yes']);
    expect(rotated.output).toContain(`${UNIT}  still holds a certificate of an older authority`);
    const refused = await hadir(['ca', 'finish', '--yes']);
    expect(refused).toMatchObject({ code: 6 });
    expect(refused.told).toContain(UNIT);
    expect((await hadir(['ca', 'finish', '--yes', '--force'])).code).toBe(0);
    fleet.behind = [];
    expect((await hadir(['ca', 'show'])).output).toContain('hadir ca finish');
  });
});

describe('journals', () => {
  it('exports a journal that verifies offline, and one binding of it', async () => {
    const all = join(folder, 'all.jsonl');
    const exported = await hadir(['journal', 'export', UNIT, '--out', all, '--json']);
    expect(JSON.parse(exported.output)).toMatchObject({ unit: UNIT, entries: fleet.journal.lines.length });
    expect((await stat(all)).mode & 0o777).toBe(0o600);
    await hub.stop();
    const verified = await callHadir(['journal', 'verify', all, '--lang', 'en']);
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.output).toContain('WHOLE. Every entry was signed by this unit');
    expect(verified.output).toContain('Dinas Uji/Pintu Utama');
    hub = await startFakeHub(fleet);
    const second = join(folder, 'second.jsonl');
    expect((await hadir(['journal', 'export', UNIT, '--binding', '2', '--out', second])).code).toBe(0);
    expect((await callHadir(['journal', 'verify', second])).code).toBe(0);
    const carried = await hadir(['journal', 'carry-in', UNIT, second]);
    expect(carried.output).toBe('3 entries were brought, 2 of them are new and stored.');
    expect(fleet.carried).toEqual(fleet.journal.lines.slice(-3));
  });
});
