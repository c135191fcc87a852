import { connect, type TLSSocket } from 'node:tls';
import { generate, type IConnectPacket } from 'mqtt-packet';

export interface LinkOptions {
  readonly port: number;
  readonly ca: string;
  readonly clientId: string;
  readonly subscribeTo?: string | readonly string[];
  readonly will?: IConnectPacket['will'];
  /** How long the connection may take; without it, as long as it likes. */
  readonly connectMs?: number;
  readonly keepAliveSeconds?: number;
  readonly key?: string;
  readonly cert?: string;
  /** Called with each PUBLISH's payload. */
  readonly onMessage?: (payload: Buffer) => void;
  readonly onAcknowledged?: () => void;
}

/** An MQTT connection as light as a load generator needs it: packets are made beforehand and written as they are. */
export interface Link {
  readonly socket: TLSSocket;
  write(packet: Buffer): void;
}

const CONNACK = 2;
const PUBLISH = 3;
const PUBACK = 4;
const SUBACK = 9;

/** @returns the bytes of a QoS 1 PUBLISH, made by hand: a generator makes ten thousand a second */
export function publishPacket(topic: string, payload: Buffer, messageId: number): Buffer {
  const remaining = 2 + topic.length + 2 + payload.length;
  const lengthBytes = remaining < 128 ? 1 : remaining < 16_384 ? 2 : remaining < 2_097_152 ? 3 : 4;
  const packet = Buffer.allocUnsafe(1 + lengthBytes + remaining);
  let at = packet.writeUInt8(0x32, 0);
  for (let rest = remaining, i = 0; i < lengthBytes; i++, rest >>= 7)
    at = packet.writeUInt8((rest & 0x7f) | (i < lengthBytes - 1 ? 0x80 : 0), at);
  at = packet.writeUInt16BE(topic.length, at);
  at += packet.write(topic, at, 'latin1');
  at = packet.writeUInt16BE(messageId, at);
  payload.copy(packet, at);
  return packet;
}

/** Connects, and subscribes where asked to. A refused link has no socket left. */
export function openLink(options: LinkOptions): Promise<Link> {
  const { port, ca, key, cert, clientId, subscribeTo, will, connectMs, keepAliveSeconds: keepalive = 120 } = options;
  const topics = typeof subscribeTo === 'string' ? [subscribeTo] : (subscribeTo ?? []);
  return new Promise((resolve, reject) => {
    const credentials = key === undefined || cert === undefined ? {} : { key, cert };
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca, ...credentials });
    const link: Link = { socket, write: (packet) => void socket.write(packet) };
    socket.setNoDelay(true);
    socket.once('error', reject);
    const late = connectMs === undefined ? undefined : setTimeout(() => socket.destroy(), connectMs);
    const ready = () => {
      clearTimeout(late);
      resolve(link);
    };
    socket.once('close', () => clearTimeout(late));
    socket.once('close', () => reject(new Error(`The connection of ${clientId} was closed.`)));
    socket.once('secureConnect', () =>
      link.write(
        generate({
          ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, clientId, keepalive },
          ...(will === undefined ? {} : { will }),
        }),
      ),
    );
    let rest: Buffer = Buffer.alloc(0);
    const take = (kind: number, body: Buffer): void => {
      if (kind === PUBLISH) {
        const topicLength = body.readUInt16BE(0);
        options.onMessage?.(body.subarray(2 + topicLength));
      } else if (kind === PUBACK) options.onAcknowledged?.();
      else if (kind === CONNACK && body[1] !== 0) reject(new Error(`${clientId} was refused with code ${body[1]}.`));
      else if (kind === CONNACK && topics.length > 0)
        link.write(
          generate({
            ...{ cmd: 'subscribe', messageId: 1, retain: false, dup: false, qos: 1 },
            subscriptions: topics.map((topic) => ({ topic, qos: 0 })),
          }),
        );
      else if (kind === CONNACK || kind === SUBACK) ready();
    };
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (;;) {
        const packet = firstPacket(rest);
        if (packet === null) return;
        take((rest[0] ?? 0) >> 4, rest.subarray(packet.start, packet.end));
        rest = rest.subarray(packet.end);
      }
    });
  });
}

/** @returns where the body of the first whole packet lies, or null while there is none. */
function firstPacket(bytes: Buffer): { start: number; end: number } | null {
  let length = 0;
  for (let index = 1; index < Math.min(5, bytes.length); index++) {
    const digit = bytes[index] ?? 0;
    length += (digit & 0x7f) * 128 ** (index - 1);
    if (digit >= 0x80) continue;
    const end = index + 1 + length;
    return end <= bytes.length ? { start: index + 1, end } : null;
  }
  return null;
}
