/**
 * What texts of a policy say where nobody has yet compared a figure or a number with the regulation; a regular
 * expression for JavaScript and for PostgreSQL, without regard to case.
 */
export const UNCHECKED =
  'perlu diperiksa|belum diperiksa|belum ditetapkan|belum diisi|belum dicocokkan|wajib dicocokkan';

const pattern = new RegExp(UNCHECKED, 'i');

export function isUnchecked(text: string): boolean {
  return pattern.test(text);
}

/** @returns the paths of all texts that say so: `document.procedure.0.clause`. */
export function findUnchecked(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return isUnchecked(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => findUnchecked(inner, path === '' ? name : `${path}.${name}`));
}
