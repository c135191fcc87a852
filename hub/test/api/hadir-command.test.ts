import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generatePassword } from '../../src/users/password.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

/** The command line as an operator runs it: another process, over TLS, trusting the hub by its fingerprint. */
const MAIN = fileURLToPath(new URL('../../../provisioning/src/main.ts', import.meta.url));
let hub: TestApi;
let address: string;
let password: string;
let door: string;

beforeAll(async () => {
  hub = await startTestApi();
  await hub.api.app.listen({ port: 0, host: '127.0.0.1' });
  address = `https://localhost:${(hub.api.app.server.address() as AddressInfo).port}`;
  const opd = (await hub.admin.post('/api/opds', { name: 'Dinas Perintah', zone: 'Asia/Jayapura' })).json().id;
  door = (await hub.admin.post('/api/doors', { opd, name: 'Pintu Utama' })).json().id;
  const user = { username: 'operator', name: 'Operator', role: 'admin_bkd' };
  password = (await hub.admin.post('/api/users', user)).json().password;
});
afterAll(() => hub.stop());

async function hadir(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN, ...args], {
    env: { PATH: process.env.PATH ?? '', HADIR_PASSWORD: password, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output, complaint };
}

const trusted = () => ['--hub', address, '--user', 'operator', '--fingerprint', hub.authority.caFingerprint];

describe('hadir claim', () => {
  it('makes a claim for a door named by office and name, and prints what a unit needs', async () => {
    const { code, output, complaint } = await hadir(['claim', '--door', 'Dinas Perintah/Pintu Utama', ...trusted()]);
    expect(complaint).toBe('');
    expect(code).toBe(0);
    expect(output).toMatch(/^HADIR_HUB='https:\/\/.*'$/m);
    expect(output).toContain(`HADIR_CA_FINGERPRINT='${hub.authority.caFingerprint}'`);
    expect(output).toMatch(/^HADIR_CLAIM='([0-9A-Z]{4}-){4}.'$/m);
    const [row] = await hub.database.sql`SELECT count(*)::int AS n FROM claims WHERE door = ${door}`;
    expect(row?.n).toBe(1);
  });

  it('prints one JSON object for programs', async () => {
    const { output } = await hadir(['claim', '--door', door, '--json', ...trusted()]);
    expect(JSON.parse(output)).toMatchObject({ door, doorName: 'Pintu Utama', opdName: 'Dinas Perintah' });
  });

  it('tells by its exit code why it did nothing', async () => {
    const claim = ['claim', '--door', door, '--hub', address, '--user', 'operator'];
    const results = await Promise.all([
      hadir(['claim', '--hub', address]),
      hadir(['claim', '--door', door, '--hub', 'https://127.0.0.1:1', '--user', 'operator']),
      hadir(claim),
      hadir([...claim, '--fingerprint', 'AA:BB']),
      hadir(['claim', '--door', door, ...trusted()], { HADIR_PASSWORD: generatePassword() }),
      hadir(['claim', '--door', 'Dinas Lain/Pintu', ...trusted()]),
    ]);
    expect(results.map(({ code }) => code)).toEqual([2, 3, 4, 4, 5, 7]);
    for (const { complaint, output } of results) {
      expect(output).toBe('');
      expect(complaint.trim().length).toBeGreaterThan(20);
      expect(complaint).not.toContain(password);
    }
  });
});

describe('hadir doors', () => {
  it('lists the doors', async () => {
    const { code, output } = await hadir(['doors', ...trusted()]);
    expect(code).toBe(0);
    expect(output).toContain(`${door}  no unit        Dinas Perintah/Pintu Utama`);
  });
});
