import { ClaimAnswer, ClaimRequest } from '@hadir/shared/wire/claim';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { sha256Base64url } from './check-proof.ts';
import { enrolUnit } from './enrol-unit.ts';
import { enrolmentProblem } from './enrolment-problem.ts';
import { readUnitFacts } from './read-unit-facts.ts';

/** The JSON claim of units that do not speak EST yet. */
export function registerLegacyClaim(app: App, dependencies: FeatureDependencies): void {
  app.post(
    '/api/unit/claim',
    {
      config: { access: 'public', rateLimit: { max: 30, timeWindow: '1 minute' } },
      bodyLimit: 32_768,
      schema: { tags: ['units'], body: ClaimRequest, response: { 200: ClaimAnswer, ...problemResponses } },
    },
    async (request) => {
      const csrHash = sha256Base64url(request.body.csr);
      const outcome = await enrolUnit(dependencies, { ...request.body, csrHash });
      if (outcome.kind !== 'enrolled') throw enrolmentProblem(outcome);
      const { unit, binding, hubKey, broker, authorities } = await readUnitFacts(dependencies, outcome.unit);
      if (binding === null) throw enrolmentProblem({ kind: 'claim-used' });
      const { certificate } = outcome;
      return { unit, binding: binding.number, door: binding.door, certificate, ca: authorities, hubKey, broker };
    },
  );
}
