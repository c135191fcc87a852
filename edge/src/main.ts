import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import pino from 'pino';
import { Agent } from './agent.ts';
import { readConfig } from './config.ts';
import { EnrolmentError } from './enrolment/enrolment-error.ts';
import { JournalError } from './journal/journal-error.ts';
import { KeysError } from './keys/keys-error.ts';
import { Screen } from './screen/screen.ts';
import { DoorSignals } from './signals/door-signals.ts';
import { readWatchdog, Watchdog } from './watchdog/feed-watchdog.ts';

/**
 * Exit codes: 1 for a bug or a broken machine, 2 for something that the operator has to put right, 75 (EX_TEMPFAIL)
 * where the hub ordered a restart or a wipe and the unit has to be started again.
 */
const BROKEN = 1;
const NEEDS_OPERATOR = 2;
const START_AGAIN = 75;
const STOP_MS = 15_000;

// A unit's garbage is mostly pictures, which a large young generation would keep by the ten megabytes.
setFlagsFromString('--max-semi-space-size=2');

const read = readConfig(process.env);
if (!read.ok) {
  process.stderr.write(`The unit cannot start:\n${read.problems.map((problem) => `  ${problem}\n`).join('')}`);
  process.exit(NEEDS_OPERATOR);
}

const { config, claim } = read;
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
const onRestart = (reason: string) => stop(reason, START_AGAIN);
const screen: Screen = new Screen({
  config: config.screen,
  facts: () => agent.facts(),
  person: (employee) => agent.person(employee),
  desk: () => agent.desk(),
  log: log.child({ part: 'screen' }),
});
const signals = new DoorSignals(config.signals, log.child({ part: 'signals' }));
const agent: Agent = new Agent({
  config,
  claim,
  release: version,
  log,
  onRestart,
  view: screen,
  onEnrolment: screen.onEnrolment,
  onAssisted: signals.onAssisted,
  onSighting: (sighting) => {
    signals.onSighting(sighting);
    screen.onSighting(sighting);
  },
});
const watched = readWatchdog(process.env);
const watchdog = watched === null ? null : new Watchdog({ ...watched, alive: () => agent.alive, log });

let stopping = false;
function stop(reason: string, exitCode: number): void {
  if (stopping) return;
  stopping = true;
  log.info({ reason }, 'The unit stops.');
  // The journal is safe at any moment; a part that does not let go must not keep the unit from stopping.
  setTimeout(() => {
    log.error('The unit did not stop in time and is ended.');
    process.exit(BROKEN);
  }, STOP_MS).unref();
  screen.stop();
  Promise.all([agent.stop(), watchdog?.stop(), signals.stop()]).then(
    () => process.exit(exitCode),
    (error: unknown) => {
      log.fatal({ err: error }, 'The unit did not stop properly.');
      process.exit(BROKEN);
    },
  );
}

process.on('SIGTERM', () => stop('SIGTERM', 0));
process.on('SIGINT', () => stop('SIGINT', 0));
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'The unit ends because of an error that nobody expected; it has to be started again.');
  process.exit(BROKEN);
});
process.on('unhandledRejection', (error) => {
  log.fatal({ err: error }, 'The unit ends because of an error that nobody expected; it has to be started again.');
  process.exit(BROKEN);
});

watchdog?.start();
signals.start();
try {
  await screen.start();
  await agent.start();
} catch (error) {
  if (error instanceof EnrolmentError || error instanceof JournalError || error instanceof KeysError) {
    log.fatal({ code: error.code }, error.message);
    process.exit(NEEDS_OPERATOR);
  }
  throw error;
}
