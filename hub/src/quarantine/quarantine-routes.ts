import {
  Quarantine,
  QuarantineDecided,
  QuarantineDecision,
  QuarantineDetail,
  QuarantineState,
} from '@hadir/shared/api/units';
import { UNIT_ID_PATTERN } from '@hadir/shared/ids';
import { eq } from 'drizzle-orm';
import { Type } from 'typebox';
import { quarantine } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { compareHistories } from './compare-histories.ts';
import { decideMessage } from './decide-message.ts';
import { readQuarantine } from './read-quarantine.ts';

const MessageId = Type.String({ pattern: '^\\d{1,18}$' });
const params = Type.Object({ id: MessageId });
const config = { access: ['admin_bkd'] } as const;
const tags = ['quarantine'];

export function registerQuarantine(app: App, { database: { db, sql }, now }: FeatureDependencies): void {
  app.get(
    '/api/quarantine',
    {
      config,
      schema: {
        tags,
        description: 'What was refused, the latest first.',
        querystring: Type.Object({
          unit: Type.Optional(Type.String({ pattern: UNIT_ID_PATTERN })),
          decision: Type.Optional(QuarantineState),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
          before: Type.Optional(Type.String({ pattern: '^\\d{1,18}$', description: 'id of the last one shown' })),
        }),
        response: { 200: Quarantine, ...problemResponses },
      },
    },
    async ({ query: { limit = 100, ...wanted } }) => ({ messages: await readQuarantine(db, { ...wanted, limit }) }),
  );

  app.get(
    '/api/quarantine/:id',
    {
      config,
      schema: {
        tags,
        description: 'A message with its entries beside what the hub holds under the same numbers.',
        params,
        querystring: Type.Object({
          after: Type.Optional(Type.Integer({ minimum: 0, description: 'number of the last entry already read' })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
        }),
        response: { 200: QuarantineDetail, ...problemResponses },
      },
    },
    async ({ params: { id }, query: { after = 0, limit = 200 } }) => {
      const [message] = await readQuarantine(db, { id, limit: 1 });
      const [kept] = await db
        .select({ unit: quarantine.unit, sample: quarantine.sample })
        .from(quarantine)
        .where(eq(quarantine.id, BigInt(id)));
      if (message === undefined || kept === undefined) throw notFound('Pesan karantina ini');
      return { ...message, ...(await compareHistories(sql, { ...message, ...kept }, { after, limit })) };
    },
  );

  app.post(
    '/api/quarantine/:id/decide',
    {
      config,
      schema: {
        tags,
        description: 'Stores the entries of a message as evidence after all, or refuses them; once.',
        params,
        body: QuarantineDecision,
        response: { 200: QuarantineDecided, ...problemResponses },
      },
    },
    async (request) => {
      const { decision, note } = request.body;
      const by = signedIn(request).id;
      const outcome = await decideMessage(sql, { id: request.params.id, decision, note: note.trim(), by, now: now() });
      switch (outcome.kind) {
        case 'decided':
          return { stored: outcome.stored, leftOut: outcome.leftOut };
        case 'unknown':
          throw notFound('Pesan karantina ini');
        case 'decided-before':
          throw new HttpProblem(409, 'already-decided', 'Pesan ini sudah diputuskan. Muat ulang halaman.');
        case 'final':
          throw new HttpProblem(
            409,
            'not-decidable',
            'Pesan ini tidak dapat diputuskan: isinya bukan entri yang ditandatangani unit, atau tidak disimpan utuh.',
          );
        case 'not-storable':
          throw new HttpProblem(409, 'not-storable', outcome.why);
      }
    },
  );
}
