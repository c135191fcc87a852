import { NewOpd, Opd, Opds } from '@hadir/shared/api/people';
import { opds } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { writeAudit } from '../users/write-audit.ts';
import { asZone } from './zone.ts';

const columns = { id: opds.id, name: opds.name, zone: opds.zone };

export function registerOpds(app: App, { database: { db } }: FeatureDependencies): void {
  app.get(
    '/api/opds',
    { config: { access: 'signed-in' }, schema: { tags: ['opds'], response: { 200: Opds, ...problemResponses } } },
    async () => {
      const rows = await db.select(columns).from(opds).orderBy(opds.name);
      return { opds: rows.map((row) => ({ ...row, zone: asZone(row.zone) })) };
    },
  );

  app.post(
    '/api/opds',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags: ['opds'], body: NewOpd, response: { 201: Opd, ...problemResponses } },
    },
    async (request, reply) => {
      const opd = await db.transaction(async (tx) => {
        const name = request.body.name.trim();
        const { zone } = request.body;
        const [created] = await tx
          .insert(opds)
          .values({ name, zone })
          .onConflictDoNothing({ target: opds.name })
          .returning(columns);
        if (!created) throw fieldProblem('opd-name-taken', 'name', 'OPD dengan nama ini sudah ada.', 409);
        await writeAudit(tx, signedIn(request).id, 'opd-created', created.id, { name, zone });
        return { ...created, zone };
      });
      return reply.code(201).send(opd);
    },
  );
}
