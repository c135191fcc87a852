import postgres from 'postgres';

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
  if (settings.kind === 'url') return postgres(settings.url, options);
  const { path, user, password, database } = settings;
  return postgres({ ...options, path, user, password, database });
}
