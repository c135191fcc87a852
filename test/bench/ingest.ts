import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startHub } from '../fleet/start-hub.ts';
import { projectRoot } from '../fleet/start-process.ts';
import type { GeneratorAnswer, GeneratorCommand } from './ingest-generator.ts';

/**
 * Ingest, measured on a hub that runs as in production: real TLS with client certificates, real PostgreSQL with
 * fsync, every entry signed, chained, verified, committed and receipted. The generator is a process of its own, on the
 * same machine and its cores.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const UNITS = 500;
/** Entries that a unit sends before it waits for a receipt: more than a real one, so that the hub is the limit. */
const LIVE_WINDOW = 16;
/** Messages without a receipt that a unit has under way at most: `DEFAULT_WINDOW_POLICY` of the unit's uplink. */
const WINDOW = 4;
const LIVE_SECONDS = 10;
const PACED_SECONDS = 8;
/** Five million people within thirty minutes. */
const NATIONAL_PEAK = 2_800;
const RUN = 100;
const BACKLOG_SECONDS = 12;
/** So long after its start the hub is at rest. */
const REST_MS = 30_000;
/** Enough for every phase at twice the rates that the hub must reach. */
const ENTRIES_PER_UNIT = 1_800;

const tsx = import.meta.resolve('tsx');
const script = (path: string, ...args: string[]) => ['--import', tsx, join(projectRoot, path), ...args];

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hadir-bench-'));
  // The database's own user must get to its folder in here.
  chmodSync(folder, 0o755);
  const started: { stop(): Promise<void> | void }[] = [];
  try {
    say('Starting a hub');
    const hub = await startHub({ folder, region: 'Kabupaten Contoh', env: { HADIR_LOG: 'warn' } });
    started.unshift(hub.process);
    // Memory that only the start needed is given back once the threads have been idle for a while.
    await pause(REST_MS);
    const atRest = residentMb(hub.process.pid);
    const units = join(folder, 'units.json');
    say(`Claiming ${UNITS} units and signing ${UNITS * ENTRIES_PER_UNIT} entries`);
    await run(script('hub/test/bench/seed-units.ts', hub.data, String(UNITS), units));
    const generator = startGenerator();
    started.unshift({ stop: () => void generator.child.kill() });
    await generator.tell({ do: 'prepare', file: units, entries: ENTRIES_PER_UNIT });

    say('Bare limits: signatures, rows');
    const limits = startLimits(hub.data);
    started.unshift({ stop: () => void limits.child.kill() });
    const { ed25519PerSec, unnestRowsPerSec, port } = await limits.nextLine();
    say('Bare limits: messages');
    const aedes = await generator.tell({ do: 'flood', seconds: 4, port: port ?? 0 });
    limits.child.stdin?.end();
    await once(limits.child, 'exit');

    say(`Live: one entry a message, ${UNITS} units, ${LIVE_SECONDS} s`);
    await generator.tell({ do: 'connect', port: Number(new URL(hub.mqtt).port) });
    const live = await generator.tell({ do: 'live', seconds: LIVE_SECONDS, window: LIVE_WINDOW });
    const liveRate = rateOf(live);
    say(`Latency at ${NATIONAL_PEAK} entries a second, then at half of the live rate`);
    const peak = await generator.tell({ do: 'paced', seconds: PACED_SECONDS, perSecond: NATIONAL_PEAK });
    const half = await generator.tell({ do: 'paced', seconds: PACED_SECONDS, perSecond: liveRate / 2 });
    if (peak.did !== 'paced' || half.did !== 'paced') throw new Error('The generator answered out of turn.');
    say(`Backlog: runs of ${RUN}`);
    const backlog = await generator.tell({ do: 'backlog', seconds: BACKLOG_SECONDS, run: RUN, window: WINDOW * RUN });
    const loaded = residentMb(hub.process.pid);
    await pause(10_000);

    print({
      live: {
        entriesPerSec: round(liveRate),
        halfLoad: { p50Ms: round(half.p50Ms, 1), p99Ms: round(half.p99Ms, 1) },
        nationalPeak: { p50Ms: round(peak.p50Ms, 1), p99Ms: round(peak.p99Ms, 1) },
      },
      backlog: { entriesPerSec: round(rateOf(backlog)) },
      limits: {
        ed25519PerSec: round(ed25519PerSec ?? 0),
        unnestRowsPerSec: round(unnestRowsPerSec ?? 0),
        aedesQos1PerSec: round(rateOf(aedes)),
      },
      ratio: {
        liveToEd25519: round(liveRate / (ed25519PerSec ?? 1), 2),
        backlogToUnnest: round(rateOf(backlog) / (unnestRowsPerSec ?? 1), 2),
      },
      hubRssMb: atRest,
      hubRssUnderLoadMb: loaded,
      hubRssAfterLoadMb: residentMb(hub.process.pid),
    });
  } finally {
    for (const process of started) await process.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(result: Record<string, unknown>): void {
  console.log(`\n${UNITS} units on ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
  for (const [name, value] of flatten(result)) console.log(name.padEnd(34), String(value).padStart(10));
  console.log(
    'ed25519PerSec: libsodium on one thread. unnestRowsPerSec: 2,000 rows a commit. aedesQos1PerSec: TLS, one subscriber.',
  );
  if (values.json) console.log(JSON.stringify(result));
}

function flatten(value: Record<string, unknown>, path = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'object' && inner !== null
      ? flatten(inner as Record<string, unknown>, `${path}${name}.`)
      : ([[`${path}${name}`, inner]] as [string, unknown][]),
  );
}

function startGenerator() {
  const child = spawn(process.execPath, script('test/bench/ingest-generator.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    child,
    tell: (command: GeneratorCommand) =>
      new Promise<GeneratorAnswer>((resolve, reject) => {
        const ended = () => reject(new Error(`The generator ended during "${command.do}".`));
        child.once('exit', ended);
        child.once('message', (answer: GeneratorAnswer) => {
          child.off('exit', ended);
          resolve(answer);
        });
        child.send(command);
      }),
  };
}

function startLimits(data: string) {
  const child = spawn(process.execPath, script('hub/test/bench/bare-limits.ts', data), {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  return {
    child: child as ChildProcess,
    nextLine: async (): Promise<Record<string, number>> => JSON.parse((await once(lines, 'line'))[0]),
  };
}

async function run(args: string[]): Promise<void> {
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${args.at(2)} ended with code ${code}.`);
}

function rateOf(answer: GeneratorAnswer): number {
  if (!('perSecond' in answer)) throw new Error('The generator answered out of turn.');
  return answer.perSecond;
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}

function say(line: string): void {
  console.log(`· ${line}`);
}

await main();
