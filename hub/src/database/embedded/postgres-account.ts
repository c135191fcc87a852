import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { runCommand } from './run-command.ts';

/** The unprivileged account that PostgreSQL runs as when the hub is root. */
export interface PostgresAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'hadir-postgres';

/**
 * PostgreSQL refuses to run as root, so a hub that is root runs it as an account of its own, made where it is missing.
 * @returns null when the hub is an ordinary user, who runs PostgreSQL himself.
 */
export async function findPostgresAccount(log: Logger): Promise<PostgresAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const present = await lookUp(NAME);
  if (present) return present;
  const made = await runCommand(
    'useradd',
    ['--system', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', NAME],
    null,
  );
  const account = await lookUp(NAME);
  if (account) return account;
  const nobody = await lookUp('nobody');
  log.warn(
    { problem: made.output.trim() },
    `The system user ${NAME} could not be made, so the database runs as nobody. It works, but every other program that runs as nobody could reach its files: make the user with "useradd --system ${NAME}".`,
  );
  return nobody ?? { name: 'nobody', uid: 65_534, gid: 65_534 };
}

async function lookUp(name: string): Promise<PostgresAccount | null> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  const fields = lines.map((line) => line.split(':')).find((line) => line[0] === name);
  if (!fields) return null;
  return { name, uid: Number(fields[2]), gid: Number(fields[3]) };
}
