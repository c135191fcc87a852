import { NewPolicy, Policies, Policy } from '@hadir/shared/api/policies';
import { desc } from 'drizzle-orm';
import { policies } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { writeAudit } from '../users/write-audit.ts';
import type { ScheduleBook } from './schedule-book.ts';

type Row = typeof policies.$inferSelect;

export function registerPolicies(app: App, { database: { db } }: FeatureDependencies, book: ScheduleBook): void {
  app.get(
    '/api/policies',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags: ['policies'], response: { 200: Policies, ...problemResponses } },
    },
    async () => {
      const rows = await db.select().from(policies).orderBy(desc(policies.effectiveFrom), desc(policies.createdAt));
      return { policies: rows.map(toPolicy) };
    },
  );

  app.post(
    '/api/policies',
    {
      config: { access: ['admin_bkd'] },
      schema: { tags: ['policies'], body: NewPolicy, response: { 201: Policy, ...problemResponses } },
    },
    async (request, reply) => {
      checkSense(request.body);
      const stored = await db.transaction(async (tx) => {
        const [row] = await tx.insert(policies).values(request.body).returning();
        if (!row) throw new Error('A policy that was inserted was not returned.');
        await writeAudit(tx, signedIn(request).id, 'policy-added', row.id, { ...request.body });
        return row;
      });
      book.forget();
      return reply.code(201).send(toPolicy(stored));
    },
  );
}

function toPolicy({ id, effectiveFrom, legalBasis, document, createdAt }: Row): Policy {
  // Only documents that passed the schema are stored.
  const schedule = document as NewPolicy['document'];
  return { id, kind: 'schedule', effectiveFrom, legalBasis, document: schedule, createdAt: createdAt.toISOString() };
}

/** What a schema cannot say about a schedule. */
function checkSense({ effectiveFrom, document }: NewPolicy): void {
  if (Number.isNaN(Date.parse(effectiveFrom)) || !new Date(effectiveFrom).toISOString().startsWith(effectiveFrom)) {
    throw fieldProblem('no-such-day', 'effectiveFrom', 'Tanggal ini tidak ada di kalender.');
  }
  for (const [day, time] of Object.entries(document.days)) {
    if (time !== null && time.end <= time.start) {
      throw fieldProblem('end-before-start', `document.days.${day}`, 'Jam pulang harus sesudah jam masuk.');
    }
  }
}
