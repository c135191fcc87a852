import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { Aedes } from 'aedes';
import type { TestAuthority } from './test-authority.ts';

/** A real MQTT broker over mutual TLS that a test can take away and bring back on the same port. */
export class TestBroker {
  /** Called for every message that a unit publishes. */
  onPublish: (topic: string, payload: Buffer) => void = () => undefined;
  port = 0;
  /** Connections whose certificate was refused. */
  refused = 0;
  readonly #authority: TestAuthority;
  #aedes: Aedes | null = null;
  #server: Server | null = null;
  readonly #sockets = new Set<Socket>();

  constructor(authority: TestAuthority) {
    this.#authority = authority;
  }

  get url(): string {
    return `mqtts://localhost:${this.port}`;
  }

  get connected(): number {
    return this.#aedes?.connectedClients ?? 0;
  }

  async start(): Promise<void> {
    const aedes = await Aedes.createBroker();
    aedes.on('publish', (packet, client) => {
      if (client !== null) this.onPublish(packet.topic, Buffer.from(packet.payload));
    });
    const { server: credentials, ca } = this.#authority;
    const options = { ...credentials, ca, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
    const server = createServer(options, (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      aedes.handle(socket);
    });
    server.on('tlsClientError', () => this.refused++);
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
    this.#aedes = aedes;
    this.#server = server;
  }

  publish(topic: string, payload: string, qos: 0 | 1): void {
    this.#aedes?.publish(
      { cmd: 'publish', topic, payload: Buffer.from(payload), qos, retain: false, dup: false },
      () => undefined,
    );
  }

  /** Cuts every connection, as a network does. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const aedes = this.#aedes;
    const server = this.#server;
    this.#aedes = null;
    this.#server = null;
    this.cut();
    if (aedes !== null) await new Promise<void>((resolve) => aedes.close(() => resolve()));
    if (server?.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
