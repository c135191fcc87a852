import type { ClientRequest, IncomingMessage } from 'node:http';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Arrival } from '@hadir/shared/api/attendance';
import type { UnitId } from '@hadir/shared/ids';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { lastPlace } from '../../src/live/read-new-punches.ts';
import { enrol, makeUnclaimedUnit } from '../support/test-unit.ts';
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts';

interface ServerEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Record<string, unknown> & Partial<Arrival>;
}

/** Reads the live feed over real HTTPS, as a browser does. */
class Reader {
  readonly events: ServerEvent[] = [];
  readonly #request: ClientRequest;
  #response: IncomingMessage | undefined;
  status = 0;
  closed = false;
  #text = '';

  constructor(caller: Caller, options: { since?: string; paused?: boolean } = {}) {
    const { port } = hub.api.app.server.address() as AddressInfo;
    const headers = { cookie: caller.cookie, ...(options.since ? { 'last-event-id': options.since } : {}) };
    this.#request = get({ port, path: '/api/live', headers, ca: hub.authority.caPem, agent: false }, (response) => {
      this.#response = response;
      this.status = response.statusCode ?? 0;
      response.on('close', () => {
        this.closed = true;
      });
      response.on('error', () => undefined);
      if (!options.paused) response.on('data', (chunk: Buffer) => this.#take(chunk.toString()));
    });
    this.#request.on('error', () => {
      this.closed = true;
    });
    readers.push(this);
  }

  /** Waits until so many events of a kind have come. */
  async until(event: string, count = 1): Promise<ServerEvent[]> {
    const found = () => this.events.filter((one) => one.event === event);
    await vi.waitFor(() => expect(found().length).toBeGreaterThanOrEqual(count), { timeout: 20_000, interval: 2 });
    return found();
  }

  resume(): void {
    this.#response?.resume();
  }

  close(): void {
    this.#request.destroy();
  }

  #take(chunk: string): void {
    this.#text += chunk;
    const parts = this.#text.split('\n\n');
    this.#text = parts.pop() ?? '';
    for (const part of parts) {
      if (part.startsWith(':')) continue;
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1];
      this.events.push({ event: field('event') ?? '', id: field('id'), data: JSON.parse(field('data') ?? 'null') });
    }
  }
}

let hub: TestApi;
let opd: string;
let door: string;
let unit: UnitId;
let employee: string;
let seq = 0;
const readers: Reader[] = [];

beforeAll(async () => {
  hub = await startTestApi();
  await hub.api.app.listen({ port: 0, host: '127.0.0.1' });
  ({ opd, door, unit, employee } = await makeOffice('Dinas Langsung', '198001012005011001'));
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});
afterAll(() => hub.stop());

async function makeOffice(name: string, nip: string) {
  const office = (await hub.admin.post('/api/opds', { name, zone: 'Asia/Jayapura' })).json().id;
  const itsDoor = (await hub.admin.post('/api/doors', { opd: office, name: 'Pintu' })).json().id;
  const { claim } = (await hub.admin.post('/api/claims', { door: itsDoor })).json();
  const { unit: itsUnit } = await enrol(hub.api.app, await makeUnclaimedUnit(), claim);
  const person = (await hub.admin.post('/api/employees', { nip, name: `Orang ${name}`, opd: office })).json().id;
  return { opd: office, door: itsDoor, unit: itsUnit, employee: person };
}

type Sql = Pick<TestApi['database'], 'sql'>['sql'];

/** Stores punches as ingest does: in one transaction that says so when it commits. */
async function store(count = 1, sql: Sql = hub.database.sql, who = { unit, door, employee }): Promise<void> {
  const from = seq + 1;
  seq += count;
  await sql`
    WITH stored AS (
      INSERT INTO punches (unit, binding, seq, door, employee, day, seen_at, score, second_score, threshold, liveness,
        frames, face_height, clock_source)
      SELECT ${who.unit}, 1, n, ${who.door}, ${who.employee}, '2026-03-02',
        '2026-03-02T07:20:00+09'::timestamptz + n * interval '1 second', 0.8, 0.2, 0.45, 0.99, 5, 120, 'ntp'
      FROM generate_series(${from}::int, ${seq}::int) n RETURNING 1
    ) SELECT pg_notify('hadir_live', '') FROM (SELECT count(*) FROM stored) s`;
}

