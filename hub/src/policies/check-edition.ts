import { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { Compile } from 'typebox/compile';
import { describeInputErrors } from '../http/describe-input-errors.ts';
import { type FieldProblem, HttpProblem } from '../http/http-problem.ts';
import { findEditionProblems } from '../rules/policy/find-edition-problems.ts';
import { findAmbiguities } from './find-ambiguities.ts';
import { type FormSchema, findFormProblems } from './find-form-problems.ts';
import { isDay } from './is-day.ts';

const schemas = new Map(
  PolicyEdition.anyOf.map((schema) => [
    schema.properties.kind.const,
    { form: schema as FormSchema, compiled: Compile(schema) },
  ]),
);

/** @throws HttpProblem 422 naming every field whose form is wrong; what its sense is wrong in does not matter to a draft. */
export function checkedEdition(value: { readonly kind: PolicyEdition['kind'] }): PolicyEdition {
  const schema = schemas.get(value.kind);
  if (schema === undefined) throw invalid([{ field: 'kind', message: 'Jenis kebijakan ini tidak ada.' }]);
  const fields = findFormProblems(schema.form, value);
  if (fields.length > 0) throw invalid(fields);
  if (!schema.compiled.Check(value)) throw invalid(describeInputErrors([...schema.compiled.Errors(value)]));
  const spans = daysOutOfRange(value);
  if (spans.length > 0) throw invalid(spans);
  return value;
}

/** What keeps an edition from being put into force, with fields as forms name them. */
export function editionProblems(edition: PolicyEdition): { field: string; problem: string }[] {
  return [...findEditionProblems(edition), ...findAmbiguities(edition)].map(({ field, problem }) => ({
    field: asPath(field),
    problem,
  }));
}

/** @param pointer JSON pointer @returns the same with dots, as problems of requests name fields. */
export function asPath(pointer: string): string {
  return pointer.replace(/^\//, '').replaceAll('/', '.');
}

function invalid(fields: FieldProblem[]): HttpProblem {
  const detail = 'Ada isian kebijakan yang belum benar. Perbaiki yang ditandai.';
  return new HttpProblem(422, 'invalid-policy', detail, { fields });
}

const [FIRST, LAST] = ['1990-01-01', '2100-12-31'];

/** Other days of a document may wait; these two are kept as dates, and the database knows no 30 February. */
function daysOutOfRange({ effectiveFrom, effectiveTo }: PolicyEdition): FieldProblem[] {
  return Object.entries({ effectiveFrom, effectiveTo }).flatMap(([field, day]) => {
    if (day === null || (FIRST <= day && day <= LAST && isDay(day))) return [];
    const message = isDay(day)
      ? `Tahunnya tidak masuk akal: antara ${FIRST} dan ${LAST}.`
      : 'Tanggal ini tidak ada di kalender.';
    return [{ field, message }];
  });
}
