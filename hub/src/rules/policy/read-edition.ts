import { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { Compile } from 'typebox/compile';
import { type EditionProblem, findEditionProblems } from './find-edition-problems.ts';

export type EditionOutcome =
  | { readonly ok: true; readonly edition: PolicyEdition }
  | { readonly ok: false; readonly problems: readonly EditionProblem[] };

const schema = Compile(PolicyEdition);

/** Checks a policy's form and its sense. @returns every problem with the path of its field. */
export function readEdition(value: unknown): EditionOutcome {
  if (!schema.Check(value)) {
    const problems = [...schema.Errors(value)].slice(0, 50).map(({ instancePath, message }) => ({
      field: instancePath,
      problem: message,
    }));
    return { ok: false, problems };
  }
  const problems = findEditionProblems(value);
  return problems.length === 0 ? { ok: true, edition: value } : { ok: false, problems };
}
