import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { callHadir } from './support/call-hadir.ts';

const run = promisify(execFile);
let card: string;
let elsewhere: string;
beforeEach(async () => {
  card = await mkdtemp(join(tmpdir(), 'hadir-card-'));
  elsewhere = await mkdtemp(join(tmpdir(), 'hadir-here-'));
});
afterEach(async () => {
  for (const folder of [card, elsewhere]) await rm(folder, { recursive: true, force: true });
});

const image = (...more: string[]) =>
  callHadir(['image', '--boot', card, '--hostname', 'pintu-utama', '--timezone', 'Asia/Jayapura', ...more], {
    environment: { wifiPassword: "rahasia: 'kantor' #1" },
  });
const read = (path: string) => readFile(join(card, path), 'utf8');

describe('a card', () => {
  it('tells cloud-init all that a unit needs, in YAML that says the same when it is read', async () => {
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJhcmVseWFrZXlidXRmaW5lZm9ydGVzdGluZzAw officer';
    await writeFile(join(elsewhere, 'key.pub'), `${key}\n`);
    expect(await image('--wifi', 'Kantor: "Utama"', '--ssh-key', join(elsewhere, 'key.pub'))).toMatchObject({
      code: 0,
    });
    expect(await read('user-data')).toMatch(/^#cloud-config\n/);
    expect(parse(await read('user-data'))).toMatchObject({
      hostname: 'pintu-utama',
      timezone: 'Asia/Jayapura',
      ssh_pwauth: false,
      growpart: { mode: 'off' },

      users: [{ name: 'hadir-admin', lock_passwd: true, ssh_authorized_keys: [key] }],
      bootcmd: [['/bin/bash', '/boot/firmware/hadir/prepare-disk.sh']],
      runcmd: [['/bin/bash', '/boot/firmware/hadir/install.sh']],
    });
    expect(parse(await read('meta-data'))['instance-id']).toMatch(/^hadir-/);
    const { network } = parse(await read('network-config'));
    expect(network.wifis.wlan0['access-points']).toEqual({ 'Kantor: "Utama"': { password: "rahasia: 'kantor' #1" } });
    expect(await read('hadir/ssh')).toBe('yes\n');
  });

  it('quotes what YAML 1.1 would take for a number, a time or a truth', async () => {
    for (const password of ['12:30:45:50', '012345670', '12345e678', '1_000_000_0', '']) {
      const line = ['image', '--boot', card, '--hostname', 'yes', '--timezone', 'Asia/Jakarta', '--wifi', 'on'];
      expect(await callHadir(line, { environment: { wifiPassword: password } })).toMatchObject({ code: 0 });
      const { network } = parse(await read('network-config'), { version: '1.1' });
      expect(network.wifis.wlan0['access-points']).toEqual({ on: password === '' ? {} : { password } });
      expect(parse(await read('user-data'), { version: '1.1' }).hostname).toBe('yes');
    }
  });

  it('lets nobody in from the network where no key was given', async () => {
    await image();
    const [administrator] = parse(await read('user-data')).users;
    expect(administrator).toMatchObject({ name: 'hadir-admin', lock_passwd: true });
    expect(administrator).not.toHaveProperty('ssh_authorized_keys');
    expect(await read('hadir/ssh')).toBe('');
  });

  it('carries the claim, and the release with its checksum', async () => {
    const release = join(elsewhere, 'release.tar.gz');
    await writeFile(release, 'a release');
    const claim = { v: 1, h: 'https://hub.example:8443', f: 'A'.repeat(43), c: 'ABCDEFGHJKMNPQRST' };
    await writeFile(join(elsewhere, 'claim.json'), `${JSON.stringify(claim)}\n`);
    await image('--release', release, '--claim', join(elsewhere, 'claim.json'));
    expect(JSON.parse(await read('hadir/claim.json'))).toEqual(claim);
    const sum = createHash('sha256').update('a release').digest('hex');
    expect(await read('hadir/release.tar.gz.sha256')).toBe(`${sum}  release.tar.gz\n`);
    await run('sha256sum', ['--check', '--strict', 'release.tar.gz.sha256'], { cwd: join(card, 'hadir') });
  });

  it('keeps the data partition free on a boot partition, and says where there is none', async () => {
    expect((await image()).told).toContain('only a folder to look at');
    await writeFile(join(card, 'cmdline.txt'), 'root=PARTUUID=1-02 rootwait resize\n');
    expect((await image()).told).not.toContain('only a folder');
    expect(await read('cmdline.txt')).toBe('root=PARTUUID=1-02 rootwait\n');
  });

  it('says everything that is wrong at once, and writes nothing', async () => {
    const call = await callHadir(
      ['image', '--boot', card, '--hostname', 'Pintu Utama', '--timezone', 'Papua', '--ntp', 'a b', '--country', 'id'],
      {},
    );
    expect(call).toMatchObject({ code: 2, output: '' });
    for (const option of ['--hostname', '--timezone', '--ntp', '--country']) expect(call.told).toContain(option);
    await expect(read('user-data')).rejects.toThrow('ENOENT');
    await writeFile(join(elsewhere, 'claim.json'), '{"c":"secret-claim"}');
    const wrong = await image('--claim', join(elsewhere, 'claim.json'));
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.told).not.toContain('secret-claim');
  });

  it('brings a browser to the display beside the door only where one is wanted, and lets it reach nobody else', async () => {
    await image();
    expect(parse(await read('user-data')).packages).not.toContain('chromium');
    await expect(read('hadir/files/etc/systemd/system/hadir-screen.service')).rejects.toThrow('ENOENT');
    expect(await image('--screen')).toMatchObject({ code: 0 });
    expect(parse(await read('user-data')).packages).toEqual(expect.arrayContaining(['cage', 'chromium']));
    const service = await read('hadir/files/etc/systemd/system/hadir-screen.service');
    expect(service).toContain('http://127.0.0.1:8480/');
    expect(service).toMatch(/IPAddressDeny=any\nIPAddressAllow=localhost/);
    expect(service).toMatch(/^User=hadir-screen$/m);
  });

  it('holds scripts that bash reads', async () => {
    await image();
    for (const script of ['prepare-disk.sh', 'install.sh']) await run('bash', ['-n', join(card, 'hadir', script)]);
    expect(await read('hadir/prepare-disk.sh')).toContain('ROOT_END=$((8 * 2097152))');
  });
});
