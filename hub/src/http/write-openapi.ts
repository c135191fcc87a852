import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { pino } from 'pino';
import { openAuthority } from '../authority/open-authority.ts';
import { type ConnectionSettings, connect } from '../database/connection-settings.ts';
import * as schema from '../database/schema.ts';
import { createApi } from './create-api.ts';
import { openApiText } from './open-api-text.ts';

/** Writes hub/openapi.json, from which the dashboard's types are made. Nothing is connected to and nothing listens. */
const log = pino({ level: 'error' });
const data = await mkdtemp(join(tmpdir(), 'hadir-openapi-'));
const connection: ConnectionSettings = { kind: 'url', url: 'postgres://nobody@localhost/none' };
const sql = connect(connection, 1, 'hadir-openapi');
try {
  const config = { region: 'Pemerintah Daerah', publicHost: 'localhost', assets: data };
  const { app } = await createApi({
    config,
    database: { db: drizzle(sql, { schema }), sql, connection, stop: () => sql.end() },
    authority: await openAuthority({ data, ...config }, log),
    transport: {
      publish: async () => false,
      onJournal: () => {},
      onStatus: () => {},
      onConnection: () => {},
      onSnapshot: () => {},
      onPicture: () => {},
      disconnect: async () => {},
      start: async () => ({ url: '' }),
      stop: async () => {},
    },
    log,
    addresses: () => ({ https: '', mqtt: '' }),
  });
  await app.ready();
  await writeFile(fileURLToPath(new URL('../../openapi.json', import.meta.url)), openApiText(app));
  await app.close();
} finally {
  await sql.end();
  await rm(data, { recursive: true, force: true });
}
