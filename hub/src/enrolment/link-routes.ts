import { CreatedEnrolmentLinks, EnrolmentLinks, NewEnrolmentLinks } from '@hadir/shared/api/enrolment';
import { Uuid } from '@hadir/shared/api/people';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { Type } from 'typebox';
import { employees, opds } from '../database/schema.ts';
import { enrolmentLinks } from '../database/tables/enrolment.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { writeAudit } from '../users/write-audit.ts';
import { LINK_HOURS, makeLinks } from './enrolment-links.ts';

const tags = ['enrolment'];
const onlyBkd = { access: ['admin_bkd' as const] };

export function registerLinks(app: App, dependencies: FeatureDependencies): void {
  const {
    database: { db },
    addresses,
    now,
  } = dependencies;

  app.get(
    '/api/enrolment-links',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'Those of the last days, newest first, without what opens them.',
        querystring: Type.Object({ employee: Type.Optional(Uuid), opd: Type.Optional(Uuid) }),
        response: { 200: EnrolmentLinks, ...problemResponses },
      },
    },
    async (request) => {
      const { employee, opd } = request.query;
      const since = new Date(now().getTime() - SHOWN_DAYS * 86_400_000);
      const rows = await db
        .select({ link: enrolmentLinks, name: employees.name, nip: employees.nip, opdName: opds.name })
        .from(enrolmentLinks)
        .innerJoin(employees, eq(employees.id, enrolmentLinks.employee))
        .innerJoin(opds, eq(opds.id, employees.opd))
        .where(
          and(
            gt(enrolmentLinks.createdAt, since),
            employee === undefined ? undefined : eq(enrolmentLinks.employee, employee),
            opd === undefined ? undefined : eq(employees.opd, opd),
          ),
        )
        .orderBy(desc(enrolmentLinks.createdAt))
        .limit(SHOWN);
      const at = now();
      return {
        links: rows.map(({ link, ...person }) => ({
          ...person,
          id: link.id,
          employee: link.employee,
          createdAt: link.createdAt.toISOString(),
          expiresAt: link.expiresAt.toISOString(),
          state: stateOf(link, at),
        })),
      };
    },
  );

  app.post(
    '/api/enrolment-links',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: `A link for each person named, or for everybody of an office without a face. It works once, for ${LINK_HOURS} hours.`,
        body: NewEnrolmentLinks,
        response: { 201: CreatedEnrolmentLinks, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { employees: named, opd } = request.body;
      if ((named === undefined) === (opd === undefined))
        throw fieldProblem('who-missing', 'employees', 'Sebut pegawainya, atau satu OPD.');
      const who = named === undefined ? { opd: opd ?? '' } : { employees: named };
      const { links, left } = await db.transaction((tx) => makeLinks(tx, who, signedIn(request).id, now()));
      if (links.length === 0) {
        throw new HttpProblem(
          409,
          'nobody-to-link',
          'Tidak ada pegawai yang memerlukan tautan: semua sudah punya wajah atau menunggu pemeriksaan.',
        );
      }
      const { https } = addresses();
      return reply.code(201).send({
        links: links.map(({ token, ...link }) => ({ ...link, url: `${https}/daftar-wajah/${token}` })),
        left,
      });
    },
  );

  app.delete(
    '/api/enrolment-links/:id',
    {
      config: onlyBkd,
      schema: { tags, params: Type.Object({ id: Uuid }), response: { 204: Type.Null(), ...problemResponses } },
    },
    async (request, reply) => {
      await db.transaction(async (tx) => {
        const [revoked] = await tx
          .update(enrolmentLinks)
          .set({ revokedAt: now() })
          .where(
            and(
              eq(enrolmentLinks.id, request.params.id),
              isNull(enrolmentLinks.usedAt),
              isNull(enrolmentLinks.revokedAt),
            ),
          )
          .returning({ employee: enrolmentLinks.employee });
        if (!revoked) throw notFound('Tautan yang masih berlaku ini');
        await writeAudit(tx, signedIn(request).id, 'enrolment-link-revoked', revoked.employee, {
          link: request.params.id,
        });
      });
      return reply.code(204).send(null);
    },
  );
}

const SHOWN_DAYS = 7;
const SHOWN = 500;

function stateOf(link: typeof enrolmentLinks.$inferSelect, at: Date): 'open' | 'used' | 'expired' | 'revoked' {
  if (link.usedAt !== null) return 'used';
  if (link.revokedAt !== null) return 'revoked';
  return link.expiresAt <= at ? 'expired' : 'open';
}
