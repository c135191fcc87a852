import { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { Compile } from 'typebox/compile';
import { describeInputErrors } from '../http/describe-input-errors.ts';
import { HttpProblem } from '../http/http-problem.ts';
import { findEditionProblems } from '../rules/policy/find-edition-problems.ts';

const schemas = new Map(PolicyEdition.anyOf.map((schema) => [schema.properties.kind.const, Compile(schema)] as const));

/** @throws HttpProblem 422 naming every field whose form is wrong; what its sense is wrong in does not matter to a draft. */
export function checkedEdition(value: { readonly kind: PolicyEdition['kind'] }): PolicyEdition {
  const schema = schemas.get(value.kind);
  if (schema?.Check(value)) return value as PolicyEdition;
  const fields = schema === undefined ? [] : describeInputErrors([...schema.Errors(value)].slice(0, 100));
  throw new HttpProblem(422, 'invalid-policy', 'Ada isian kebijakan yang belum benar. Perbaiki yang ditandai.', {
    fields,
  });
}

/** What keeps an edition from being put into force, with fields as forms name them. */
export function editionProblems(edition: PolicyEdition): { field: string; problem: string }[] {
  return findEditionProblems(edition).map(({ field, problem }) => ({ field: asPath(field), problem }));
}

/** @param pointer JSON pointer @returns the same with dots, as problems of requests name fields. */
export function asPath(pointer: string): string {
  return pointer.replace(/^\//, '').replaceAll('/', '.');
}
