import type { Logger } from 'pino';
import type { ConnectionSettings } from './connection-settings.ts';
import { DatabaseError } from './database-error.ts';

export interface EmbeddedPostgres {
  readonly connection: ConnectionSettings;
  stop(): Promise<void>;
}

export async function startEmbeddedPostgres(_data: string, _log: Logger): Promise<EmbeddedPostgres> {
  throw new DatabaseError('start-failed', 'pending');
}
