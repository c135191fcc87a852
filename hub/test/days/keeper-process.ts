import { pino } from 'pino';
import { openDatabase } from '../../src/database/open-database.ts';
import { DayKeeper } from '../../src/days/day-keeper.ts';

/** A hub's keeper of days as a process of its own, to be killed. The connection comes as JSON in the first argument. */
const settings = JSON.parse(process.argv[2] ?? '{}');
const log = pino({ level: 'warn' });
const database = await openDatabase({ data: '/tmp', database: { kind: 'running', settings } }, log);
const now = new Date(process.argv[3] ?? '');
const keeper = new DayKeeper({ database, log, now: () => now });
await keeper.start();
keeper.sweep();
process.stdout.write('ready\n');
setInterval(() => undefined, 1_000);
