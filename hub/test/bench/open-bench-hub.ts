import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Authority } from '../../src/authority/authority.ts';
import { openAuthority } from '../../src/authority/open-authority.ts';
import { type ConnectionSettings, connect } from '../../src/database/connection-settings.ts';

/** Authority and database of a running hub, by the files in its data folder. */
export async function openBenchHub(data: string): Promise<{ sql: ReturnType<typeof connect>; authority: Authority }> {
  const { socket, user, password, database }: Record<string, string> = JSON.parse(
    await readFile(join(data, 'postgres.json'), 'utf8'),
  );
  const settings = { kind: 'socket', path: socket, user, password, database } as ConnectionSettings;
  const authority = await openAuthority({ data, publicHost: 'localhost', region: 'Uji' }, pino({ level: 'silent' }));
  return { sql: connect(settings, 2, 'bench'), authority };
}
