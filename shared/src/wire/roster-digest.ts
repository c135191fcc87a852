import { createHash } from 'node:crypto';

/**
 * What hub and unit both compute over a whole roster, to know that they mean the same one.
 * @returns SHA-256, base64url, over the sorted lines `employee template`.
 */
export function rosterDigest(people: Iterable<{ employee: string; templates: Iterable<string> }>): string {
  const lines: string[] = [];
  for (const person of people) for (const template of person.templates) lines.push(`${person.employee} ${template}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('base64url');
}
