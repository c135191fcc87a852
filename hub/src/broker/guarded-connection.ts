import { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { UnitId } from '@hadir/shared/ids';
import { createMessageSizeGuard } from './message-size-guard.ts';

export type GuardProblem = 'too-large' | 'malformed';

/**
 * A PUBACK promises nothing here (a receipt does), so it waits this long for something to travel with: the receipt of
 * the same entry, as a rule. That halves the TLS records and system calls for a live entry.
 */
const PUBACK_DELAY_MS = 200;

function isPuback(bytes: Buffer): boolean {
  return bytes.length === 4 && bytes[0] === 0x40;
}

/** A packet that no unit may send; ends the connection before the packet is read. */
export class PacketRefused extends Error {
  override readonly name = 'PacketRefused';
  readonly code: GuardProblem;
  /** Announced by the packet's header. */
  readonly bytes: number;

  constructor(code: GuardProblem, bytes: number) {
    super(code === 'too-large' ? `an MQTT packet of ${bytes} bytes` : 'bytes that are no MQTT packet');
    this.code = code;
    this.bytes = bytes;
  }
}

/**
 * A unit's connection as the broker sees it: the TLS socket behind a check of every packet's announced size, and with
 * a hold on reading, which is how back-pressure reaches the sender (the broker's own does not hold for single packets).
 */
export class GuardedConnection extends Duplex {
  readonly unit: UnitId;
  readonly certificateSha256: string;
  /** When its sender was last heard, by `performance.now()`. */
  heardAt = performance.now();
  readonly #socket: TLSSocket;
  readonly #pubacks: Buffer[] = [];
  #pubackTimer: NodeJS.Timeout | null = null;
  #holds = 0;
  #wanted = false;

  /** @param certificateSha256 of the certificate it showed, lower-case hex @param mostBytes of one packet */
  constructor(socket: TLSSocket, unit: UnitId, certificateSha256: string, mostBytes: number) {
    super({ allowHalfOpen: false });
    this.unit = unit;
    this.certificateSha256 = certificateSha256;
    this.#socket = socket;
    const guard = createMessageSizeGuard(mostBytes);
    socket.pause();
    socket.on('data', (chunk: Buffer) => {
      this.heardAt = performance.now();
      const refused = guard.check(chunk);
      if (refused !== null) this.destroy(new PacketRefused(refused.problem, refused.bytes));
      else if (!this.push(chunk)) {
        this.#wanted = false;
        socket.pause();
      } else if (this.#holds > 0) socket.pause();
    });
    socket.once('end', () => this.push(null));
    socket.once('error', (error) => this.destroy(error));
    socket.once('close', () => this.destroy());
    socket.on('drain', () => this.emit('socket-drain'));
  }

  get remoteAddress(): string | undefined {
    return this.#socket.remoteAddress;
  }

  /** Reads nothing more from the sender until every hold was released. */
  hold(until: Promise<void>): void {
    this.#holds += 1;
    this.#socket.pause();
    void until.finally(() => {
      this.#holds -= 1;
      if (this.#holds === 0 && this.#wanted) this.#socket.resume();
    });
  }

  override _read(): void {
    this.#wanted = true;
    if (this.#holds === 0) this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: () => void): void {
    this.#flushPubacks();
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#takePubacks();
    this.#socket.destroy();
    done(error);
  }

  #send(bytes: Buffer, done: (error?: Error | null) => void): void {
    if (isPuback(bytes)) {
      this.#pubacks.push(bytes);
      this.#pubackTimer ??= setTimeout(() => this.#flushPubacks(), PUBACK_DELAY_MS);
      done();
      return;
    }
    this.#writeOut(this.#pubacks.length === 0 ? bytes : Buffer.concat([...this.#takePubacks(), bytes]), done);
  }

  #takePubacks(): Buffer[] {
    clearTimeout(this.#pubackTimer ?? undefined);
    this.#pubackTimer = null;
    return this.#pubacks.splice(0);
  }

  #flushPubacks(): void {
    const waiting = this.#takePubacks();
    if (waiting.length > 0 && !this.#socket.destroyed) this.#socket.write(Buffer.concat(waiting));
  }

  #writeOut(bytes: Buffer, done: (error?: Error | null) => void): void {
    if (this.#socket.destroyed) done();
    else if (this.#socket.write(bytes)) done();
    else this.once('socket-drain', () => done());
  }
}
