import postgres from 'postgres';
import { SteadySocket } from './steady-socket.ts';

/** How to reach the database, as plain values that may be handed to a worker thread. Holds a secret: never log it. */
export type ConnectionSettings =
  | {
      readonly kind: 'socket';
      /** Full path of the server's Unix socket. */
      readonly path: string;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    }
  | { readonly kind: 'url'; readonly url: string };

/** @param max connections that the client may open at once; it opens them when they are needed. */
export function connect(settings: ConnectionSettings, max: number, name: string): postgres.Sql {
  const options = {
    max,
    connection: { application_name: name, TimeZone: 'UTC' },
    connect_timeout: 10,
    onnotice: () => undefined,
  };
  if (settings.kind === 'url') {
    const socket = ({ host, port }: { host: string[]; port: number[] }) =>
      new SteadySocket().connect({ host: host[0] ?? 'localhost', port: port[0] ?? 5432 });
    return postgres(settings.url, { ...options, socket } as postgres.Options<Record<string, never>>);
  }
  const { path, user, password, database } = settings;
  const socket = () => new SteadySocket().connect({ path });
  return postgres({ ...options, path, user, password, database, socket } as postgres.Options<Record<string, never>>);
}
