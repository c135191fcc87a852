import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { KeyFolder } from '../keys/key-folder.ts';
import { writeFileDurably } from '../keys/private-file.ts';
import { type RunProgram, runProgram } from '../run-program.ts';

export type WifiOutcome =
  | { readonly kind: 'joined' }
  /** The machine has no NetworkManager. */
  | { readonly kind: 'no-program' }
  | { readonly kind: 'failed'; readonly problem: string };

/** Name and password; no password for an open network. */
export type Wifi = readonly [name: string, password: string];

const PROFILE = 'hadir-wifi';
const KEPT = 'wifi.json';
const WAIT_SECONDS = '45';

/**
 * Joins a Wi-Fi by NetworkManager. Its profile stays in memory (`save no`) and the password goes through a file that
 * only its owner may read, so that it is neither on the card in plain nor in the list of processes.
 */
export async function joinWifi([name, password]: Wifi, run: RunProgram): Promise<WifiOutcome> {
  const secured = password === '' ? [] : ['wifi-sec.key-mgmt', 'wpa-psk'];
  const profile = ['type', 'wifi', 'ifname', '*', 'con-name', PROFILE, 'ssid', name, ...secured];
  // A profile of that name may be there from before; that there is none is no failure.
  const cleared = await run('nmcli', ['connection', 'delete', PROFILE]);
  if (cleared.kind === 'missing') return { kind: 'no-program' };
  const added = await run('nmcli', ['connection', 'add', 'save', 'no', ...profile]);
  if (added.kind === 'missing' || added.code !== 0) return failed(added, password);
  const up = ['--wait', WAIT_SECONDS, 'connection', 'up', PROFILE];
  if (password === '') return toOutcome(await run('nmcli', up), password);
  const file = join(tmpdir(), `hadir-${randomUUID()}`);
  try {
    writeFileDurably(file, `802-11-wireless-security.psk:${password}\n`);
    return toOutcome(await run('nmcli', [...up, 'passwd-file', file]), password);
  } catch (error) {
    return { kind: 'failed', problem: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(file, { force: true });
  }
}

/** Keeps a Wi-Fi that worked, sealed where the board can, for the next start. */
export function keepWifi(folder: KeyFolder, wifi: Wifi): void {
  folder.write(KEPT, JSON.stringify(wifi));
}

/** Joins the kept Wi-Fi again: its profile is in memory, and so is all of a unit's read-only system. */
export async function rejoinWifi(folder: KeyFolder, log: Logger, run: RunProgram = runProgram): Promise<void> {
  const wifi = keptWifi(folder);
  if (wifi === null) return;
  const up = await run('nmcli', ['-g', 'GENERAL.STATE', 'connection', 'show', PROFILE]);
  if (up.kind === 'ended' && up.output.includes('activated')) return;
  const outcome = await joinWifi(wifi, run);
  if (outcome.kind === 'joined') log.info({ network: wifi[0] }, 'The unit joined its Wi-Fi.');
  else
    log.warn(
      { network: wifi[0], problem: outcome.kind === 'failed' ? outcome.problem : 'there is no NetworkManager' },
      'The unit did not join its Wi-Fi. It works on by itself; check the Wi-Fi, and restart the unit to try again.',
    );
}

function keptWifi(folder: KeyFolder): Wifi | null {
  const text = folder.read(KEPT);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    const [name, password] = Array.isArray(value) ? (value as unknown[]) : [];
    return typeof name === 'string' && typeof password === 'string' ? [name, password] : null;
  } catch {
    return null;
  }
}

function toOutcome(ended: Awaited<ReturnType<RunProgram>>, password: string): WifiOutcome {
  return ended.kind === 'ended' && ended.code === 0 ? { kind: 'joined' } : failed(ended, password);
}

function failed(ended: Awaited<ReturnType<RunProgram>>, password: string): WifiOutcome {
  const words = ended.kind === 'missing' ? 'nmcli is missing' : ended.errors.trim() || `nmcli ended with ${ended.code}`;
  const safe = password === '' ? words : words.replaceAll(password, '…');
  return { kind: 'failed', problem: safe.replaceAll(/\s+/g, ' ').slice(0, 200) };
}
