import {
  LookAlikeDecision,
  type LookAlikePair,
  LookAlikePair as LookAlikePairSchema,
  LookAlikePairs,
} from '@hadir/shared/api/enrolment';
import { Uuid } from '@hadir/shared/api/people';
import { findCalibration } from '@hadir/shared/face/find-model';
import { matchThreshold } from '@hadir/shared/face/match-threshold';
import { readModelManifest } from '@hadir/shared/face/model-manifest';
import { and, desc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { Type } from 'typebox';
import type { CommandSender } from '../commands/command-sender.ts';
import { employees, opds, templates, users } from '../database/schema.ts';
import { lookAlikes } from '../database/tables/enrolment.ts';
import { eraseFaces } from '../employees/erase-faces.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { refreshRosters } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import type { LookAlikeScanner } from './look-alike-scanner.ts';

const tags = ['look-alikes'];
const onlyBkd = { access: ['admin_bkd' as const] };
const one = alias(employees, 'one_person');
const other = alias(employees, 'other_person');
const SHOWN = 500;

export function registerLookAlikes(
  app: App,
  { database: { db }, modelManifest }: FeatureDependencies,
  sender: CommandSender,
  scanner: LookAlikeScanner,
): void {
  app.get(
    '/api/look-alikes',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'Pairs of one office whose faces are easily taken for each other, the most alike first.',
        querystring: Type.Object({ decided: Type.Optional(Type.Boolean()) }),
        response: { 200: LookAlikePairs, ...problemResponses },
      },
    },
    async (request) => ({
      pairs: await list(request.query.decided === true ? isNotNull(lookAlikes.decision) : isNull(lookAlikes.decision)),
      officesLeft: await scanner.officesLeft(),
    }),
  );

  app.post(
    '/api/look-alikes/scan',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'Compares everybody with everybody of the same office again, in the background.',
        response: { 202: Type.Object({ officesLeft: Type.Integer() }), ...problemResponses },
      },
    },
    async (request, reply) => {
      await scanner.again(signedIn(request).id);
      return reply.code(202).send({ officesLeft: await scanner.officesLeft() });
    },
  );

  app.post(
    '/api/look-alikes/:id/decide',
    {
      config: onlyBkd,
      schema: {
        tags,
        description:
          'strict: their doors ask more of them. not-a-problem: they do not. same-person: the faces of the one named are erased.',
        params: Type.Object({ id: Uuid }),
        body: LookAlikeDecision,
        response: { 200: LookAlikePairSchema, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { decision, remove, note } = request.body;
      const by = signedIn(request).id;
      const doors = await db.transaction(async (tx) => {
        const [pair] = await tx.select().from(lookAlikes).where(eq(lookAlikes.id, id)).for('update');
        if (!pair) throw notFound('Pasangan ini');
        if (decision === 'same-person' && remove !== pair.one && remove !== pair.other)
          throw fieldProblem('remove-missing', 'remove', 'Pilih wajah pegawai mana yang dihapus.');
        await tx
          .update(lookAlikes)
          .set({ decision, decidedAt: new Date(), decidedBy: by, note: note?.trim() || null })
          .where(eq(lookAlikes.id, id));
        const erased =
          decision === 'same-person' && remove !== undefined
            ? await eraseFaces(tx, eq(templates.employee, remove))
            : [];
        await writeAudit(tx, by, 'look-alikes-decided', id, {
          ...request.body,
          people: [pair.one, pair.other],
          erased,
        });
        const offices = await tx
          .selectDistinct({ opd: employees.opd })
          .from(employees)
          .where(sql`${employees.id} IN (${pair.one}, ${pair.other})`);
        const changed: string[] = [];
        for (const { opd } of offices.sort((a, b) => (a.opd < b.opd ? -1 : 1)))
          changed.push(...(await refreshRosters(tx, opd)));
        return changed;
      });
      sender.wakeDoors(doors);
      const [shown] = await list(eq(lookAlikes.id, id), true);
      if (!shown) throw notFound('Pasangan ini');
      return shown;
    },
  );

  /** A pair whose one half has no face any more is no pair; a decided one is shown all the same. */
  async function list(which: SQL, evenWithoutFaces = false): Promise<LookAlikePair[]> {
    const calibration = findCalibration(await readModelManifest(modelManifest));
    const rows = await db
      .select({
        pair: lookAlikes,
        one: { name: one.name, nip: one.nip, position: one.position, faces: facesOf(lookAlikes.one) },
        other: { name: other.name, nip: other.nip, position: other.position, faces: facesOf(lookAlikes.other) },
        opdName: opds.name,
        roster: sql<number>`(SELECT count(*)::int FROM ${templates} t JOIN ${employees} e ON e.id = t.employee
          WHERE e.opd = ${one.opd} AND e.active AND t.model = ${lookAlikes.model} AND t.removed_at IS NULL)`,
        decidedBy: users.name,
      })
      .from(lookAlikes)
      .innerJoin(one, eq(one.id, lookAlikes.one))
      .innerJoin(other, eq(other.id, lookAlikes.other))
      .innerJoin(opds, eq(opds.id, one.opd))
      .leftJoin(users, eq(users.id, lookAlikes.decidedBy))
      .where(and(which, evenWithoutFaces ? undefined : and(eq(one.opd, other.opd), one.active, other.active)))
      .orderBy(desc(lookAlikes.score))
      .limit(SHOWN);
    return rows
      .filter((row) => evenWithoutFaces || row.pair.decision !== null || (row.one.faces > 0 && row.other.faces > 0))
      .map(({ pair, opdName, roster, decidedBy, ...people }) => ({
        id: pair.id,
        people: [
          { employee: pair.one, ...people.one },
          { employee: pair.other, ...people.other },
        ],
        opdName,
        model: pair.model,
        score: pair.score,
        threshold: matchThreshold(calibration, roster),
        foundAt: pair.foundAt.toISOString(),
        decision: pair.decision,
        decidedAt: pair.decidedAt?.toISOString() ?? null,
        decidedBy,
        note: pair.note,
      }));
  }
}

function facesOf(employee: typeof lookAlikes.one | typeof lookAlikes.other) {
  return sql<number>`(SELECT count(*)::int FROM ${templates} t
    WHERE t.employee = ${employee} AND t.model = ${lookAlikes.model} AND t.removed_at IS NULL)`;
}
