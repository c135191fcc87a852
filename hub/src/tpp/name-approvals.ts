import { and, eq, inArray, or } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { ratings } from '../database/tables/performance.ts';
import { requestSteps } from '../database/tables/requests.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DONE: Partial<Record<string, string>> = {
  submitted: 'Diajukan',
  endorsed: 'Disetujui atasan',
  verified: 'Diverifikasi kepegawaian',
};

/**
 * Says who stands behind what a fact calls its approvals: a user's id, `rating/<id>`, or `<request>/<number of its
 * step>`. What is none of these (the number of a decree, say) stands for itself.
 */
export async function nameApprovals(
  db: Pick<Database['db'], 'select'>,
  approvals: readonly string[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(approvals)];
  const people = wanted.filter((each) => UUID.test(each));
  const rated = wanted.flatMap((each) => (each.startsWith('rating/') ? [each.slice(7)] : []));
  const steps = wanted.flatMap((each) => {
    const [request = '', number = ''] = each.split('/');
    return UUID.test(request) && /^\d+$/.test(number) ? [{ request, number: Number(number) }] : [];
  });
  const named = new Map(wanted.map((each) => [each, each]));
  if (people.length > 0)
    for (const { id, name } of await db
      .select({ id: users.id, name: users.name })
      .from(users)
      .where(inArray(users.id, people)))
      named.set(id, name);
  if (rated.length > 0)
    for (const { id, name, source } of await db
      .select({ id: ratings.id, name: users.name, source: ratings.source })
      .from(ratings)
      .leftJoin(users, eq(users.id, ratings.by))
      .where(inArray(ratings.id, rated)))
      named.set(`rating/${id}`, `Penilaian kinerja oleh ${name ?? 'sistem'}${source === 'import' ? ' (impor)' : ''}`);
  if (steps.length > 0)
    for (const { request, number, state, name } of await db
      .select({
        request: requestSteps.request,
        number: requestSteps.number,
        state: requestSteps.state,
        name: users.name,
      })
      .from(requestSteps)
      .leftJoin(users, eq(users.id, requestSteps.by))
      .where(
        or(...steps.map((step) => and(eq(requestSteps.request, step.request), eq(requestSteps.number, step.number)))),
      ))
      named.set(`${request}/${number}`, `${DONE[state] ?? state}: ${name ?? 'sistem'}`);
  return named;
}
