import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HubConfig } from './config.ts';
import type { App } from './http/app.ts';
import { HubError } from './hub-error.ts';

export interface HttpListeners {
  readonly httpsPort: number;
  readonly httpPort: number | null;
  stop(): Promise<void>;
}

type Wanted = Pick<HubConfig, 'listen' | 'httpsPort' | 'httpPort'>;

/** Opens HTTPS, and a plain listener on 127.0.0.1 where one is wanted. @throws HubError */
export async function openHttpListeners(app: App, config: Wanted): Promise<HttpListeners> {
  await app.listen({ host: config.listen, port: config.httpsPort }).catch((cause: unknown) => {
    throw notListening('HADIR_HTTPS_PORT', config.httpsPort, cause);
  });
  const plain = config.httpPort === null ? null : await openPlain(app, config.httpPort);
  return {
    httpsPort: portOf(app.server),
    httpPort: plain === null ? null : portOf(plain),
    stop: async () => {
      if (plain === null) return;
      plain.closeAllConnections();
      await new Promise((resolve) => plain.close(resolve));
    },
  };
}

async function openPlain(app: App, port: number): Promise<Server> {
  const server = createServer((request, response) => app.routing(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(notListening('HADIR_HTTP_PORT', port, cause)));
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

function notListening(variable: string, port: number, cause: unknown): HubError {
  const busy = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
  return busy
    ? new HubError('port-busy', `Port ${port} is taken by another program. Set ${variable} to a free one.`, { cause })
    : new HubError('not-listening', `Port ${port} (${variable}) cannot be opened: ${String(cause)}`, { cause });
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
