import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Procedure } from '@hadir/shared/api/procedures';
import type { UnitId } from '@hadir/shared/ids';
import type { HardwareFacts, Predecessor } from '@hadir/shared/journal/entry';
import { parseTopic } from '@hadir/shared/wire/topics';
import type { LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import type { Authority } from '../../src/authority/authority.ts';
import { openAuthority } from '../../src/authority/open-authority.ts';
import type { Database } from '../../src/database/open-database.ts';
import { type Api, createApi } from '../../src/http/create-api.ts';
import { processBatch } from '../../src/ingest/process-batch.ts';
import { createUnitKeys } from '../../src/ingest/unit-keys.ts';
import { verifyBatch } from '../../src/ingest/verify-batch.ts';
import { ensureFirstAdministrator } from '../../src/users/ensure-first-administrator.ts';
import { FakeTransport } from './fake-transport.ts';
import { type JournalTaker, LifeUnit } from './life-unit.ts';
import { startTestDatabase } from './start-test-database.ts';
import { enrol, makeUnclaimedUnit } from './test-unit.ts';
import { until } from './until.ts';

/** Who signed in: the session is in the database and outlives a hub. */
export interface Officer {
  readonly name: string;
  readonly headers: Record<string, string>;
}

class LifeTransport extends FakeTransport {
  readonly connected = new Map<UnitId, LifeUnit>();

  override async publish(topic: string, payload: Buffer | string): Promise<boolean> {
    const parsed = parseTopic(topic);
    const unit = parsed === null ? undefined : this.connected.get(parsed.unit);
    if (unit === undefined) return false;
    unit.receive(payload.toString());
    return true;
  }
}

/**
 * A hub that can be stopped and started again on its database, and units around it: API, sender, procedures and ingest
 * as in production, with a broker that has no network, so that a test decides what happens when.
 */
export class LifeHub implements JournalTaker {
  readonly database: Database;
  readonly authority: Authority;
  readonly #data: string;
  #api: Api;
  #transport: LifeTransport;
  #doors = 0;

  private constructor(data: string, database: Database, authority: Authority, api: Api, transport: LifeTransport) {
    this.#data = data;
    this.database = database;
    this.authority = authority;
    this.#api = api;
    this.#transport = transport;
  }

  static async open(): Promise<LifeHub> {
    const data = await mkdtemp(join(tmpdir(), 'hadir-life-'));
    const database = await startTestDatabase();
    const log = pino({ level: 'fatal' });
    const authority = await openAuthority({ data, publicHost: 'localhost', region: 'Kabupaten Uji' }, log);
    const transport = new LifeTransport();
    return new LifeHub(data, database, authority, await startApi(database, authority, transport, data), transport);
  }

  async close(): Promise<void> {
    await this.#api.stop();
    await this.database.stop();
    await rm(this.#data, { recursive: true, force: true });
  }

  /** The hub dies and another one begins; units come back by themselves, without what was on its way to them. */
  async restart(): Promise<void> {
    const units = [...this.#transport.connected.values()];
    await this.#api.stop();
    for (const unit of units) unit.lose();
    this.#transport = new LifeTransport();
    this.#api = await startApi(this.database, this.authority, this.#transport, this.#data);
    for (const unit of units) this.connect(unit);
  }

  connect(unit: LifeUnit): void {
    this.#transport.connected.set(unit.id, unit);
    this.#transport.connect(unit.id, true);
    this.#transport.say(unit.id, unit.status());
  }

  /** All units are gone for a moment, with what was on its way to them. */
  loseConnections(): void {
    for (const unit of [...this.#transport.connected.values()]) {
      this.disconnect(unit);
      this.connect(unit);
    }
  }

  disconnectAll(): void {
    for (const unit of [...this.#transport.connected.values()]) this.disconnect(unit);
  }

  disconnect(unit: LifeUnit): void {
    unit.lose();
    this.#transport.connected.delete(unit.id);
    this.#transport.connect(unit.id, false);
  }

  settled(): Promise<void> {
    return this.#api.settled();
  }

  /** By the way that every entry takes: verified, then stored in one transaction. */
  async take(unit: UnitId, lines: readonly string[]): Promise<{ seq: number; refused: boolean }> {
    const { sql } = this.database;
    const message = { unit, payload: Buffer.from(lines.join('\n'), 'latin1') };
    const { answers } = await processBatch(sql, await verifyBatch([message], await createUnitKeys(sql).find([unit])));
    const answer = answers[0];
    if (answer === undefined) throw new Error('The hub answered nothing.');
    return { seq: answer.seq, refused: answer.answer === 'refused' };
  }

  async signInFirst(): Promise<Officer> {
    const first = await ensureFirstAdministrator(this.database.db);
    if (first === null) throw new Error('A fresh database already has users.');
    return this.#signIn(first.username, first.password, 'Administrator BKD');
  }

  async newOfficer(by: Officer, name: string): Promise<Officer> {
    const username = `bkd-${randomUUID().slice(0, 8)}`;
    const user = { username, name, role: 'admin_bkd' };
    const { password } = (await this.call(by, 'POST', '/api/users', user)).json();
    return this.#signIn(username, password, name);
  }

  call(by: Officer, method: 'GET' | 'POST' | 'PUT', url: string, body?: object): Promise<LightMyRequestResponse> {
    return this.#api.app.inject({ method, url, headers: by.headers, ...(body === undefined ? {} : { payload: body }) });
  }

  async newDoor(by: Officer): Promise<string> {
    const opd = await this.call(by, 'POST', '/api/opds', { name: `Dinas ${randomUUID()}`, zone: 'Asia/Jayapura' });
    const name = `Pintu ${++this.#doors}`;
    return (await this.call(by, 'POST', '/api/doors', { opd: opd.json().id, name })).json().id;
  }

  /** A new unit uses the claim, as a real one does, and has begun its journal; it is not connected yet. */
  async claim(claim: string, facts?: HardwareFacts): Promise<LifeUnit> {
    const keys = await makeUnclaimedUnit();
    const { unit } = await enrol(this.#api.app, keys, claim);
    const [place] = await this.database.sql<{ number: number; door: string; follows: Predecessor | null }[]>`
      SELECT number, door, follows FROM bindings WHERE unit = ${unit} AND until IS NULL`;
    if (place === undefined) throw new Error('A unit was enrolled and serves no door.');
    const { hubKey } = this.authority;
    return new LifeUnit({ id: unit, key: keys.journalKey, hubKey, place, ...(facts === undefined ? {} : { facts }) });
  }

  async show(by: Officer, procedure: string): Promise<Procedure> {
    return (await this.call(by, 'GET', `/api/procedures/${procedure}`)).json();
  }

  /**
   * Lets the units that are connected do what they have to do, one deed at a time, until the goal is reached.
   * @param afterDeed what happens between two deeds, an interruption for instance.
   */
  async until<T>(
    what: string,
    goal: () => Promise<T | null>,
    afterDeed: () => Promise<void> = async () => {},
  ): Promise<T> {
    return until(what, async () => {
      for (;;) {
        const worked = await this.#oneDeedEach(afterDeed);
        await this.#api.settled();
        const reached = await goal();
        // Only where nobody had anything to do is there something to wait for.
        if (reached !== null || !worked) return reached;
      }
    });
  }

  /** Waits for an answer of the API that the units have to do something for. */
  async whileUnitsWork<T>(answer: Promise<T>): Promise<T> {
    let isThere = false;
    const waiting = answer.finally(() => {
      isThere = true;
    });
    await this.until('the answer', async () => (isThere ? true : null));
    return waiting;
  }

  /** @returns whether any unit had something to do. */
  async #oneDeedEach(afterDeed: () => Promise<void>): Promise<boolean> {
    let worked = false;
    for (const id of [...this.#transport.connected.keys()]) {
      const unit = this.#transport.connected.get(id);
      if (unit === undefined) continue;
      if (unit.hasOrders) this.#work(unit);
      else if (unit.hasUndelivered) await unit.deliver(this);
      else {
        if (!unit.refused) this.#transport.say(unit.id, unit.status());
        continue;
      }
      worked = true;
      await afterDeed();
    }
    return worked;
  }

  #work(unit: LifeUnit): void {
    unit.work();
    for (const picture of unit.pictures.splice(0)) this.#transport.show(unit.id, picture);
  }

  async #signIn(username: string, password: string, name: string): Promise<Officer> {
    const body = { username, password };
    const answer = await this.#api.app.inject({ method: 'POST', url: '/api/session', payload: body });
    if (answer.statusCode !== 200) throw new Error(`The sign-in answered ${answer.body}`);
    const cookie = `hadir_session=${answer.cookies[0]?.value}`;
    return { name, headers: { cookie, 'x-csrf-token': answer.json().csrfToken } };
  }
}

async function startApi(database: Database, authority: Authority, transport: FakeTransport, assets: string) {
  const api = await createApi({
    config: { region: 'Kabupaten Uji', publicHost: 'localhost', assets },
    database,
    authority,
    transport,
    log: pino({ level: 'fatal' }),
    addresses: () => ({ https: 'https://localhost:8443', mqtt: 'mqtts://localhost:8883' }),
  });
  await api.start();
  await api.app.ready();
  return api;
}
