import { AssistanceGrounds, AssistedPunch, AssistedPunches } from '@hadir/shared/api/assistance';
import { Uuid } from '@hadir/shared/api/people';
import { UNIT_ID_PATTERN } from '@hadir/shared/ids';
import { Type } from 'typebox';
import { findEmployee } from '../employees/employee-store.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, forbidden, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { maySeeEmployee, seenBy } from '../users/scope.ts';
import { decideAssisted } from './decide-assisted.ts';
import { listAssisted } from './list-assisted.ts';

const tags = ['assistance'];
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD, local' });
const EntryKey = Type.Object({
  unit: Type.String({ pattern: UNIT_ID_PATTERN }),
  binding: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  seq: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
});
const DECISIONS = { refuse: 'refused', restore: 'restored' } as const;
/** More than anybody's day holds. */
const MOST_OF_A_DAY = 200;

/** What supervisors answered for, and what BKD says to it. */
export function registerAssisted(app: App, { database: { db } }: FeatureDependencies): void {
  app.get(
    '/api/assistance/punches',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate'] },
      schema: {
        tags,
        querystring: Type.Object({
          opd: Type.Optional(Uuid),
          supervisor: Type.Optional(Uuid),
          from: Type.Optional(Day),
          to: Type.Optional(Day),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
          offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
        }),
        response: { 200: AssistedPunches, ...problemResponses },
      },
    },
    (request) => {
      const { supervisor, from, to, limit = 100, offset = 0 } = request.query;
      for (const [field, day] of Object.entries({ from, to })) checkDay(field, day);
      const { opd } = seenBy(signedIn(request), request.query.opd);
      return listAssisted(db, { opd, supervisor, from, to, limit, offset });
    },
  );

  app.get(
    '/api/employees/:id/days/:day/assisted',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'What supervisors answered for this employee on this day, refused ones among them.',
        params: Type.Object({ id: Uuid, day: Day }),
        response: { 200: AssistedPunches, ...problemResponses },
      },
    },
    async (request) => {
      const { id, day } = request.params;
      checkDay('day', day);
      const employee = await findEmployee(db, id);
      if (!employee) throw notFound('Pegawai ini');
      if (!maySeeEmployee(signedIn(request), employee)) throw forbidden();
      return listAssisted(db, { employee: id, from: day, to: day, limit: MOST_OF_A_DAY, offset: 0 });
    },
  );

  for (const [name, decision] of Object.entries(DECISIONS))
    app.post(
      `/api/assistance/punches/:unit/:binding/:seq/${name}`,
      {
        config: { access: ['admin_bkd'] },
        schema: {
          tags,
          params: EntryKey,
          body: AssistanceGrounds,
          response: { 200: AssistedPunch, ...problemResponses },
        },
      },
      async (request) => {
        const { params: entry, body } = request;
        const by = signedIn(request).id;
        await db.transaction((tx) => decideAssisted(tx, entry, { decision, reason: body.reason, by }));
        const { punches } = await listAssisted(db, { entry, limit: 1, offset: 0 });
        if (!punches[0]) throw notFound('Presensi bantuan ini');
        return punches[0];
      },
    );
}

function checkDay(field: string, day: string | undefined): void {
  const time = day === undefined ? 0 : Date.parse(`${day}T00:00:00Z`);
  if (day !== undefined && (Number.isNaN(time) || !new Date(time).toISOString().startsWith(day)))
    throw fieldProblem('no-such-day', field, 'Tanggal ini tidak ada di kalender.');
}
