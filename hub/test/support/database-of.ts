import type { ConnectionSettings } from '../../src/database/connection-settings.ts';

/** @returns how to reach another database of the same server. */
export function databaseOf(server: ConnectionSettings, name: string): ConnectionSettings {
  if (server.kind === 'socket') return { ...server, database: name };
  const changed = new URL(server.url);
  changed.pathname = `/${name}`;
  return { kind: 'url', url: changed.toString() };
}
