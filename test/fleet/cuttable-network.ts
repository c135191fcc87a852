import { connect, createServer, type Server, type Socket } from 'node:net';

/** Where units look for a hub that this network leads to: another address of this machine than the hub's own. */
export const NETWORK_ADDRESS = '127.0.0.2';
const HUB_ADDRESS = '127.0.0.1';

/** The way between units and hub, which can be cut: what is on its way is lost, and nobody gets through. */
export interface CuttableNetwork {
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** @param ports of the hub, under which units reach it at `NETWORK_ADDRESS` */
export async function openNetwork(ports: readonly number[]): Promise<CuttableNetwork> {
  const sockets = new Set<Socket>();
  let whole = true;
  const lead = (from: Socket, port: number): void => {
    if (!whole) {
      from.destroy();
      return;
    }
    const to = connect(port, HUB_ADDRESS);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      // Either end may vanish at any moment; that is what the network is for.
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    from.pipe(to);
    to.pipe(from);
  };
  const servers = await Promise.all(ports.map((port) => listen(port, (socket) => lead(socket, port))));
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    cut: () => {
      whole = false;
      drop();
    },
    mend: () => {
      whole = true;
    },
    close: async () => {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      drop();
      await Promise.all(closed);
    },
  };
}

function listen(port: number, onConnection: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(onConnection);
    server.once('error', reject);
    server.listen(port, NETWORK_ADDRESS, () => resolve(server));
  });
}
