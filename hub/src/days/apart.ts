import { DrizzleQueryError } from 'drizzle-orm';

export interface Apart<Result> {
  readonly results: readonly Result[];
  /** Of whom alone it failed, and why. */
  readonly failed: readonly { readonly employee: string; readonly error: unknown }[];
}

/**
 * Works on many people at once and, where that fails, on fewer of them, down to the one at whom it fails: what is wrong
 * with the records of one person must not keep everybody else's days from being judged.
 * @throws DrizzleQueryError as it came: a database that does not answer says nothing of anybody's records
 */
export async function apart<Result>(
  people: readonly string[],
  work: (people: readonly string[]) => Promise<Result>,
): Promise<Apart<Result>> {
  try {
    return { results: [await work(people)], failed: [] };
  } catch (error) {
    if (error instanceof DrizzleQueryError) throw error;
    const [employee] = people;
    if (employee === undefined) throw error;
    if (people.length === 1) return { results: [], failed: [{ employee, error }] };
  }
  const half = Math.ceil(people.length / 2);
  const first = await apart(people.slice(0, half), work);
  const second = await apart(people.slice(half), work);
  return { results: [...first.results, ...second.results], failed: [...first.failed, ...second.failed] };
}
