import { setFlagsFromString } from 'node:v8';
import { pino } from 'pino';
import { readConfig } from './config.ts';

// Every thread has a young generation of its own, 32 MB of it by default, which a hub at rest would keep for nothing.
setFlagsFromString('--max-semi-space-size=2');

const outcome = readConfig(process.env);
if (!outcome.ok) {
  for (const problem of outcome.problems) console.error(problem);
  process.exit(2);
}
const { config } = outcome;
// It takes seconds to load, which nobody who mistyped a setting should wait for.
const { createHub } = await import('./hub.ts');
// On standard error, so that standard output carries the first password and nothing else.
const log = pino(
  { level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
  pino.destination({ fd: 2, sync: true }),
);
const hub = createHub(config, {
  log,
  showFirstAdministrator: (username, password) =>
    console.log(`Administrator pertama: ${username}\nKata sandi: ${password}`),
  showNewPassword: (username, password) =>
    console.log(`Kata sandi sekali pakai baru untuk ${username}\nKata sandi: ${password}`),
});

let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  // A part that hangs must not keep the machine from shutting down; PostgreSQL ends with this process in any case.
  setTimeout(() => process.exit(1), 20_000).unref();
  await hub.stop();
  process.exit(code);
}
process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    log.fatal(
      { err: error },
      'The hub met an error that it does not know. It stops; whoever runs it should start it again. Units keep their journals meanwhile.',
    );
    void stop(1);
  });

try {
  await hub.start();
} catch (error) {
  log.fatal({ err: error }, error instanceof Error ? error.message : 'The hub could not start.');
  await stop(1);
}
