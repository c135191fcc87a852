import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startDemo } from '../demo/start-demo.ts';

/** Resident memory of hub and units at work: the demo's fleet, sampled once a second. */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, seconds: { type: 'string', default: '60' } },
});
const seconds = Math.min(600, Number(values.seconds));

const demo = await startDemo({
  say: (line) => console.log(line),
  unattended: false,
  coolDownSeconds: 10,
  signal: new AbortController().signal,
});
try {
  const processes = [demo.hub.process, ...demo.units.map((unit) => unit.process)];
  const samples = new Map<string, number[]>(processes.map(({ name }) => [name, []]));
  for (let second = 0; second < seconds; second++) {
    await pause(1000);
    for (const { name, pid } of processes) samples.get(name)?.push(residentMb(pid));
  }
  console.log(`\nresident memory in MB over ${seconds} s`.padEnd(44), 'median    max');
  const result: Record<string, { medianMb: number; maxMb: number }> = {};
  for (const [name, values] of samples) {
    const ordered = values.toSorted((a, b) => a - b);
    const row = { medianMb: ordered[Math.floor(ordered.length / 2)] ?? 0, maxMb: ordered.at(-1) ?? 0 };
    result[name] = row;
    console.log(name.padEnd(44), String(row.medianMb).padStart(6), String(row.maxMb).padStart(6));
  }
  if (values.json) console.log(JSON.stringify(result));
} finally {
  await demo.stop();
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
