/** @returns what a policy says under a code that a region made up; `constructor` is a code like any other, and not the object's own. */
export function lookUp<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
