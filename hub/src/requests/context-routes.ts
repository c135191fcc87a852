import { Uuid } from '@hadir/shared/api/people';
import { Day } from '@hadir/shared/api/policies/policy-terms';
import { Colleagues, RequestDays } from '@hadir/shared/api/requests';
import { isCalendarDay } from '@hadir/shared/time/calendar-day';
import { localDay } from '@hadir/shared/time/local-day';
import { eq, sql } from 'drizzle-orm';
import { Type } from 'typebox';
import { requests } from '../database/tables/requests.ts';
import { readDays } from '../days/read-days.ts';
import { readChains } from '../delegations/decision-chain.ts';
import { capacityFor, readMandates } from '../delegations/mandates.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { asZone } from '../opds/zone.ts';
import { readPolicyBook } from '../policies/read-policy-book.ts';
import type { DayVerdict } from '../rules/day/day-verdict.ts';
import { addDays } from '../rules/discipline/working-days.ts';
import { leaveKindsOn, titleOf } from './request-options.ts';
import { sightOf } from './sight.ts';
import { asksFor } from './write-request.ts';

const tags = ['requests'];
const everybody = { access: 'signed-in' as const };
/** Who decides looks at so many days at most. */
const MOST_DAYS = 31;
const MOST_PEOPLE = 20;

