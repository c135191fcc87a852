import { ApiProblem } from './api-problem.ts';

/**
 * @param fields those that the form shows
 * @returns the problem's messages for these fields, by field; empty where the problem is about something else.
 */
export function fieldErrors(error: unknown, fields: readonly string[]): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(
    error.fields
      .map(({ field, message }) => [field.replace(/^[/.]*(body[/.])?/, ''), message] as const)
      .filter(([field]) => fields.includes(field)),
  );
}
