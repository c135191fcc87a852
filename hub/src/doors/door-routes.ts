import { type Door, Door as DoorSchema, Doors, NewDoor } from '@hadir/shared/api/people';
import { and, eq, isNull } from 'drizzle-orm';
import { Type } from 'typebox';
import type { Database } from '../database/open-database.ts';
import { bindings, doors, opds } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { asZone } from '../opds/zone.ts';
import { refreshRosters } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

export function registerDoors(app: App, { database: { db } }: FeatureDependencies): void {
  app.get(
    '/api/doors',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head'] },
      schema: {
        tags: ['doors'],
        querystring: Type.Object({ opd: Type.Optional(NewDoor.properties.opd) }),
        response: { 200: Doors, ...problemResponses },
      },
    },
    async (request) => {
      const { role, opd: own } = signedIn(request);
      const opd = role === 'opd_head' ? (own ?? undefined) : request.query.opd;
      return { doors: await listDoors(db, opd === undefined ? undefined : eq(doors.opd, opd)) };
    },
  );

  app.post(
    '/api/doors',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags: ['doors'], body: NewDoor, response: { 201: DoorSchema, ...problemResponses } },
    },
    async (request, reply) => {
      const { opd } = request.body;
      const name = request.body.name.trim();
      const door = await db.transaction(async (tx) => {
        const [found] = await tx.select({ id: opds.id }).from(opds).where(eq(opds.id, opd));
        if (!found) throw fieldProblem('opd-unknown', 'opd', 'OPD ini tidak ada.');
        const [created] = await tx
          .insert(doors)
          .values({ opd, name })
          .onConflictDoNothing({ target: [doors.opd, doors.name] })
          .returning({ id: doors.id });
        if (!created) throw fieldProblem('door-name-taken', 'name', 'OPD ini sudah punya pintu bernama sama.', 409);
        await refreshRosters(tx, opd);
        await writeAudit(tx, signedIn(request).id, 'door-created', created.id, { opd, name });
        return (await listDoors(tx, eq(doors.id, created.id)))[0] as Door;
      });
      return reply.code(201).send(door);
    },
  );
}

/** Doors with their office and the unit that serves them now, by office and name. */
async function listDoors(
  db: Pick<Database['db'], 'select'>,
  where: ReturnType<typeof eq> | undefined,
): Promise<Door[]> {
  const rows = await db
    .select({
      id: doors.id,
      opd: doors.opd,
      opdName: opds.name,
      name: doors.name,
      zone: opds.zone,
      unit: bindings.unit,
      rosterVersion: doors.rosterVersion,
    })
    .from(doors)
    .innerJoin(opds, eq(opds.id, doors.opd))
    .leftJoin(bindings, and(eq(bindings.door, doors.id), isNull(bindings.until)))
    .where(where)
    .orderBy(opds.name, doors.name);
  return rows.map((row) => ({ ...row, zone: asZone(row.zone) }));
}
