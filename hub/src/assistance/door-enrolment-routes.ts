import { type DoorEnrolment, DoorEnrolments } from '@hadir/shared/api/assistance';
import { sql } from 'drizzle-orm';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { problemResponses } from '../http/problem-responses.ts';

const SHOWN = 100;

/** What supervisors enrolled at doors of late, newest first; pictures are among the submissions. */
export function registerDoorEnrolments(app: App, { database: { db } }: FeatureDependencies): void {
  app.get(
    '/api/assistance/enrolments',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags: ['assistance'], response: { 200: DoorEnrolments, ...problemResponses } },
    },
    async () => {
      const rows = await db.execute<Omit<DoorEnrolment, 'takenAt'> & { takenAt: number }>(sql`
        SELECT f.session, f.employee, e.name, e.nip, o.name AS "opdName",
          coalesce(s.name, f.supervisor::text) AS "supervisorName", d.name AS "doorName", z.zone,
          (extract(epoch FROM f.taken_at) * 1000)::float8 AS "takenAt", f.looks, f.usable, f.advice, w.state
        FROM door_enrolments f
        JOIN employees e ON e.id = f.employee
        JOIN opds o ON o.id = e.opd
        JOIN doors d ON d.id = f.door
        JOIN opds z ON z.id = d.opd
        LEFT JOIN employees s ON s.id = f.supervisor
        LEFT JOIN enrolment_submissions w ON w.id = f.submission
        ORDER BY f.taken_at DESC LIMIT ${SHOWN}`);
      const enrolments = rows.map((row) => ({ ...row, takenAt: new Date(Math.round(row.takenAt)).toISOString() }));
      return { enrolments };
    },
  );
}
