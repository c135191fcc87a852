import { type SQL, sql } from 'drizzle-orm';

/**
 * Many ids as one parameter, for `= ANY (…)`: a statement with a parameter for each is another statement for every
 * number of them, and costs the client and the database more than what it reads.
 */
export function idList(ids: readonly string[]): SQL {
  return sql`ARRAY(SELECT value::uuid FROM json_array_elements_text(${JSON.stringify(ids)}::text::json))`;
}
