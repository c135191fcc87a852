import { Day } from '@hadir/shared/api/policies/policy-terms';
import { StaffDays } from '@hadir/shared/api/staff';
import { localDay } from '@hadir/shared/time/local-day';
import { sql } from 'drizzle-orm';
import { Type } from 'typebox';
import { readDays } from '../days/read-days.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { checkDays } from '../requests/check-days.ts';
import { readMandates, staffOf } from './mandates.ts';

/** Nobody leads more people directly; the head of a large office has other pages. */
const MOST_STAFF = 500;

type Row = { id: string; name: string; nip: string; position: string | null; opdName: string; zone: string };

/** The attendance of one's own staff, for direct superiors and those who stand in for them. */
export function registerStaff(app: App, { database: { db }, now }: FeatureDependencies): void {
  app.get(
    '/api/staff-days',
    {
      config: { access: 'signed-in' as const },
      schema: {
        tags: ['attendance'],
        description: 'A day of everybody about whom the reader decides, as it is judged now; without a day today.',
        querystring: Type.Object({ day: Type.Optional(Day) }),
        response: { 200: StaffDays, ...problemResponses },
      },
    },
    async (request) => {
      checkDays({ day: request.query.day });
      const viewer = signedIn(request);
      const today = localDay(now(), 'Asia/Jakarta');
      const day = request.query.day ?? today;
      const staff = staffOf(await readMandates(db, viewer, now()), viewer, sql`e.id`, today);
      const people = await db.execute<Row>(sql`
        SELECT e.id, e.name, e.nip, e.position, o.name AS "opdName", o.zone
        FROM employees e JOIN opds o ON o.id = e.opd
        WHERE ${staff} ORDER BY e.name, e.nip LIMIT ${MOST_STAFF}`);
      const judged = await readDays(db, { employees: people.map(({ id }) => id), from: day, to: day, now: now() });
      return {
        day,
        staff: people.map(({ zone, ...employee }) => {
          const [verdict] = judged.get(employee.id) ?? [];
          return {
            employee,
            zone,
            status: verdict?.status ?? null,
            arrival: toInstant(verdict?.arrival?.atMs),
            departure: toInstant(verdict?.departure?.atMs),
            lateMinutes: verdict?.lateMinutes ?? 0,
            earlyMinutes: verdict?.earlyMinutes ?? 0,
          };
        }),
      };
    },
  );
}

function toInstant(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
