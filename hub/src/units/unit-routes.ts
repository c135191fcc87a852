import { Journal, Quarantine, Unit, Units } from '@hadir/shared/api/units';
import { UNIT_ID_PATTERN } from '@hadir/shared/ids';
import { desc, eq, lt } from 'drizzle-orm';
import { Type } from 'typebox';
import { quarantine, users } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { seenBy } from '../users/scope.ts';
import { readJournal } from './read-journal.ts';
import { listUnits } from './unit-store.ts';

export function registerUnits(app: App, { database: { db }, now }: FeatureDependencies): void {
  app.get(
    '/api/units',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head'] },
      schema: { tags: ['units'], response: { 200: Units, ...problemResponses } },
    },
    async (request) => {
      const at = now();
      return { at: at.toISOString(), units: await listUnits(db, { opd: seenBy(signedIn(request)).opd }, at) };
    },
  );

  app.get(
    '/api/units/:id',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head'] },
      schema: {
        tags: ['units'],
        params: Type.Object({ id: Type.String({ pattern: UNIT_ID_PATTERN }) }),
        response: { 200: Unit, ...problemResponses },
      },
    },
    async (request) => {
      const { opd } = seenBy(signedIn(request));
      const [unit] = await listUnits(db, { unit: request.params.id, opd }, now());
      if (!unit) throw notFound('Unit ini');
      return unit;
    },
  );

  app.get(
    '/api/units/:id/journal',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head'] },
      schema: {
        tags: ['units'],
        description: 'Entries of one binding in order, exactly as the unit signed them.',
        params: Type.Object({ id: Type.String({ pattern: UNIT_ID_PATTERN }) }),
        querystring: Type.Object({
          binding: Type.Integer({ minimum: 1 }),
          after: Type.Optional(Type.Integer({ minimum: 0, description: 'number of the last entry already read' })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
        }),
        response: { 200: Journal, ...problemResponses },
      },
    },
    async (request) => {
      const { opd } = seenBy(signedIn(request));
      const { id } = request.params;
      const [unit] = await listUnits(db, { unit: id, opd }, now());
      if (!unit) throw notFound('Unit ini');
      const { binding, after = 0, limit = 500 } = request.query;
      return { entries: await readJournal(db, { unit: id, binding, after, limit }) };
    },
  );

  app.get(
    '/api/quarantine',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags: ['units'],
        querystring: Type.Object({
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
          before: Type.Optional(Type.String({ pattern: '^\\d{1,18}$', description: 'id of the last one shown' })),
        }),
        response: { 200: Quarantine, ...problemResponses },
      },
    },
    async (request) => {
      const { limit = 100, before } = request.query;
      const rows = await db
        .select({
          id: quarantine.id,
          unit: quarantine.unit,
          reason: quarantine.reason,
          detail: quarantine.detail,
          bytes: quarantine.bytes,
          times: quarantine.times,
          receivedAt: quarantine.receivedAt,
          decision: quarantine.decision,
          decidedBy: users.name,
          decidedAt: quarantine.decidedAt,
        })
        .from(quarantine)
        .leftJoin(users, eq(users.id, quarantine.decidedBy))
        .where(before === undefined ? undefined : lt(quarantine.id, BigInt(before)))
        .orderBy(desc(quarantine.id))
        .limit(limit);
      return {
        messages: rows.map((row) => ({
          ...row,
          id: String(row.id),
          receivedAt: row.receivedAt.toISOString(),
          decision: row.decision ?? ('waiting' as const),
          decidedAt: row.decidedAt?.toISOString() ?? null,
        })),
      };
    },
  );
}
