import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { FastifyBaseLogger } from 'fastify';
import type { App } from './app.ts';

/** At most one log line in this time about connections that spoke nonsense; the rest are counted. */
const QUIET_MS = 10_000;

/** Whatever comes over a connection that is no HTTPS costs that connection and nothing else. */
export function guardConnections(app: App, log: FastifyBaseLogger): void {
  const note = quietly((count, code, address) =>
    log.info(
      { code, address, count },
      'connections that did not speak HTTPS were ended; if units or browsers are among them, check their certificates and clocks',
    ),
  );
  app.server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    note(error.code ?? 'unknown', socket.remoteAddress);
    socket.destroy();
  });
  app.server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    note(error.code ?? 'unknown', socket.remoteAddress);
  });
}

function quietly(
  write: (count: number, code: string, address: string | undefined) => void,
): (code: string, address: string | undefined) => void {
  let count = 0;
  let last = 0;
  return (code, address) => {
    count++;
    if (Date.now() - last < QUIET_MS) return;
    last = Date.now();
    write(count, code, address);
    count = 0;
  };
}