/** What a decision is made by, beside the request itself: the days as they are, and who else is away. */
export function registerRequestContext(app: App, { database: { db }, now }: FeatureDependencies): void {
  app.get(
    '/api/requests/:id/days',
    {
      config: everybody,
      schema: { tags, params: Type.Object({ id: Uuid }), response: { 200: RequestDays, ...problemResponses } },
    },
    async (request) => {
      const viewer = signedIn(request);
      const today = localDay(now(), 'Asia/Jakarta');
      const [row] = await db.select().from(requests).where(eq(requests.id, request.params.id));
      const chain = row && (await readChains(db, [row.employee], today)).get(row.employee);
      if (!row || !chain) throw notFound('Permohonan ini');
      const capacity = capacityFor(await readMandates(db, viewer, now()), viewer, chain);
      const sight = sightOf(viewer, row, { opd: chain.opd, capacity, decided: false });
      // A witness is asked what he saw, and not shown how the day is judged.
      if (sight === 'none' || sight === 'witness') throw notFound('Permohonan ini');
      // What has not begun says nothing yet.
      const [to = row.to] = [row.to, addDays(row.from, MOST_DAYS - 1), localDay(now(), asZone(chain.zone))].sort();
      const judged = await readDays(db, { employees: [row.employee], from: row.from, to, now: now() });
      return {
        zone: chain.zone,
        days: await presentDays(row.employee, judged.get(row.employee) ?? []),
        away: row.subject.kind === 'absence' ? await whoIsAway(chain.opd, row.employee, row.from, row.to) : [],
      };
    },
  );

  app.get(
    '/api/my-days/:day',
    {
      config: everybody,
      schema: {
        tags,
        description:
          'A day as it is judged now, for asking about it: one’s own, or that of somebody for whom one may ask.',
        params: Type.Object({ day: Day }),
        querystring: Type.Object({ employee: Type.Optional(Uuid) }),
        response: { 200: RequestDays, ...problemResponses },
      },
    },
    async (request) => {
      const { day } = request.params;
      if (!isCalendarDay(day)) throw notFound('Hari ini');
      const { employee } = await asksFor(db, signedIn(request), request.query.employee);
      const chain = (await readChains(db, [employee], day)).get(employee);
      if (!chain) throw notFound('Hari ini');
      const judged = await readDays(db, { employees: [employee], from: day, to: day, now: now() });
      return { zone: chain.zone, days: await presentDays(employee, judged.get(employee) ?? []), away: [] };
    },
  );

  app.get(
    '/api/colleagues',
    {
      config: everybody,
      schema: {
        tags,
        description: 'People of one’s own office (for BKD: of any), whom one may name as a witness or in one’s place.',
        querystring: Type.Object({ q: Type.String({ maxLength: 200 }) }),
        response: { 200: Colleagues, ...problemResponses },
      },
    },
    async (request) => {
      const viewer = signedIn(request);
      const words = request.query.q.trim().replace(/[\\%_]/g, (symbol) => `\\${symbol}`);
      const everywhere = viewer.role === 'admin_bkd';
      const rows = await db.execute<{
        id: string;
        name: string;
        nip: string;
        position: string | null;
        opdName: string;
      }>(
        sql`SELECT e.id, e.name, e.nip, e.position, o.name AS "opdName"
            FROM employees e JOIN opds o ON o.id = e.opd
            WHERE e.active AND (${everywhere} OR e.opd = ${viewer.opd}::uuid)
              AND (e.name ILIKE ${`%${words}%`} OR e.nip LIKE ${`${words.replace(/[\s.]/g, '')}%`})
            ORDER BY e.name, e.nip LIMIT ${MOST_PEOPLE}`,
      );
      return { colleagues: rows.map((row) => ({ ...row })) };
    },
  );

  /** The verdicts with every entry of those days, by which somebody names the one that does not show him. */
  async function presentDays(employee: string, verdicts: readonly DayVerdict[]): Promise<RequestDays['days']> {
    const first = verdicts[0]?.day;
    if (first === undefined) return [];
    const sightings = await db.execute<Sighting>(sql`
      SELECT p.unit || '/' || p.binding || '/' || p.seq AS id, p.day::text AS day, p.seen_at::text AS at,
        coalesce(d.name, '') AS "doorName"
      FROM punches p LEFT JOIN doors d ON d.id = p.door
      WHERE p.employee = ${employee}::uuid
        AND p.day BETWEEN ${first}::date AND ${verdicts.at(-1)?.day ?? first}::date + 1
      ORDER BY p.seen_at LIMIT 1000`);
    return verdicts.map((verdict) => presentDay(verdict, sightings));
  }

  /** Of the same office, handed in or approved. What kind a medical leave is of is nobody's business but the deciders'. */
  async function whoIsAway(opd: string, except: string, from: string, to: string): Promise<RequestDays['away']> {
    const { book } = await readPolicyBook(db);
    const rows = await db.execute<{
      name: string;
      subject: Parameters<typeof titleOf>[0];
      medical: boolean;
      from: string;
      to: string;
    }>(sql`
      SELECT e.name, r.subject, r.medical, r.from_day::text AS "from", r.to_day::text AS "to"
      FROM requests r JOIN employees e ON e.id = r.employee AND e.opd = ${opd}::uuid
      WHERE r.employee <> ${except}::uuid AND r.subject->>'kind' = 'absence'
        AND r.state IN ('submitted', 'endorsed', 'verified') AND r.from_day <= ${to}::date AND r.to_day >= ${from}::date
      ORDER BY r.from_day, e.name LIMIT 50`);
    return rows.map(({ name, subject, medical, from: first, to: last }) => ({
      name,
      title: medical ? 'Cuti' : titleOf(subject, leaveKindsOn(book, first)),
      from: first,
      to: last,
    }));
  }
}

type Sighting = { id: string; day: string; at: string; doorName: string };

function presentDay(verdict: DayVerdict, sightings: readonly Sighting[]): RequestDays['days'][number] {
  const { day, status, arrival, departure, lateMinutes, earlyMinutes, final, evidence } = verdict;
  const own = sightings.filter((seen) => seen.day === day || evidence.includes(seen.id));
  return {
    day,
    status,
    arrival: arrival === null ? null : new Date(arrival.atMs).toISOString(),
    departure: departure === null ? null : new Date(departure.atMs).toISOString(),
    lateMinutes,
    earlyMinutes,
    final,
    entries: own.map(({ id, at, doorName }) => ({ id, at: new Date(at).toISOString(), doorName })),
  };
}
