import { existsSync, readFileSync, statSync } from 'node:fs';
import pino from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { KeyFolder } from '../keys/key-folder.ts';
import type { ProgramOutcome, RunProgram } from '../run-program.ts';
import { joinWifi, keepWifi, rejoinWifi } from './join-wifi.ts';

const PASSWORD = 'rahasia sekali 42';
const ended = (code: number, words = ''): ProgramOutcome => ({ kind: 'ended', code, output: words, errors: words });

describe('joining a Wi-Fi', () => {
  let calls: string[];
  let secrets: { path: string; text: string; mode: number }[];

  beforeEach(() => {
    calls = [];
    secrets = [];
  });

  /** NetworkManager, with its answer to `connection up`. */
  function manager(up: ProgramOutcome, state = ''): RunProgram {
    return async (program, args) => {
      calls.push([program, ...args].join(' '));
      const path = args.at(-2) === 'passwd-file' ? args.at(-1) : undefined;
      if (path !== undefined)
        secrets.push({ path, text: readFileSync(path, 'utf8'), mode: statSync(path).mode & 0o777 });
      if (args.includes('GENERAL.STATE')) return ended(state === '' ? 10 : 0, state);
      if (args.includes('up')) return up;
      return ended(args.includes('delete') ? 10 : 0);
    };
  }

  it('hands the password over in a file of its owner that is gone afterwards', async () => {
    expect(await joinWifi(['Kantor', PASSWORD], manager(ended(0)))).toEqual({ kind: 'joined' });
    const [secret] = secrets;
    expect(secret).toMatchObject({ text: `802-11-wireless-security.psk:${PASSWORD}\n`, mode: 0o600 });
    expect(existsSync(secret?.path ?? '')).toBe(false);
    expect(calls.join('\n')).not.toContain(PASSWORD);
  });

  it('needs no password for an open network', async () => {
    expect(await joinWifi(['Terbuka', ''], manager(ended(0)))).toEqual({ kind: 'joined' });
    expect(calls.join('\n')).not.toContain('wifi-sec');
    expect(secrets).toEqual([]);
  });

  it('says why it did not work, without the password', async () => {
    const refusal = ended(4, `Error: secrets ${PASSWORD} were wrong.\n`);
    expect(await joinWifi(['Kantor', PASSWORD], manager(refusal))).toEqual({
      kind: 'failed',
      problem: 'Error: secrets … were wrong.',
    });
    expect(existsSync(secrets[0]?.path ?? '')).toBe(false);
  });

  it('says that the machine has no NetworkManager', async () => {
    expect(await joinWifi(['Kantor', PASSWORD], async () => ({ kind: 'missing' }))).toEqual({ kind: 'no-program' });
  });

  it('joins the kept one again at the next start, unless it is joined already', async () => {
    const folder = new KeyFolder(temporaryFolder(), null);
    const log = pino({ level: 'silent' });
    await rejoinWifi(folder, log, manager(ended(0)));
    expect(calls).toEqual([]);
    keepWifi(folder, ['Kantor', PASSWORD]);
    await rejoinWifi(folder, log, manager(ended(0), 'activated'));
    expect(calls).toHaveLength(1);
    await rejoinWifi(folder, log, manager(ended(0)));
    expect(calls.at(-1)).toContain('connection up hadir-wifi');
  });
});
