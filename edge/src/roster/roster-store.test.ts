import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSigningKey, signJws } from '@hadir/shared/journal/node-signature';
import type { Command, RosterPart } from '@hadir/shared/wire/command';
import { rosterDigest } from '@hadir/shared/wire/roster-digest';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { TestClock } from '../../test/support/test-clock.ts';
import { HubTime } from '../clock/hub-time.ts';
import { Problems } from '../status/problems.ts';
import { PartCollection } from './collect-parts.ts';
import { RosterStore } from './roster-store.ts';
import { openTemplate, sealTemplate } from './seal-template.ts';
import { CommandTaker } from './take-commands.ts';

const UNIT = 'unit-test0001';
const DOOR = '00000000-0000-4000-8000-00000000d001';
const MODEL = 'test-model';
const SEAL_KEY = Buffer.alloc(32, 7);
const hubKey = generateSigningKey();

type People = Record<string, string[]>;

function embeddingOf(template: string): Buffer {
  const floats = Float32Array.from({ length: 512 }, (_, i) =>
    Math.sin(template.length * 31 + template.charCodeAt(0) + i),
  );
  return Buffer.from(floats.buffer);
}

function part(version: number, whole: People, changes: Partial<RosterPart> & { people?: People } = {}): RosterPart {
  const { people = whole, ...rest } = changes;
  const put = Object.entries(people).map(([employee, templates]) => ({
    employee,
    name: `Pegawai ${employee}`,
    salutation: 'Ibu' as const,
    templates: templates.map((id) => ({ id, embedding: embeddingOf(id).toString('base64') })),
  }));
  const digest = rosterDigest(Object.entries(whole).map(([employee, templates]) => ({ employee, templates })));
  const common = { do: 'roster', door: DOOR, doorName: 'Pintu', zone: 'Asia/Jayapura', model: MODEL } as const;
  return { ...common, version, base: 0, part: 1, parts: 1, digest, put, drop: [], ...rest };
}

describe('the roster on the unit', () => {
  it('is replaced by a whole one and changed by a delta, and says whose templates were erased', () => {
    const store = RosterStore.open(temporaryFolder(), SEAL_KEY);
    const first = { ayu: ['a1', 'a2'], budi: ['b1'], citra: [] };
    expect(store.apply([part(1, first)])).toEqual({ kind: 'applied', employees: 3, templates: 3, erased: 0 });
    const second = { ayu: ['a2'], dewi: ['d1'], citra: [] };
    const delta = part(2, second, { base: 1, people: { ayu: ['a2'], dewi: ['d1'] }, drop: ['budi'] });
    expect(store.apply([delta])).toEqual({ kind: 'applied', employees: 3, templates: 2, erased: 2 });
    expect(store.unjournaled()).toMatchObject([
      { type: 'roster', version: 1, employees: 3, templates: 3, erased: [] },
      { type: 'roster', version: 2, employees: 3, templates: 2, erased: ['a1', 'b1'] },
    ]);
    store.markJournaled();
    expect(store.unjournaled()).toEqual([]);
    expect(store.pack()).toMatchObject({ version: 2, employees: ['ayu', 'dewi'], dimension: 512 });
    store.close();
  });

  it('gives the very templates that came, also after a restart, and holds none of them in clear', () => {
    const folder = temporaryFolder();
    const store = RosterStore.open(folder, SEAL_KEY);
    store.apply([part(1, { ayu: ['a1'] })]);
    store.close();
    const again = RosterStore.open(folder, SEAL_KEY);
    expect(Buffer.from(again.pack().templates.buffer)).toEqual(embeddingOf('a1'));
    again.close();
    expect(readFileSync(join(folder, 'roster.db')).includes(embeddingOf('a1').subarray(0, 64))).toBe(false);
  });

  it('stays as it is when a delta builds on another version or does not come out as the hub meant it', () => {
    const store = RosterStore.open(temporaryFolder(), SEAL_KEY);
    store.apply([part(3, { ayu: ['a1'] })]);
    expect(store.apply([part(5, { ayu: ['a1'] }, { base: 4, people: {} })])).toEqual({ kind: 'wrong-base' });
    const wrong = part(4, { ayu: ['a1'], budi: ['b1'] }, { base: 3, people: {} });
    expect(store.apply([wrong])).toEqual({ kind: 'wrong-digest' });
    expect(store.state()).toMatchObject({ version: 3 });
    expect(store.pack().employees).toEqual(['ayu']);
    store.close();
  });

  it('puts a template nowhere but with its own employee, id and model', () => {
    const owner = { employee: 'ayu', template: 'a1', model: MODEL };
    const sealed = sealTemplate(SEAL_KEY, owner, embeddingOf('a1'));
    expect(Buffer.from(openTemplate(SEAL_KEY, owner, sealed).buffer)).toEqual(embeddingOf('a1'));
    expect(() => openTemplate(SEAL_KEY, { ...owner, employee: 'budi' }, sealed)).toThrow();
    expect(() => openTemplate(Buffer.alloc(32, 8), owner, sealed)).toThrow();
    expect(sealTemplate(SEAL_KEY, owner, embeddingOf('a1'))).not.toEqual(sealed);
  });
});

