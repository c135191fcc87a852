import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../fleet/start-process.ts';

interface RulesFigures {
  readonly employees: number;
  readonly monthSeconds: number;
  readonly peakRssMb: number;
  readonly lateJournalMs: number;
  readonly recapPdfMs: number;
}

/** Storing, judging and reporting together; a machine that needs longer is not the one that the figures are for. */
const LIMIT_MS = 15 * 60_000;

/** Measures the rules: one month of everybody from punches to TPP, one late journal, one recap. */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, employees: { type: 'string', default: '50000' } },
});
const child = spawn(
  process.execPath,
  ['--import', import.meta.resolve('tsx'), join(projectRoot, 'hub/test/bench/rules-month.ts'), values.employees],
  { stdio: ['ignore', 'pipe', values.json ? 'ignore' : 'inherit'], timeout: LIMIT_MS },
);
let output = '';
child.stdout.on('data', (chunk: Buffer) => {
  output += chunk.toString();
});
const [code] = await once(child, 'exit');
if (code !== 0) {
  process.stderr.write('The rules could not be measured; run without --json to see why.\n');
  process.exit(1);
}
const figures = JSON.parse(output) as RulesFigures;
if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
else {
  process.stdout.write(`
One month of ${figures.employees} employees, from punches to TPP: ${figures.monthSeconds} s (limit 60), ${figures.peakRssMb} MB (limit 500)
A late journal of 100 entries: ${figures.lateJournalMs} ms (limit 1000)
Recap of an OPD of 300 as PDF: ${figures.recapPdfMs} ms (limit 3000)
`);
}
