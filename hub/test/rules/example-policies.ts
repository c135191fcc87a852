import type { EditionOf, PolicyKind } from '@hadir/shared/api/policies/policy-edition';
import { regionDefaults } from '../../src/rules/policy/default-editions.ts';
import { PolicyBook } from '../../src/rules/policy/policy-book.ts';

const regions = regionDefaults();

/** The default editions of a region. */
export function defaultsOf(code: string) {
  const region = regions.find((candidate) => candidate.code === code);
  if (!region) throw new Error(`No region ${code}.`);
  return region.editions;
}

export const exampleBook = new PolicyBook(defaultsOf('jember'));

/** The edition of that region that is in force in July 2026. */
export function exampleEdition<Kind extends PolicyKind>(kind: Kind, region = 'jember'): EditionOf<Kind> {
  return new PolicyBook(defaultsOf(region)).inForce(kind, '2026-07-01');
}
