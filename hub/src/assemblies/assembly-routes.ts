import { Assemblies, Assembly, NewAssembly } from '@hadir/shared/api/assemblies';
import { Uuid } from '@hadir/shared/api/people';
import { Month } from '@hadir/shared/api/tpp-terms';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { seenBy } from '../users/scope.ts';
import { listAssemblies } from './list-assemblies.ts';
import { cancelAssembly, recordAssembly } from './record-assembly.ts';

const tags = ['assemblies'];
const writers = { access: ['admin_bkd' as const, 'opd_head' as const, 'opd_operator' as const] };

/** Assemblies (apel, upacara) and who missed them. */
export function registerAssemblies(app: App, { database: { db }, now }: FeatureDependencies): void {
  const show = async (id: string): Promise<Assembly> => {
    const [found] = await listAssemblies(db, { id });
    if (found === undefined) throw notFound('Apel ini');
    return found;
  };

  app.get(
    '/api/assemblies',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate'] },
      schema: {
        tags,
        querystring: Type.Object({ month: Type.Optional(Month), opd: Type.Optional(Uuid) }),
        response: { 200: Assemblies, ...problemResponses },
      },
    },
    async (request) => {
      const { month, opd } = request.query;
      return { assemblies: await listAssemblies(db, { month, opd: seenBy(signedIn(request), opd).opd }) };
    },
  );

  app.post(
    '/api/assemblies',
    { config: writers, schema: { tags, body: NewAssembly, response: { 201: Assembly, ...problemResponses } } },
    async (request, reply) => {
      const id = await db.transaction((tx) => recordAssembly(tx, request.body, signedIn(request), now()));
      return reply.code(201).send(await show(id));
    },
  );

  app.post(
    '/api/assemblies/:id/cancel',
    {
      config: writers,
      schema: { tags, params: Type.Object({ id: Uuid }), response: { 200: Assembly, ...problemResponses } },
    },
    async (request) => {
      await db.transaction((tx) => cancelAssembly(tx, request.params.id, signedIn(request)));
      return show(request.params.id);
    },
  );
}
