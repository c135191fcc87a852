import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Logger } from 'pino';
import type postgres from 'postgres';
import { type ConnectionSettings, connect } from './connection-settings.ts';
import { DatabaseError } from './database-error.ts';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.ts';
import { migrateDatabase } from './migrate-database.ts';
import * as schema from './schema.ts';

export interface Database {
  readonly db: PostgresJsDatabase<typeof schema>;
  /** The same pool without the mapper. The mapper has set its types: give and get moments as text, not as `Date`. */
  readonly sql: postgres.Sql;
  /** For a thread that opens its own connection. */
  readonly connection: ConnectionSettings;
  stop(): Promise<void>;
}

export interface DatabaseConfig {
  readonly data: string;
  readonly database:
    | { readonly kind: 'embedded' }
    | { readonly kind: 'server'; readonly url: string }
    | { readonly kind: 'running'; readonly settings: ConnectionSettings };
}

const POOL = 10;

/** Starts the embedded PostgreSQL where one is wanted, migrates, and connects. @throws DatabaseError */
export async function openDatabase(config: DatabaseConfig, log: Logger): Promise<Database> {
  const { server, settings } = await reach(config, log);
  try {
    await migrateDatabase(settings);
  } catch (cause) {
    await server?.stop();
    throw new DatabaseError(
      'not-usable',
      `The database could not be reached or brought up to date: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
  const sql = connect(settings, POOL, 'hadir-hub');
  return {
    db: drizzle(sql, { schema }),
    sql,
    connection: settings,
    stop: async () => {
      await sql.end({ timeout: 5 });
      await server?.stop();
    },
  };
}

async function reach(config: DatabaseConfig, log: Logger) {
  const wanted = config.database;
  if (wanted.kind === 'running') return { server: null, settings: wanted.settings };
  if (wanted.kind === 'server') return { server: null, settings: { kind: 'url', url: wanted.url } as const };
  const server = await startEmbeddedPostgres(config.data, log);
  return { server, settings: server.connection };
}
