import { createHash } from 'node:crypto';
import type { RosterPart } from './command.ts';

/** Somebody of a roster, as far as its digest covers him. */
export interface DigestedPerson extends Pick<RosterPart['put'][number], 'lookAlike' | 'assist'> {
  readonly employee: string;
  readonly templates: Iterable<string>;
}

/**
 * What hub and unit both compute over a whole roster, to know that they mean the same one. Whoever is in it without a
 * face has a line of his own; a roster of before there was anything beside templates has the digest that it had.
 * @returns SHA-256, base64url, over the sorted lines `employee template`, `employee listed`, `employee look-alike` and
 * `employee assist pin card`, where `-` stands for null.
 */
export function rosterDigest(people: Iterable<DigestedPerson>): string {
  const lines: string[] = [];
  for (const { employee, templates, lookAlike, assist } of people) {
    const before = lines.length;
    for (const template of templates) lines.push(`${employee} ${template}\n`);
    if (lines.length === before) lines.push(`${employee} listed\n`);
    if (lookAlike === true) lines.push(`${employee} look-alike\n`);
    if (assist != null) lines.push(`${employee} assist ${assist.pin ?? '-'} ${assist.card ?? '-'}\n`);
  }
  return createHash('sha256').update(lines.sort().join('')).digest('base64url');
}
