import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { EmployeeId } from '@hadir/shared/ids';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sighting } from '../src/sighting/sighting.ts';
import { DoorSignals, type SignalLines } from '../src/signals/door-signals.ts';
import { parseLine } from '../src/signals/parse-line.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const EMPLOYEE = '00000000-0000-4000-8000-0000000e0001' as EmployeeId;
const moment = { track: 1, capturedAt: new Date(0), capturedMonotonicMs: 0 };
const proof = { score: 0.7, threshold: 0.45, liveness: 0.9 };
const recognised: Sighting = {
  ...{ kind: 'recognised', employee: EMPLOYEE, ...moment },
  ...{ score: 0.7, secondScore: null, threshold: 0.4, liveness: 0.9, frames: 3, faceHeight: 120 },
};

/**
 * Behaves like gpioset of libgpiod 2: without --toggle it holds the line until it is told to end; with it, it ends after
 * the periods. Who asks for a line that is held is refused. It writes down how it was called and when it let go.
 */
const FAKE = `#!/bin/sh
line=\${0%/*}/$(for last; do :; done; echo "\${last%=*}")
log=\${0%/*}/log
[ -e "$line.fails" ] && { echo "gpioset: unable to request lines: Permission denied" >&2; exit 1; }
mkdir "$line" 2>/dev/null || { echo "busy $*" >>"$log"; echo "gpioset: unable to request lines: Device or resource busy" >&2; exit 1; }
echo "$*" >>"$log"
trap 'rmdir "$line"; echo "let go of \${line##*/}" >>"$log"; kill $! 2>/dev/null; exit 143' TERM
case "$*" in
  *--toggle*) sleep 0.3 & ;;
  *) sleep 60 & ;;
esac
wait $!
rmdir "$line"
`;

describe('lamp, buzzer and relay', () => {
  const path = process.env.PATH;
  let folder: string;
  let signals: DoorSignals | null;
  const said: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => said.push(line) });
  const calls = () =>
    existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8').trim().split('\n') : [];

  beforeEach(() => {
    folder = temporaryFolder();
    signals = null;
    said.length = 0;
    writeFileSync(join(folder, 'gpioset'), FAKE);
    chmodSync(join(folder, 'gpioset'), 0o755);
    process.env.PATH = `${folder}${delimiter}${path}`;
  });
  afterEach(async () => {
    await signals?.stop();
    process.env.PATH = path;
  });

  function start(lines: Partial<SignalLines>): DoorSignals {
    signals = new DoorSignals({ lamp: null, buzzer: null, relay: null, ...lines }, log);
    signals.start();
    return signals;
  }

  it('open the door for whoever is recognised, and hold it shut before and afterwards', async () => {
    const door = start({ relay: parseLine('GPIO22,low') });
    const shut = '--consumer hadir --active-low GPIO22=inactive';
    await until('the line to be held', () => calls().length === 1);
    door.onSighting(recognised);
    await until('the line to be held again', () => calls().length === 4);
    const open = '--consumer hadir --active-low --toggle 3000ms,0 GPIO22=active';
    expect(calls()).toEqual([shut, 'let go of GPIO22', open, shut]);
    expect(said).toEqual([]);
  });

  it('begin anew for the next one, and never fight over a line', async () => {
    const door = start({ relay: parseLine('GPIO22') });
    await until('the line to be held', () => calls().length === 1);
    for (let i = 0; i < 5; i++) door.onSighting(recognised);
    await until('the pattern', () => calls().some((call) => call.includes('--toggle')));
    door.onSighting({ kind: 'seen-again', ...proof, employee: EMPLOYEE, ...moment });
    await until('the second pattern', () => calls().filter((call) => call.includes('--toggle')).length === 2);
    await until('rest', () => calls().at(-1) === '--consumer hadir GPIO22=inactive');
    expect(calls().filter((call) => call.startsWith('busy'))).toEqual([]);
  });

  it('call a person who is not recognised to the screen, and open nothing', async () => {
    const lines = { lamp: parseLine('GPIO17'), buzzer: parseLine('GPIO27'), relay: parseLine('GPIO22') };
    const door = start(lines);
    await until('all lines to be held', () => calls().length === 3);
    door.onSighting({ kind: 'unknown', ...moment });
    door.onSighting({ kind: 'poor-quality', reason: 'too-small', ...moment });
    await until('two beeps', () =>
      calls().some((call) => call === '--consumer hadir --toggle 350ms,150ms,350ms,0 GPIO27=active'),
    );
    expect(calls().filter((call) => call.includes('=active'))).toHaveLength(1);
  });

  it('let go of every line when the unit stops', async () => {
    const door = start({ lamp: parseLine('GPIO17') });
    await until('the line to be held', () => calls().length === 1);
    await door.stop();
    expect(calls().at(-1)).toBe('let go of GPIO17');
  });

  it('are missed by nobody but the log, once', async () => {
    writeFileSync(join(folder, 'GPIO17.fails'), '');
    const door = start({ lamp: parseLine('GPIO17') });
    await until('the complaint', () => said.length === 1);
    expect(said[0]).toContain('Permission denied');
    door.onSighting(recognised);
    door.onSighting(recognised);
    await door.stop();
    const none = new DoorSignals(
      { lamp: parseLine('GPIO17'), buzzer: null, relay: null },
      log,
      join(folder, 'missing'),
    );
    none.start();
    await until('the other complaint', () => said.length === 2);
    await none.stop();
    expect(said[1]).toContain('ENOENT');
  });
});
