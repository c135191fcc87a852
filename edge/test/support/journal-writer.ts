import { SystemClock } from '../../src/clock/system-clock.ts';
import { Journal } from '../../src/journal/journal.ts';
import { lockDataFolder } from '../../src/journal/lock-data-folder.ts';
import { openUnitKeys } from '../../src/keys/unit-keys.ts';

/** A process that appends without end, and prints the number of each entry once `append` has returned. */
const folder = process.argv[2] as string;
lockDataFolder(folder);
const key = openUnitKeys(folder).journal;
const clock = new SystemClock();
const journal = Journal.open({ folder, unit: 'unit-test0001', binding: 1, key, clock });
const print = (line: string) => new Promise<void>((resolve) => process.stdout.write(`${line}\n`, () => resolve()));
for (;;) {
  const outcome = journal.append({ type: 'checkpoint', through: clock.wall().toISOString() });
  if (outcome.kind === 'written') await print(`${outcome.seq} ${outcome.hash}`);
}
