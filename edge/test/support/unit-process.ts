import { pino } from 'pino';
import { Agent } from '../../src/agent.ts';
import { readConfig } from '../../src/config.ts';

/**
 * A unit in a process of its own, as `main.ts` runs it, that is killed in the very moment in which it says that a step
 * of an order is done. Arguments: the step, or `-`; how long a wipe waits for its receipt, and how often a checkpoint is
 * written, milliseconds.
 */
const [step = '-', receiptMs, checkpointMs] = process.argv.slice(2);
const log = pino(
  { level: 'debug' },
  {
    write: (line: string) => {
      if (line.includes(`"step":"${step}"`)) process.kill(process.pid, 'SIGKILL');
      process.stdout.write(line);
    },
  },
);
const read = readConfig(process.env);
if (!read.ok) throw new Error(read.problems.join(' '));
const end = (code: number) => void agent.stop().then(() => process.exit(code));
const agent = new Agent({
  config: read.config,
  claim: read.claim,
  release: '0.0.0-test',
  log,
  checkpointMs: Number(checkpointMs),
  receiptMs: Number(receiptMs),
  onRestart: () => end(75),
});
process.on('SIGTERM', () => end(0));
await agent.start();