describe('the live feed', () => {
  it('greets, and shows a punch within milliseconds of its commit', async () => {
    const reader = new Reader(hub.admin);
    await reader.until('hello');
    await store();
    await reader.until('arrival');
    const delays: number[] = [];
    for (let i = 2; i <= 11; i++) {
      const before = performance.now();
      await store();
      const committed = performance.now();
      await reader.until('arrival', i);
      delays.push(performance.now() - committed);
      expect(committed - before).toBeGreaterThan(0);
    }
    const [first] = reader.events.filter(({ event }) => event === 'arrival');
    expect(first?.data).toMatchObject({ employee, opd, door, unit, seq: 1, first: true, status: 'present' });
    expect(first?.id).toBe(first?.data.id);
    const median = delays.sort((a, b) => a - b)[5] ?? Number.NaN;
    expect(median, `delays in ms: ${delays.map(Math.round)}`).toBeLessThan(250);
  });

  it('goes on after the last event that a reader saw, without a gap and without a repetition', async () => {
    const reader = new Reader(hub.admin);
    await reader.until('hello');
    await store(3);
    const seen = await reader.until('arrival', 3);
    reader.close();
    await store(5);
    const again = new Reader(hub.admin, { since: seen[0]?.id ?? '' });
    await again.until('arrival', 7);
    await store();
    const arrivals = await again.until('arrival', 8);
    const numbers = arrivals.map(({ data }) => data.seq ?? 0);
    const start = (seen[0]?.data.seq ?? 0) + 1;
    expect(numbers).toEqual(Array.from({ length: 8 }, (_, i) => start + i));
  });

  it('lets a reader who only said hello miss nothing either', async () => {
    const reader = new Reader(hub.admin);
    const [hello] = await reader.until('hello');
    reader.close();
    await store(2);
    const again = new Reader(hub.admin, { since: hello?.id ?? '' });
    expect(await again.until('arrival', 2)).toHaveLength(2);
  });

  it('never lets a later transaction overtake an earlier one that has a higher number to give', async () => {
    const reader = new Reader(hub.admin);
    await reader.until('hello');
    const slow = await hub.database.sql.reserve();
    await slow`BEGIN`;
    await store(1, slow);
    const slowSeq = seq;
    await store(2);
    // A notification that follows those of the punches on the same connection: the feed has been woken before.
    hub.transport.connect(unit, true);
    await reader.until('unit');
    expect(reader.events.filter(({ event }) => event === 'arrival')).toEqual([]);
    await slow`COMMIT`;
    slow.release();
    const arrivals = await reader.until('arrival', 3);
    expect(arrivals.map(({ data }) => data.seq)).toEqual([slowSeq, slowSeq + 1, slowSeq + 2]);
  });

  it('misses nothing where ids and transactions are in different order', async () => {
    const reader = new Reader(hub.admin);
    await reader.until('hello');
    const [older, newer] = [await hub.database.sql.reserve(), await hub.database.sql.reserve()];
    await older`BEGIN`;
    await older`SELECT pg_current_xact_id()`;
    await newer`BEGIN`;
    await store(1, newer);
    await store(1, older);
    await older`COMMIT`;
    const [first] = await reader.until('arrival');
    expect(first?.data.seq).toBe(seq);
    await newer`COMMIT`;
    for (const connection of [older, newer]) connection.release();
    const both = await reader.until('arrival', 2);
    expect(both.map(({ data }) => data.seq)).toEqual([seq, seq - 1]);
    const again = new Reader(hub.admin, { since: first?.id ?? '' });
    const [missed] = await again.until('arrival');
    expect(missed?.data.seq).toBe(seq - 1);
  });

  it('tells a reader who missed too much to read the page again', async () => {
    const reader = new Reader(hub.admin);
    const [hello] = await reader.until('hello');
    await store(1_001);
    await reader.until('arrival', 1_001);
    const again = new Reader(hub.admin, { since: hello?.id ?? '' });
    const [reset] = await again.until('reset');
    await store();
    const [next] = await again.until('arrival');
    expect(next?.data.seq).toBe(seq);
    again.close();
    const late = new Reader(hub.admin, { since: reset?.id ?? '' });
    expect((await late.until('arrival'))[0]?.data.seq).toBe(seq);
    const unknown = new Reader(hub.admin, { since: '999999999' });
    await unknown.until('reset');
  });

  it('replays as many as a reader may have missed', async () => {
    const reader = new Reader(hub.admin);
    const [hello] = await reader.until('hello');
    await store(1_000);
    await reader.until('arrival', 1_000);
    const again = new Reader(hub.admin, { since: hello?.id ?? '' });
    const arrivals = await again.until('arrival', 1_000);
    expect(new Set(arrivals.map(({ data }) => data.seq)).size).toBe(1_000);
  });

  it('starts, in a hub that starts, after the last punch that was stored', async () => {
    await store(3);
    const [row] = await hub.database.sql`SELECT id, txid FROM punches p ORDER BY p.txid DESC, p.id DESC LIMIT 1`;
    // Transactions of other databases in the same server hold the place back until they have ended.
    const last = { txid: BigInt(row?.txid), id: BigInt(row?.id) };
    await vi.waitFor(async () => expect(await lastPlace(hub.database.db)).toEqual(last), { timeout: 10_000 });
    expect(BigInt(row?.id)).toBeGreaterThan(1_000n);
  });

  it('drops a reader who does not read, and nobody else', async () => {
    const slow = new Reader(hub.admin, { paused: true });
    const quick = new Reader(hub.admin);
    await quick.until('hello');
    await vi.waitFor(() => expect(slow.status).toBe(200));
    let sent = 0;
    await vi.waitFor(
      async () => {
        await store(2_000);
        sent += 2_000;
        await quick.until('arrival', sent);
        const { count } = await new Promise<{ count: number }>((resolve, reject) =>
          hub.api.app.server.getConnections((error, connections) =>
            error ? reject(error) : resolve({ count: connections }),
          ),
        );
        expect(count).toBe(1);
      },
      { timeout: 30_000, interval: 1 },
    );
    expect(quick.closed).toBe(false);
    slow.resume();
    await vi.waitFor(() => expect(slow.closed).toBe(true));
  });

  it('shows each role only what it may see', async () => {
    const other = await makeOffice('Dinas Sebelah', '198001012005011002');
    const head = await hub.as({ username: 'kadis', name: 'Kepala', role: 'opd_head', opd: other.opd });
    const person = await hub.as({ username: 'orang', name: 'Orang', role: 'employee', employee: other.employee });
    const colleague = (
      await hub.admin.post('/api/employees', { nip: '198001012005011003', name: 'K', opd: other.opd })
    ).json().id;
    const [all, office, self] = [new Reader(hub.admin), new Reader(head), new Reader(person)];
    for (const reader of [all, office, self]) await reader.until('hello');
    await store();
    await store(1, hub.database.sql, other);
    await store(1, hub.database.sql, { ...other, employee: colleague });
    await all.until('arrival', 3);
    expect((await office.until('arrival', 2)).map(({ data }) => data.employee)).toEqual([other.employee, colleague]);
    await store(1, hub.database.sql, other);
    const own = await self.until('arrival', 2);
    expect(own.map(({ data }) => data.employee)).toEqual([other.employee, other.employee]);
    hub.transport.connect(unit, true);
    hub.transport.connect(other.unit, true);
    const units = await office.until('unit');
    expect(units.map(({ data }) => data.unit)).toEqual([other.unit]);
    expect(await all.until('unit', 2)).toHaveLength(2);
    expect(self.events.some(({ event }) => event === 'unit')).toBe(false);
  });

  it('needs a sign-in, and does not let one user open streams without end', async () => {
    const nobody = await hub.call('GET', '/api/live');
    expect(nobody.statusCode).toBe(401);
    const leader = await hub.as({ username: 'banyak', name: 'Banyak', role: 'leader' });
    const open = Array.from({ length: 20 }, () => new Reader(leader));
    for (const reader of open) await reader.until('hello');
    const refused = await leader.get('/api/live');
    expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-streams' });
    open[0]?.close();
    await vi.waitFor(async () => {
      const next = new Reader(leader);
      await vi.waitFor(() => expect(next.status).toBe(200), { timeout: 200 });
    });
  });

  it('hears again after its connection to the database was cut', async () => {
    const reader = new Reader(hub.admin);
    await reader.until('hello');
    await hub.database.sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'hadir-live' AND datname = current_database()`;
    await store();
    expect(await reader.until('arrival')).toHaveLength(1);
  }, 20_000);
});
