import { Claim, NewClaim } from '@hadir/shared/api/units';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { refuseLooseClaim } from '../procedures/refuse-loose-claim.ts';
import { writeAudit } from '../users/write-audit.ts';
import { createClaim, presentClaim } from './create-claim.ts';

/** Claims for doors that stand empty; a procedure makes its own. */
export function registerClaims(app: App, dependencies: FeatureDependencies): void {
  const { database, now } = dependencies;
  app.post(
    '/api/claims',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags: ['units'], body: NewClaim, response: { 201: Claim, ...problemResponses } },
    },
    async (request, reply) => {
      const { door } = request.body;
      const made = await database.db.transaction(async (tx) => {
        await refuseLooseClaim(tx, door);
        const claim = await createClaim(tx, { door, procedure: null, now: now() });
        if (claim === null) throw fieldProblem('door-unknown', 'door', 'Pintu ini tidak ada.');
        const { expiresAt } = claim;
        await writeAudit(tx, signedIn(request).id, 'claim-made', door, { expiresAt: expiresAt.toISOString() });
        return claim;
      });
      return reply.code(201).send(presentClaim(dependencies, made));
    },
  );
}
