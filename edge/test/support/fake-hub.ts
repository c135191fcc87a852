import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { UnitId } from '@hadir/shared/ids';
import type { Entry } from '@hadir/shared/journal/entry';
import { generateSigningKey, type SigningKey, signJws } from '@hadir/shared/journal/node-signature';
import type { Command, Order, RosterPart } from '@hadir/shared/wire/command';
import type { PictureHeader, PictureKey } from '@hadir/shared/wire/picture';
import type { Receipt } from '@hadir/shared/wire/receipt';
import { openPicture } from '@hadir/shared/wire/seal-picture';
import { parseTopic, unitTopic } from '@hadir/shared/wire/topics';
import type { OnlineStatus, UnitStatus } from '@hadir/shared/wire/unit-status';
import { FakeEst } from './fake-est.ts';
import { createTestAuthority, type TestAuthority } from './test-authority.ts';
import { TestBroker } from './test-broker.ts';

export const UNIT = 'unit-test0001' as UnitId;
export const DOOR = '00000000-0000-4000-8000-00000000d001';
export const CLAIM = 'TEST-CLAM-0000-0001-X';

/**
 * The hub as a unit sees it: claims over HTTPS, a real broker over mutual TLS, receipts and commands that are signed.
 * It keeps what it receives in memory, in order, and a test can make it lose receipts, ask again, or refuse.
 */
export class FakeHub {
  readonly key: SigningKey = generateSigningKey();
  readonly authority: TestAuthority;
  readonly broker: TestBroker;
  /** Entries held without a gap. */
  readonly held: string[] = [];
  /** First and last number of each journal message. */
  readonly messages: { from: number; to: number }[] = [];
  readonly statuses: UnitStatus[] = [];
  /** The id of the order, and the picture. */
  readonly snapshots: { id: string; jpeg: Buffer }[] = [];
  /** What came sealed, opened; each is answered. */
  readonly pictures: { header: PictureHeader; jpeg: Buffer | null }[] = [];
  readonly est: FakeEst;
  /** What the hub does with journal messages. */
  mode: 'hold' | 'lose-messages' | 'lose-receipts' | 'refuse' = 'hold';
  readonly #pictureKeys = generateKeyPairSync('x25519');
  #commandNumber = 0;
  /** Of the last journal message. */
  #binding = 1;
  readonly #https: Server;

  private constructor(authority: TestAuthority) {
    this.authority = authority;
    this.broker = new TestBroker(authority);
    this.est = new FakeEst(authority, {
      unit: UNIT,
      binding: {
        number: 1,
        door: { id: DOOR, name: 'Pintu Uji', opd: 'Dinas Uji', zone: 'Asia/Jayapura' },
        follows: null,
      },
      hubKey: this.key.publicKey,
      broker: () => this.broker.url,
    });
    this.#https = this.est.createServer();
    this.broker.onPublish = (topic, payload) => this.#receive(topic, payload);
  }

  static async start(): Promise<FakeHub> {
    const hub = new FakeHub(await createTestAuthority());
    await hub.broker.start();
    hub.#https.listen(0, '127.0.0.1');
    await once(hub.#https, 'listening');
    return hub;
  }

  get url(): string {
    return `https://localhost:${(this.#https.address() as AddressInfo).port}`;
  }

  get entries(): Entry[] {
    return this.held.map(readEntry);
  }

  /** The last status that said online. */
  get status(): OnlineStatus | null {
    return this.statuses.findLast((status) => status.state === 'online') ?? null;
  }

  sendReceipt(receipt: Partial<Receipt> = {}, key: SigningKey = this.key): void {
    const { binding = this.#binding } = receipt;
    const held = this.heldOf(binding);
    const last = held.at(-1);
    const hash = last === undefined ? null : chainHash(last);
    const common = { v: 1, unit: UNIT, binding, seq: held.length, hash, at: new Date().toISOString() } as const;
    this.broker.publish(
      unitTopic(UNIT, 'receipt'),
      signJws('hadir-receipt', key, { ...common, answer: 'held', ...receipt }),
      0,
    );
  }

  get pictureKey(): PictureKey {
    return this.#pictureKeys.publicKey.export({ format: 'jwk' }) as PictureKey;
  }

  heldOf(binding: number): string[] {
    return this.held.filter((line) => readEntry(line).binding === binding);
  }

  sendRoster(order: Omit<RosterPart, 'do' | 'doorName' | 'zone'>, changes: Partial<Command> = {}): void {
    this.sendOrder({ do: 'roster', doorName: 'Pintu Uji', zone: 'Asia/Jayapura', ...order }, changes);
  }

  /** @returns the command's number. */
  sendOrder(order: Order, changes: Partial<Command> = {}): number {
    const now = Date.now();
    const command: Command = {
      v: 1,
      unit: UNIT,
      number: ++this.#commandNumber,
      issuedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 600_000).toISOString(),
      order,
      ...changes,
    };
    this.broker.publish(unitTopic(UNIT, 'command'), signJws('hadir-command', this.key, command), 1);
    return command.number;
  }

  async stop(): Promise<void> {
    await this.broker.stop();
    this.#https.closeAllConnections();
    await new Promise<void>((resolve) => this.#https.close(() => resolve()));
  }

  #receive(topic: string, payload: Buffer): void {
    const channel = parseTopic(topic)?.channel;
    if (channel === 'status') this.statuses.push(JSON.parse(payload.toString()) as UnitStatus);
    if (channel === 'journal') this.#receiveRun(payload.toString().split('\n'));
    if (channel === 'picture') this.#receivePicture(payload.toString());
    if (channel === 'snapshot')
      this.snapshots.push({ id: payload.subarray(0, 36).toString(), jpeg: payload.subarray(36) });
  }

  #receivePicture(message: string): void {
    const [jws = '', sealed = ''] = message.split('\n');
    const header = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as PictureHeader;
    this.pictures.push({ header, jpeg: openPicture(sealed, this.#pictureKeys.privateKey, UNIT) });
    const receipt = { v: 1, unit: UNIT, id: header.id, at: new Date().toISOString(), answer: 'held' };
    this.broker.publish(unitTopic(UNIT, 'receipt'), signJws('hadir-picture-receipt', this.key, receipt), 0);
  }

  #receiveRun(run: readonly string[]): void {
    const { seq: from, binding, prev } = readEntry(run[0] as string);
    this.#binding = binding;
    this.messages.push({ from, to: from + run.length - 1 });
    if (this.mode === 'lose-messages') return;
    const { length } = this.heldOf(binding);
    const before = this.heldOf(binding - 1).at(-1);
    if (this.mode === 'refuse') this.sendReceipt({ answer: 'refused', reason: 'unit is quarantined' });
    else if (from > length + 1) this.sendReceipt({ answer: 'resend' });
    else if (from === 1 && binding > 1 && prev !== (before === undefined ? null : chainHash(before)))
      this.sendReceipt({ answer: 'resend', binding: binding - 1 });
    else {
      this.held.push(...run.slice(length + 1 - from));
      if (this.mode === 'hold') this.sendReceipt();
    }
  }
}

export function readEntry(jws: string): Entry {
  return JSON.parse(Buffer.from(jws.split('.')[1] as string, 'base64url').toString()) as Entry;
}

export function chainHash(jws: string): string {
  return createHash('sha256').update(jws).digest('base64url');
}
