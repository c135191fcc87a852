import { parseArgs } from 'node:util';
import { type CheckReport, checkDemo } from './check-demo.ts';
import { type Demo, startDemo } from './start-demo.ts';

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) {
  console.log(`npm run demo [-- --check [--json]]

Starts a whole Hadir on this machine: a hub with its own PostgreSQL and broker, and two units that watch real footage.
  --check   run unattended, check what arrived, stop, and end with exit code 0 only if all holds
  --json    with --check: the last line is one JSON object`);
  process.exit(0);
}

const startedAt = performance.now();
const say = (line: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`);

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());

let demo: Demo | undefined;
let exitCode = 0;
try {
  const unattended = values.check;
  demo = await startDemo({ say, unattended, coolDownSeconds: unattended ? 5 : 10, signal: interrupted.signal });
  if (values.check) {
    const report = await checkDemo(demo, say, startedAt, interrupted.signal);
    exitCode = report.holds ? 0 : 1;
    await demo.stop();
    tell(report, values.json);
  } else {
    invite(demo);
    await ended(interrupted.signal, demo);
    say('stopping: the units write their last checkpoint, the hub closes its database');
    await demo.stop();
    say('stopped; nothing is left behind');
  }
} catch (error) {
  await demo?.stop();
  if (!interrupted.signal.aborted) {
    console.error(error instanceof Error ? error.message : error);
    exitCode = 1;
  }
}
process.exit(exitCode);

function tell({ holds, failures, ...result }: CheckReport, json: boolean): void {
  for (const failure of failures) console.log(`NOT AS IT SHOULD BE: ${failure}`);
  console.log(holds ? 'The demo holds.' : 'The demo does not hold.');
  if (json) console.log(JSON.stringify(result));
}

function invite({ hub, screens, signIns, schedule }: Demo): void {
  const width = Math.max(...signIns.map(({ username }) => username.length));
  console.log(`
  Dashboard   ${hub.http}
  At the doors  ${screens.join('  ')}
  Sign in as${signIns.map((one) => `\n    ${one.username.padEnd(width)}  ${one.password}   ${one.what}`).join('')}

  Working day of the demo: ${schedule.start} to ${schedule.end} WIT. Two people of the recordings arrive again and again;
  a stranger passes the main door and is not recorded. Ctrl-C ends everything.
`);
}

async function ended(signal: AbortSignal, demo: Demo): Promise<void> {
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    demo.onUnexpectedEnd((name, tail) => {
      console.error(`${name} ended by itself:\n${tail}`);
      resolve();
    });
  });
}
