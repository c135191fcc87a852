/** One field that two documents have differently; null stands for what is not there. */
export interface Difference {
  /** Names of fields, and of entries of lists by their code, day or place. */
  readonly path: readonly string[];
  readonly before: string | null;
  readonly after: string | null;
}

/** @returns every leaf in which two documents differ; entries of lists are found again by code, day or name. */
export function compareDocuments(before: unknown, after: unknown, path: readonly string[] = []): Difference[] {
  const [old, young] = [entriesOf(before) ?? none(before, after), entriesOf(after) ?? none(after, before)];
  if (old === null || young === null) {
    const [a, b] = [leaf(before), leaf(after)];
    return a === b ? [] : [{ path, before: a, after: b }];
  }
  const names = [...new Set([...old.keys(), ...young.keys()])];
  return names.flatMap((name) => compareDocuments(old.get(name), young.get(name), [...path, name]));
}

/** What is not there has none of the fields of what is: they are told one by one. */
function none(missing: unknown, other: unknown): Map<string, unknown> | null {
  return (missing === undefined || missing === null) && entriesOf(other) !== null ? new Map() : null;
}

function entriesOf(value: unknown): Map<string, unknown> | null {
  if (Array.isArray(value)) {
    const names = value.map((entry, index) => nameOf(entry) ?? String(index + 1));
    // Entries that cannot be told apart by name are compared by their place.
    const distinct = new Set(names).size === names.length;
    return new Map(value.map((entry, index) => [distinct ? (names[index] ?? '') : String(index + 1), entry]));
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;
}

function nameOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) return null;
  for (const key of ['code', 'day', 'name'] as const) {
    const value = (entry as Record<string, unknown>)[key];
    if (typeof value === 'string') return value;
  }
  const target = (entry as Record<string, unknown>).target;
  return typeof target === 'object' ? JSON.stringify(target) : null;
}

function leaf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
