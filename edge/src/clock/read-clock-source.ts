import { execFile } from 'node:child_process';
import type { ClockReading } from '@hadir/shared/journal/entry';

/** @returns what the program printed, or null where it is missing, failed or took too long. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string | null>;

const UNKNOWN: ClockReading = { source: 'unknown', uncertaintyMs: null };

/** Asks what disciplines the wall clock: chrony where it runs, else systemd, else nobody knows. Never throws. */
export async function readClockSource(run: RunProgram = runProgram): Promise<ClockReading> {
  const chrony = await run('chronyc', ['-c', 'tracking']);
  const tracked = chrony === null ? null : parseChronyTracking(chrony);
  if (tracked !== null) return tracked;
  const systemd = await run('timedatectl', ['show', '--property=NTPSynchronized', '--property=RTCTimeUSec']);
  if (systemd === null) return UNKNOWN;
  const messages = await run('timedatectl', ['show-timesync', '--property=NTPMessage']);
  return parseTimedatectl(systemd, messages ?? '');
}

/**
 * One line of comma-separated values: reference id, name, stratum, reference time, system time offset, last offset, RMS
 * offset, frequency, residual frequency, skew, root delay, root dispersion, update interval, leap status (seconds).
 * The error is bounded by offset + delay / 2 + dispersion. Source: chronyc(1), `tracking`.
 * @returns null where the line is none.
 */
export function parseChronyTracking(line: string): ClockReading | null {
  const fields = line.trim().split(',');
  if (fields.length < 14) return null;
  const [offset, delay, dispersion] = [fields[4], fields[10], fields[11]].map(Number) as [number, number, number];
  if (fields[13] === 'Not synchronised') return { source: 'unsynchronised', uncertaintyMs: null };
  const bound = (Math.abs(offset) + delay / 2 + dispersion) * 1_000;
  if (!Number.isFinite(bound)) return null;
  // Reference id 7F7F0101 is the machine's own clock, kept by its real-time clock.
  return { source: fields[0] === '7F7F0101' ? 'rtc' : 'ntp', uncertaintyMs: round(bound) };
}

/** Source: systemd-timesyncd, `NTPMessage={ … RootDelay=…, RootDispersion=…, … Jitter=… }` with spans such as `7.125ms`. */
export function parseTimedatectl(show: string, timesync: string): ClockReading {
  const synchronised = /^NTPSynchronized=(yes|no)$/m.exec(show)?.[1];
  if (synchronised === undefined) return UNKNOWN;
  if (synchronised === 'no') return { source: 'unsynchronised', uncertaintyMs: null };
  const span = (name: string) => parseSpanMs(new RegExp(`\\b${name}=([^,}]+)`).exec(timesync)?.[1] ?? '');
  const [delay, dispersion, jitter] = [span('RootDelay'), span('RootDispersion'), span('Jitter')];
  if (delay === null || dispersion === null) return { source: 'ntp', uncertaintyMs: null };
  return { source: 'ntp', uncertaintyMs: round(delay / 2 + dispersion + (jitter ?? 0)) };
}

function parseSpanMs(text: string): number | null {
  const units: Record<string, number> = { us: 0.001, ms: 1, s: 1_000, min: 60_000 };
  const parts = [...text.trim().matchAll(/([\d.]+)\s*(us|ms|s|min)\b/g)];
  if (parts.length === 0) return text.trim() === '0' ? 0 : null;
  return parts.reduce((sum, [, value, unit]) => sum + Number(value) * (units[unit as string] as number), 0);
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}

function runProgram(program: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: 5_000 }, (error, stdout) => resolve(error === null ? stdout : null));
  });
}
