import { DutyChanges, DutyList } from '@hadir/shared/api/duty';
import { Uuid } from '@hadir/shared/api/people';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { seenBy } from '../users/scope.ts';
import { changeDutyList } from './change-duty-list.ts';
import { readDutyList } from './read-duty-list.ts';

const Month = Type.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: 'YYYY-MM' });

export function registerDuty(app: App, { database: { db }, now }: FeatureDependencies): void {
  const tags = ['duty'];

  app.get(
    '/api/duty-lists/:opd/:month',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head', 'opd_operator', 'inspectorate'] },
      schema: {
        tags,
        params: Type.Object({ opd: Uuid, month: Month }),
        response: { 200: DutyList, ...problemResponses },
      },
    },
    (request) => {
      const { opd, month } = request.params;
      seenBy(signedIn(request), opd);
      return readDutyList(db, { opd, month, now: now() });
    },
  );

  app.put(
    '/api/duty-lists',
    {
      config: { access: ['admin_bkd', 'opd_head', 'opd_operator'] },
      bodyLimit: 1024 * 1024,
      schema: {
        tags,
        body: DutyChanges,
        response: { 200: Type.Object({ changed: Type.Integer() }), ...problemResponses },
      },
    },
    async (request) => {
      const user = signedIn(request);
      const { opd } = seenBy(user);
      await db.transaction((tx) => changeDutyList(tx, request.body, { by: user.id, opd, now: now() }));
      return { changed: request.body.changes.length };
    },
  );
}
