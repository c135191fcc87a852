import type { QuarantineDetail } from '@hadir/shared/api/units';

type Entries = NonNullable<QuarantineDetail['entries']>;

/** One field of two entries of the same number, as text; null where an entry lacks it. */
interface ComparedField {
  readonly name: string;
  readonly held: string | null;
  readonly other: string | null;
  readonly differs: boolean;
}

export interface ComparedPair {
  readonly seq: number;
  /** `onlyHeld`, `onlyOther`: the other side has no entry of this number. */
  readonly relation: 'same' | 'different' | 'onlyHeld' | 'onlyOther';
  /** What the entries are, `punch` for example; null where there is none or it does not say. */
  readonly heldType: string | null;
  readonly otherType: string | null;
  readonly fields: readonly ComparedField[];
}

/** Puts two histories beside each other, number by number and field by field. */
export function compareHistories(entries: Entries): ComparedPair[] {
  return entries.map(({ seq, held, other }) => {
    const left = flatten(held);
    const right = flatten(other);
    const fields = [...new Set([...left.keys(), ...right.keys()])].map((name) => {
      const [a, b] = [left.get(name) ?? null, right.get(name) ?? null];
      return { name, held: a, other: b, differs: a !== b };
    });
    const relation =
      held === null
        ? 'onlyOther'
        : other === null
          ? 'onlyHeld'
          : fields.some(({ differs }) => differs)
            ? 'different'
            : 'same';
    return { seq, relation, heldType: left.get('type') ?? null, otherType: right.get('type') ?? null, fields };
  });
}

/** Nested objects become `clock.source`; lists stay one value. */
function flatten(value: unknown, prefix = ''): Map<string, string> {
  const fields = new Map<string, string>();
  if (typeof value !== 'object' || value === null) return fields;
  for (const [key, inner] of Object.entries(value)) {
    const name = prefix + key;
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      for (const [deep, text] of flatten(inner, `${name}.`)) fields.set(deep, text);
    else fields.set(name, typeof inner === 'string' ? inner : JSON.stringify(inner));
  }
  return fields;
}

/** Fields that every entry has and that say nothing about what happened. */
const TECHNICAL = /^(v|type|unit|binding|seq|prev|boot|uptimeMs|clock\..*)$/;

export function isTechnical(name: string): boolean {
  return TECHNICAL.test(name);
}
