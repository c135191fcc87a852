import { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { describe, expect, it } from 'vitest';
import { nationalDefaults } from '../rules/policy/default-editions.ts';
import { checkedEdition } from './check-edition.ts';
import { type FormSchema, findFormProblems } from './find-form-problems.ts';

const editions = nationalDefaults();
const formOf = (kind: string) =>
  PolicyEdition.anyOf.find((schema) => schema.properties.kind.const === kind) as FormSchema;

/** Every place in a document, with the path that forms name it by. */
function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

function putAt<T>(value: T, path: readonly string[], put: (holder: Record<string, unknown>, name: string) => void): T {
  const copy = structuredClone(value);
  let holder = copy as Record<string, unknown>;
  for (const name of path.slice(0, -1)) holder = holder[name] as Record<string, unknown>;
  put(holder, path.at(-1) ?? '');
  return copy;
}

const refusal = (value: unknown): { fields: { field: string; message: string }[] } => {
  try {
    checkedEdition(value as PolicyEdition);
  } catch (error) {
    return JSON.parse(JSON.stringify(error));
  }
  throw new Error('It was accepted.');
};

describe('the form of a policy', () => {
  it('is right in everything that the product ships with', () => {
    for (const edition of editions) expect(findFormProblems(formOf(edition.kind), edition)).toEqual([]);
  });

  it('is refused with the name of the field wherever a value is nonsense or missing, in the language of the officer', () => {
    let tried = 0;
    for (const edition of editions) {
      const places = placesIn(edition.document).filter((path) => path.length > 0);
      // A calendar has the same four fields a hundred times; the first of each list speak for the others.
      for (const path of places.filter((each) => each.every((name) => !(Number(name) > 0)))) {
        const field = ['document', ...path].join('.');
        const nonsense = putAt(edition, ['document', ...path], (holder, name) => {
          holder[name] = typeof holder[name] === 'number' ? 'x' : -7.5;
        });
        const problems = findFormProblems(formOf(edition.kind), nonsense);
        expect(problems.map((each) => each.field)).toEqual([field]);
        expect(problems[0]?.message).toMatch(/^(Isi|Pilih|Harus|Tulis|Kosongkan)/);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(250);
  });

  it('is judged by the pattern that was meant, not by all that there are', () => {
    const schedules = editions.find(({ kind }) => kind === 'schedules');
    const wrong = putAt(
      schedules,
      ['document', 'schedules', '0', 'pattern', 'week', 'mon', 'start'],
      (holder, name) => {
        holder[name] = '7.30';
      },
    );
    expect(refusal(wrong).fields).toEqual([
      {
        field: 'document.schedules.0.pattern.week.mon.start',
        message: 'Tulis jam sebagai 07:30, dari 00:00 sampai 23:59.',
      },
    ]);
    const unknown = putAt(schedules, ['document', 'schedules', '0', 'pattern', 'kind'], (holder, name) => {
      holder[name] = 'bulanan';
    });
    expect(refusal(unknown).fields).toEqual([
      { field: 'document.schedules.0.pattern.kind', message: 'Pilih salah satu: week, cycle, rota.' },
    ]);
  });

  it('has no fields that nobody reads, no codes that are none, and no texts that cannot be kept', () => {
    const tpp = editions.find(({ kind }) => kind === 'tpp');
    const put = (path: string[], value: unknown) =>
      refusal(
        putAt(tpp, path, (holder, name) => {
          holder[name] = value;
        }),
      ).fields.map(({ field }) => field);
    const { leaveWithoutTpp: _, ...before } = (tpp?.document ?? {}) as Record<string, unknown>;
    expect(findFormProblems(formOf('tpp'), { ...tpp, document: before })).toEqual([]);
    const { ratings: __, ...less } = (tpp?.document ?? {}) as Record<string, unknown>;
    expect(refusal({ ...tpp, document: less }).fields).toEqual([
      { field: 'document.ratings', message: 'Wajib diisi.' },
    ]);
    expect(put(['document', 'toleransi'], 5)).toEqual(['document.toleransi']);
    expect(put(['document', 'rates', 'TL 1'], { percent: '1', clause: 'x' })).toEqual(['document.rates.TL 1']);
    expect(put(['document', 'rates', 'constructor'], { percent: '1', clause: 'x' })).toEqual([
      'document.rates.constructor',
    ]);
    expect(put(['document', 'rates', 'TL1', 'percent'], '0,5')).toEqual(['document.rates.TL1.percent']);
    expect(put(['legalBasis'], '   ')).toEqual(['legalBasis']);
    expect(put(['document', 'manipulationClause'], 'Perbup \ud800')).toEqual(['document.manipulationClause']);
  });

  it('needs days that the calendar has and that somebody may have meant', () => {
    const [edition] = editions;
    const messageOf = (change: object) => refusal({ ...edition, ...change }).fields;
    expect(messageOf({ effectiveFrom: '2026-02-30' })).toEqual([
      { field: 'effectiveFrom', message: 'Tanggal ini tidak ada di kalender.' },
    ]);
    expect(messageOf({ effectiveTo: '9999-01-01' })[0]?.field).toBe('effectiveTo');
    expect(messageOf({ effectiveFrom: '0000-01-01' })[0]?.field).toBe('effectiveFrom');
  });
});
