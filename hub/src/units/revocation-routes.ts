import { Revocation } from '@hadir/shared/api/units';
import { UNIT_ID_PATTERN } from '@hadir/shared/ids';
import { eq } from 'drizzle-orm';
import { Type } from 'typebox';
import { units } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { revokeUnit } from './revoke-unit.ts';

export function registerRevocations(app: App, { database, now }: FeatureDependencies): void {
  app.post(
    '/api/units/:id/revoke',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags: ['units'],
        description: 'Shuts the unit out at once and for good: its session ends, and it may neither connect nor renew.',
        params: Type.Object({ id: Type.String({ pattern: UNIT_ID_PATTERN }) }),
        body: Revocation,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { reason } = request.body;
      await database.db.transaction(async (tx) => {
        const [known] = await tx.select({ id: units.id }).from(units).where(eq(units.id, id));
        if (known === undefined) throw notFound('Unit ini');
        const revoked = await revokeUnit(tx, { unit: id, by: signedIn(request).id, reason, now: now() });
        if (!revoked) throw new HttpProblem(409, 'already-revoked', 'Unit ini sudah dicabut sebelumnya.');
      });
      request.log.info({ unit: id }, 'a unit was shut out; its session ends on every hub within a second');
      return reply.code(204).send(null);
    },
  );
}