describe('the parts of a roster', () => {
  it('make one only when all are there, in any order and said more than once', () => {
    const collection = new PartCollection();
    const [a, b, c] = [1, 2, 3].map((number) => part(1, { ayu: [] }, { part: number, parts: 3 })) as [
      RosterPart,
      RosterPart,
      RosterPart,
    ];
    expect(collection.add(c)).toBeNull();
    expect(collection.add(a)).toBeNull();
    expect(collection.add(a)).toBeNull();
    expect(collection.add(b)).toEqual([a, b, c]);
  });

  it('of two versions are never mixed', () => {
    const collection = new PartCollection();
    collection.add(part(1, {}, { part: 1, parts: 2 }));
    expect(collection.add(part(2, {}, { part: 2, parts: 2 }))).toBeNull();
    expect(collection.add(part(2, {}, { part: 1, parts: 2 }))).toHaveLength(2);
  });
});

describe("the hub's orders", () => {
  function setUp() {
    const clock = new TestClock();
    const store = RosterStore.open(temporaryFolder(), SEAL_KEY);
    const problems = new Problems();
    const applied: number[] = [];
    const hubTime = new HubTime(clock);
    const taker = new CommandTaker({
      unit: UNIT,
      door: DOOR,
      hubKey: hubKey.publicKey,
      store,
      hubTime,
      model: () => MODEL,
      problems,
      log: pino({ level: 'silent' }),
      onApplied: () => applied.push(store.state().version),
      onReport: () => undefined,
    });
    const command = (number: number, order: RosterPart, changes: Partial<Command> = {}, key = hubKey): string => {
      const now = clock.wall().getTime();
      const times = { issuedAt: new Date(now).toISOString(), expiresAt: new Date(now + 600_000).toISOString() };
      return signJws('hadir-command', key, { v: 1, unit: UNIT, number, ...times, order, ...changes });
    };
    return { clock, store, problems, applied, hubTime, taker, command };
  }

  it('put a roster in force, and report it', () => {
    const { taker, applied, command } = setUp();
    expect(taker.reported()).toEqual({ rosterVersion: 0, rosterDigest: null });
    taker.take(command(1, part(1, { ayu: ['a1'] })));
    expect(applied).toEqual([1]);
    expect(taker.reported()).toEqual({ rosterVersion: 1, rosterDigest: part(1, { ayu: ['a1'] }).digest });
  });

  it('are refused when they are not the hub’s, for another unit or door, or no order at all', () => {
    const { taker, applied, command } = setUp();
    const order = part(1, { ayu: ['a1'] });
    taker.take(command(1, order, {}, generateSigningKey()));
    taker.take(command(1, order, { unit: 'unit-other001' }));
    taker.take(command(1, { ...order, door: '00000000-0000-4000-8000-00000000d002' }));
    taker.take(signJws('hadir-receipt', hubKey, { v: 1, unit: UNIT, number: 1, order }));
    taker.take(signJws('hadir-command', hubKey, { v: 1, unit: UNIT, number: 1, order: 'roster' }));
    taker.take('garbage');
    taker.take(command(2, order).replace('.ey', '.ez'));
    expect(applied).toEqual([]);
    taker.take(command(9, order));
    expect(applied).toEqual([1]);
  });

  it('are taken once: a replayed or older one changes nothing', () => {
    const { taker, store, applied, command } = setUp();
    const old = command(5, part(1, { ayu: ['a1'] }));
    taker.take(old);
    taker.take(command(6, part(2, {})));
    taker.take(old);
    taker.take(command(4, part(1, { ayu: ['a1'] })));
    expect(applied).toEqual([1, 2]);
    expect(store.state()).toMatchObject({ version: 2, lastCommand: 6 });
  });

  it('expire by the time that is certainly past, and not by a clock that nobody vouches for', () => {
    const { taker, clock, hubTime, applied, command } = setUp();
    const first = command(1, part(1, {}));
    clock.read({ source: 'unsynchronised', uncertaintyMs: null });
    clock.step(10 * 365 * 86_400_000);
    taker.take(first);
    expect(applied).toEqual([1]);
    clock.step(-10 * 365 * 86_400_000);
    const late = command(2, part(2, {}));
    hubTime.hear(new Date(clock.wall().getTime() + 700_000).toISOString());
    taker.take(late);
    expect(applied).toEqual([1]);
  });

  it('that do not come out as meant make the unit ask for the whole roster, and keep the one it has', () => {
    const { taker, store, command } = setUp();
    taker.take(command(1, part(1, { ayu: ['a1'] })));
    taker.take(command(2, part(3, { budi: ['b1'] }, { base: 2 })));
    expect(taker.reported()).toEqual({ rosterVersion: 0, rosterDigest: null });
    expect(store.pack().employees).toEqual(['ayu']);
    taker.take(command(3, part(3, { budi: ['b1'] })));
    expect(taker.reported().rosterVersion).toBe(3);
  });

  it('that repeat a change which is in force change nothing, and ask for nothing', () => {
    const { taker, store, applied, command } = setUp();
    taker.take(command(1, part(1, { ayu: ['a1'] })));
    const delta = part(2, { ayu: ['a1'], budi: ['b1'] }, { base: 1, people: { budi: ['b1'] } });
    taker.take(command(2, delta));
    taker.take(command(3, delta));
    expect(applied).toEqual([1, 2]);
    expect(taker.reported().rosterVersion).toBe(2);
    expect(store.unjournaled()).toHaveLength(2);
  });

  it('with templates of another model are a problem that names both models', () => {
    const { taker, problems, applied, command } = setUp();
    taker.take(command(1, part(1, {}, { model: 'other-model' })));
    expect(applied).toEqual([]);
    expect(problems.list()).toEqual([expect.stringMatching(/other-model.*test-model/)]);
    taker.take(command(2, part(1, {})));
    expect(problems.list()).toEqual([]);
  });
});
