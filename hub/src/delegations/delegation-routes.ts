import { Delegation, Delegations, NewDelegation } from '@hadir/shared/api/delegations';
import { Uuid } from '@hadir/shared/api/people';
import { localDay } from '@hadir/shared/time/local-day';
import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm';
import { Type } from 'typebox';
import type { Database } from '../database/open-database.ts';
import { employees, opds, users } from '../database/schema.ts';
import { delegations } from '../database/tables/requests.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, forbidden, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { checkDays } from '../requests/check-days.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { registerStaff } from './staff-routes.ts';

const tags = ['requests'];
const everybody = { access: 'signed-in' as const };

/** Who stands in for whom: BKD says so of anybody, a head of his office, everybody of himself. */
export function registerDelegations(app: App, dependencies: FeatureDependencies): void {
  const {
    database: { db },
    now,
  } = dependencies;
  registerStaff(app, dependencies);
  const today = () => localDay(now(), 'Asia/Jakarta');

  app.get(
    '/api/delegations',
    { config: everybody, schema: { tags, response: { 200: Delegations, ...problemResponses } } },
    async (request) => ({ delegations: await list(db, signedIn(request), today()) }),
  );

  app.post(
    '/api/delegations',
    {
      config: everybody,
      schema: { tags, body: NewDelegation, response: { 201: Delegation, ...problemResponses } },
    },
    async (request, reply) => {
      const by = signedIn(request);
      const id = await db.transaction((tx) => create(tx, request.body, by));
      const [made] = await list(db, by, today(), sql`${delegations.id} = ${id}::uuid`);
      if (!made) throw notFound('Penugasan ini');
      return reply.code(201).send(made);
    },
  );

  app.post(
    '/api/delegations/:id/revoke',
    {
      config: everybody,
      schema: { tags, params: Type.Object({ id: Uuid }), response: { 204: Type.Null(), ...problemResponses } },
    },
    async (request, reply) => {
      const by = signedIn(request);
      const { id } = request.params;
      await db.transaction(async (tx) => {
        const [row] = await tx.select().from(delegations).where(eq(delegations.id, id)).for('no key update');
        if (!row || !mayManage(by, row)) throw notFound('Penugasan ini');
        if (row.revokedAt !== null) throw new HttpProblem(409, 'already-revoked', 'Penugasan ini sudah diakhiri.');
        await tx.update(delegations).set({ revokedAt: now(), revokedBy: by.id }).where(eq(delegations.id, id));
        await writeAudit(tx, by.id, 'delegation-revoked', id, { principal: row.principal, opd: row.opd });
      });
      return reply.code(204).send(null);
    },
  );
}

interface Place {
  readonly principal: string | null;
  readonly opd: string | null;
}

function mayManage(by: SignedIn, { principal, opd }: Place): boolean {
  if (by.role === 'admin_bkd') return true;
  if (principal !== null) return principal === by.employee;
  return by.role === 'opd_head' && opd === by.opd;
}

async function create(tx: Transaction, wanted: NewDelegation, by: SignedIn): Promise<string> {
  const { principal, opd, acting, from, to, kind } = wanted;
  if ((principal === null) === (opd === null))
    throw fieldProblem('principal-or-opd', 'principal', 'Pilih salah satu: orang yang digantikan, atau kepala OPD.');
  if (!mayManage(by, wanted))
    throw forbidden('Anda hanya dapat menunjuk pengganti untuk diri sendiri atau OPD yang Anda pimpin.');
  checkDays({ from, to });
  if (to < from) throw fieldProblem('range-reversed', 'to', 'Hari terakhir mendahului hari pertama.');
  if (principal === acting) throw fieldProblem('same-person', 'acting', 'Pengganti harus orang lain.');
  for (const [field, id] of [
    ['principal', principal],
    ['acting', acting],
  ] as const) {
    if (id === null) continue;
    const [found] = await tx
      .select({ id: employees.id })
      .from(employees)
      .where(and(eq(employees.id, id), eq(employees.active, true)));
    if (!found) throw fieldProblem('employee-unknown', field, 'Pegawai ini tidak ada.');
  }
  if (opd !== null) {
    const [office] = await tx.select({ id: opds.id }).from(opds).where(eq(opds.id, opd)).for('no key update');
    if (!office) throw fieldProblem('opd-unknown', 'opd', 'OPD ini tidak ada.');
    const [same] = await tx
      .select({ id: delegations.id })
      .from(delegations)
      .where(
        and(
          eq(delegations.opd, opd),
          isNull(delegations.revokedAt),
          ne(delegations.kind, 'delegate'),
          sql`${delegations.from} <= ${to}::date AND ${delegations.to} >= ${from}::date`,
        ),
      );
    // Two at the head of one office would leave nobody answerable.
    if (same && kind !== 'delegate')
      throw fieldProblem(
        'already-acting',
        'from',
        'OPD ini sudah punya Plt/Plh pada hari-hari itu. Akhiri dahulu.',
        409,
      );
  }
  const [row] = await tx
    .insert(delegations)
    .values({ ...wanted, createdBy: by.id })
    .returning({ id: delegations.id });
  if (!row) throw new Error('A delegation was not stored.');
  await writeAudit(tx, by.id, 'delegation-made', row.id, { ...wanted });
  return row.id;
}

async function list(db: Database['db'], viewer: SignedIn, day: string, only?: SQL): Promise<Delegation[]> {
  const seen =
    viewer.role === 'admin_bkd' || viewer.role === 'inspectorate' || viewer.role === 'leader'
      ? sql`true`
      : sql`(${delegations.principal} = ${viewer.employee}::uuid OR ${delegations.acting} = ${viewer.employee}::uuid
          OR ${delegations.opd} = ${viewer.role === 'opd_head' || viewer.role === 'opd_operator' ? viewer.opd : null}::uuid)`;
  const rows = await db
    .select({
      row: delegations,
      principalName: sql<string | null>`(SELECT name FROM employees e WHERE e.id = ${delegations.principal})`,
      actingName: sql<string>`(SELECT name FROM employees e WHERE e.id = ${delegations.acting})`,
      opdName: opds.name,
      createdBy: users.name,
    })
    .from(delegations)
    .leftJoin(opds, eq(opds.id, delegations.opd))
    .leftJoin(users, eq(users.id, delegations.createdBy))
    .where(and(seen, only))
    .orderBy(sql`${delegations.to} DESC`, sql`${delegations.createdAt} DESC`)
    .limit(500);
  return rows.map(({ row, principalName, actingName, opdName, createdBy }) => ({
    id: row.id,
    kind: row.kind,
    principal: row.principal === null ? null : { id: row.principal, name: principalName ?? '' },
    opd: row.opd === null ? null : { id: row.opd, name: opdName ?? '' },
    acting: { id: row.acting, name: actingName },
    from: row.from,
    to: row.to,
    basis: row.basis,
    state: row.revokedAt !== null ? 'revoked' : day < row.from ? 'ahead' : day > row.to ? 'over' : 'now',
    createdBy,
    mayRevoke: row.revokedAt === null && day <= row.to && mayManage(viewer, row),
  }));
}
