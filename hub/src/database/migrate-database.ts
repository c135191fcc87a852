import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { type ConnectionSettings, connect } from './connection-settings.ts';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any number will do, as long as every hub takes the same one. */
const MIGRATION_LOCK = 7_204_219;

/** Brings the schema up to date. Several hubs may start at once: one migrates, the others wait for it. */
export async function migrateDatabase(settings: ConnectionSettings): Promise<void> {
  const sql = connect(settings, 1, 'hadir-migrate');
  try {
    await sql`SELECT pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: MIGRATIONS });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
