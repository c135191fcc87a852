import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Door, Opd } from '@hadir/shared/api/people';
import type { Claim, Units } from '@hadir/shared/api/units';
import { freePort } from '../fleet/free-port.ts';
import type { HubClient } from '../fleet/hub-client.ts';
import { type HubOptions, startHub } from '../fleet/start-hub.ts';
import { projectRoot } from '../fleet/start-process.ts';
import type { FleetAnswer, FleetCommand } from './fleet-units.ts';
import { quantile } from './median.ts';

/**
 * A thousand units at one hub that runs as in production: claims and certificates over EST, mutual TLS, signed
 * journals, PostgreSQL with fsync. The units are light but come back as real ones do, and live in a process of their
 * own on the same machine and its cores.
 */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, units: { type: 'string', default: '1000' } },
});
const UNITS = Number(values.units);
const PATIENCE_MS = 180_000;
/** Until a hub has done what it does after its start, and with a thousand new units. */
const SETTLE_MS = 15_000;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hadir-bench-'));
  // The database's own user must get to its folder in here.
  chmodSync(folder, 0o755);
  const started: { stop(): Promise<void> | void }[] = [];
  try {
    const ports = { https: await freePort(0), http: await freePort(0), mqtt: await freePort(0) };
    const options: HubOptions = { folder, region: 'Kabupaten Contoh', ports, env: { HADIR_LOG: 'warn' } };
    const fleet = startFleet();
    started.unshift({ stop: () => void fleet.child.kill() });
    say(`Making the keys of ${UNITS} units`);
    await fleet.tell({ do: 'prepare', units: UNITS });
    say('Starting a hub and making doors and claims');
    const first = await startHub(options);
    started.unshift(first.process);
    const password = first.administratorPassword ?? '';
    const claims = join(folder, 'claims.json');
    writeFileSync(claims, JSON.stringify(await makeClaims(await first.administrator())));

    say('Enrolling');
    const enrolStart = Date.now();
    const enrolled = await fleet.tell({ do: 'enrol', file: claims });
    // What enrolling took of memory must not hide what connections take.
    await first.process.stop();
    const hub = await startHub(options);
    started.unshift(hub.process);
    await pause(SETTLE_MS);
    const atRest = residentKb(hub.process.pid);

    say('Connecting');
    const connectStart = Date.now();
    const connected = await fleet.tell({ do: 'connect', patienceMs: PATIENCE_MS });
    await pause(SETTLE_MS);
    const loaded = residentKb(hub.process.pid);

    say('Killing the hub and starting it again');
    const killedAt = Date.now();
    await hub.process.kill();
    await fleet.tell({ do: 'lose' });
    const back = fleet.tell({ do: 'return', patienceMs: PATIENCE_MS });
    const next = await startHub(options);
    const readyAt = Date.now();
    started.unshift(next.process);
    const returned = await back;
    const known = await online(await next.administrator(password));

    print(
      {
        units: UNITS,
        enrolSeconds: seconds(enrolled.at - enrolStart),
        connectSeconds: seconds(connected.at - connectStart),
        hubRssMb: Math.round(loaded / 1024),
        kbPerConnection: Math.round((loaded - atRest) / UNITS),
        reconnectAllSeconds: seconds(returned.at - killedAt),
        refusedForGood: enrolled.refused + connected.refused + returned.refused,
      },
      {
        hubRssAtRestMb: Math.round(atRest / 1024),
        hubDownSeconds: seconds(readyAt - killedAt),
        connectMedianSeconds: seconds(quantile(connected.arrivals, 0.5)),
        reconnectMedianSeconds: seconds(quantile(returned.arrivals, 0.5)),
        onlineByTheHub: known,
      },
    );
  } finally {
    for (const process of started) await process.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeClaims(admin: HubClient): Promise<{ hub: string; caFingerprint: string; claim: string }[]> {
  const opd = await admin.post<Opd>('/api/opds', { name: 'Dinas Contoh', zone: 'Asia/Jayapura' });
  const made: Claim[] = [];
  for (let number = 1; number <= UNITS; number++) {
    const door = await admin.post<Door>('/api/doors', { opd: opd.id, name: `Pintu ${number}` });
    made.push(await admin.post<Claim>('/api/claims', { door: door.id }));
  }
  return made.map(({ hub, caFingerprint, claim }) => ({ hub, caFingerprint, claim }));
}

async function online(admin: HubClient): Promise<number> {
  const { units } = await admin.get<Units>('/api/units');
  return units.filter((unit) => unit.online).length;
}

function print(result: Record<string, number>, details: Record<string, number>): void {
  console.log(`\n${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
  for (const [name, value] of Object.entries({ ...result, ...details }))
    console.log(name.padEnd(34), String(value).padStart(10));
  console.log(
    'A unit counts as connected when the hub has receipted its journal over the new connection. reconnectAllSeconds: from the kill.',
  );
  if (values.json) console.log(JSON.stringify(result));
}

function startFleet() {
  const script = join(projectRoot, 'test/bench/fleet-units.ts');
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    child,
    tell: (command: FleetCommand) =>
      new Promise<FleetAnswer>((resolve, reject) => {
        const ended = () => reject(new Error(`The units' process ended during "${command.do}".`));
        child.once('exit', ended);
        child.once('message', (answer: FleetAnswer) => {
          child.off('exit', ended);
          resolve(answer);
        });
        child.send(command);
      }),
  };
}

function residentKb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}

function seconds(milliseconds: number): number {
  return Number((milliseconds / 1_000).toFixed(1));
}

function say(line: string): void {
  console.log(`· ${line}`);
}

await main();
