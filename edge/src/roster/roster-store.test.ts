import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmployeeId } from '@hadir/shared/ids';
import type { RosterPart } from '@hadir/shared/wire/command';
import { rosterDigest } from '@hadir/shared/wire/roster-digest';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { PartCollection } from './collect-parts.ts';
import { RosterStore } from './roster-store.ts';
import { openTemplate, sealTemplate } from './seal-template.ts';

const DOOR = '00000000-0000-4000-8000-00000000d001';
const MODEL = 'test-model';
const SEAL_KEY = Buffer.alloc(32, 7);
const KEYS = { key: SEAL_KEY, renewKey: () => Buffer.alloc(32, 8) };

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
    const store = RosterStore.open(temporaryFolder(), KEYS);
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
    const store = RosterStore.open(folder, KEYS);
    store.apply([part(1, { ayu: ['a1'] })]);
    store.close();
    const again = RosterStore.open(folder, KEYS);
    expect(Buffer.from(again.pack().templates.buffer)).toEqual(embeddingOf('a1'));
    again.close();
    expect(readFileSync(join(folder, 'roster.db')).includes(embeddingOf('a1').subarray(0, 64))).toBe(false);
  });

  it('stays as it is when a delta builds on another version or does not come out as the hub meant it', () => {
    const store = RosterStore.open(temporaryFolder(), KEYS);
    store.apply([part(3, { ayu: ['a1'] })]);
    expect(store.apply([part(5, { ayu: ['a1'] }, { base: 4, people: {} })])).toEqual({ kind: 'wrong-base' });
    const wrong = part(4, { ayu: ['a1'], budi: ['b1'] }, { base: 3, people: {} });
    expect(store.apply([wrong])).toEqual({ kind: 'wrong-digest' });
    expect(store.state()).toMatchObject({ version: 3 });
    expect(store.pack().employees).toEqual(['ayu']);
    store.close();
  });

  it('is erased as a whole, and says so once for each template; doing it again erases nothing more', () => {
    const folder = temporaryFolder();
    const store = RosterStore.open(folder, KEYS);
    store.apply([part(3, { ayu: ['a1', 'a2'], budi: [] })]);
    store.markJournaled();
    expect(store.erase()).toBeNull();
    expect(store.state()).toEqual({ version: 0, digest: null, model: null });
    expect(store.pack()).toMatchObject({ version: 0, employees: [] });
    const proof = { type: 'roster', version: 0, digest: rosterDigest([]), employees: 0, templates: 0 };
    expect(store.unjournaled()).toEqual([{ ...proof, erased: ['a1', 'a2'] }]);
    store.erase();
    expect(store.unjournaled()).toEqual([
      { ...proof, erased: ['a1', 'a2'] },
      { ...proof, erased: [] },
    ]);
    const sealed = readFileSync(join(folder, 'roster.db'));
    expect(sealed.includes('Pegawai ayu')).toBe(false);
    store.close();
  });

  it('is sealed with another key after it was erased, so that older copies of its file tell nobody anything', () => {
    const next = randomBytes(32);
    let renewed = 0;
    const renewKey = () => {
      renewed++;
      return next;
    };
    const folder = temporaryFolder();
    const store = RosterStore.open(folder, { key: SEAL_KEY, renewKey });
    store.apply([part(1, { ayu: ['a1'] })]);
    store.erase();
    expect(renewed).toBe(1);
    store.apply([part(2, { budi: ['b1'] })]);
    store.close();
    const again = RosterStore.open(folder, { key: next, renewKey });
    expect(again.pack().employees).toEqual(['budi']);
    again.close();
    const old = RosterStore.open(folder, { key: SEAL_KEY, renewKey });
    expect(() => old.pack()).toThrow();
    old.close();
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

describe('the people of a roster', () => {
  const listed = (name: string, nipEnd: string, templates: string[] = []) => {
    const [person] = part(1, { [name]: templates }).put;
    if (person === undefined) throw new Error('There is one person in this part.');
    return { ...person, name: `${name} Contoh`, nipEnd };
  };
  const ayu = listed('Ayu', '011001', ['a1']);
  const ani = listed('Ani', '031002');
  const assist = { pin: '$scrypt$ln=15,r=8,p=1$c2FsdA$aGFzaA', card: null };

  function rosterOf(...put: RosterPart['put']): RosterPart {
    const digest = rosterDigest(put.map((one) => ({ ...one, templates: one.templates.map(({ id }) => id) })));
    return { ...part(1, {}), put, digest };
  }

  it('are found by the beginning of any word of their name and by the end of their NIP, faces or not', () => {
    const store = RosterStore.open(temporaryFolder(), KEYS);
    expect(store.apply([rosterOf(ayu, ani)]).kind).toBe('applied');
    expect(store.search('a', 9).map(({ name, hasFace }) => [name, hasFace])).toEqual([
      ['Ani Contoh', false],
      ['Ayu Contoh', true],
    ]);
    expect(store.search('con', 9)).toHaveLength(2);
    expect(store.search('1002', 9).map(({ name }) => name)).toEqual(['Ani Contoh']);
    for (const nobody of ['ontoh', '%', '_', '\\', '1001 ', '2'])
      expect(store.search(nobody, 1).length).toBeLessThan(2);
    expect(store.search('%', 9)).toEqual([]);
    store.close();
  });

  it('without a face are compared with nobody', () => {
    const store = RosterStore.open(temporaryFolder(), KEYS);
    store.apply([rosterOf(ani)]);
    expect(store.pack()).toMatchObject({ employees: [], dimension: 0 });
    expect(store.person(ani.employee as EmployeeId)).toMatchObject({ name: 'Ani Contoh' });
    store.close();
  });

  it('who may assist are known to the unit alone: what proves them is sealed on the disk', () => {
    const folder = temporaryFolder();
    const store = RosterStore.open(folder, KEYS);
    expect(store.assistants()).toEqual([]);
    store.apply([rosterOf({ ...ayu, assist }, ani)]);
    expect(store.assistants()).toEqual([ayu.employee]);
    expect(store.assist(ayu.employee as EmployeeId)).toEqual(assist);
    expect(store.assist(ani.employee as EmployeeId)).toBeNull();
    store.close();
    for (const file of readdirSync(folder)) expect(readFileSync(join(folder, file)).includes('scrypt')).toBe(false);
    const again = RosterStore.open(folder, KEYS);
    expect(again.assist(ayu.employee as EmployeeId)).toEqual(assist);
    again.close();
  });

  it('are not what the hub meant where somebody assists who should not', () => {
    const store = RosterStore.open(temporaryFolder(), KEYS);
    const { digest } = rosterOf(ayu, ani);
    expect(store.apply([{ ...rosterOf({ ...ayu, assist }, ani), digest }])).toEqual({ kind: 'wrong-digest' });
    store.close();
  });
});
