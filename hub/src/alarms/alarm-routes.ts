import { Alarm, AlarmKey, Alarms, SeenAlarm } from '@hadir/shared/api/alarms';
import { Uuid } from '@hadir/shared/api/people';
import { Type } from 'typebox';
import { seenAlarms } from '../database/tables/alarms.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { seenBy } from '../users/scope.ts';
import { writeAudit } from '../users/write-audit.ts';
import { countWaiting, readAlarms } from './read-alarms.ts';

const config = { access: ['admin_bkd', 'leader', 'opd_head', 'inspectorate'] } as const;
const tags = ['alarms'];
const MAX_INT32 = 2_147_483_647;
/** As the list gives it, in one word: unit, binding and number. */
const Place = Type.String({ pattern: '^[a-z0-9-]{1,40}\\.\\d{1,10}\\.\\d{1,10}$' });

/** What looks like an attempt to fool a door or to put it out of action, and who looked after it. */
export function registerAlarms(app: App, { database: { db }, now }: FeatureDependencies): void {
  app.get(
    '/api/alarms',
    {
      config,
      schema: {
        tags,
        description: 'Alarms of the doors that the caller may see, the latest first.',
        querystring: Type.Object({
          opd: Type.Optional(Uuid),
          door: Type.Optional(Uuid),
          state: Type.Optional(Type.Union([Type.Literal('waiting'), Type.Literal('all')])),
          before: Type.Optional(Place),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        }),
        response: { 200: Alarms, ...problemResponses },
      },
    },
    async (request) => {
      const { opd, door, state = 'all', before, limit = 50 } = request.query;
      const scope = seenBy(signedIn(request), opd);
      const page = { scope, door, waiting: state === 'waiting', before: readPlace(before), limit };
      const [alarms, waiting] = await Promise.all([readAlarms(db, page), countWaiting(db, { scope, door })]);
      return { alarms, waiting };
    },
  );

  app.post(
    '/api/alarms/:unit/:binding/:seq/seen',
    {
      config,
      schema: {
        tags,
        description: 'Notes that somebody looked after an alarm, and what he found; once.',
        params: AlarmKey,
        body: SeenAlarm,
        response: { 200: Alarm, ...problemResponses },
      },
    },
    async (request) => {
      const user = signedIn(request);
      const key = request.params;
      const note = request.body.note.trim();
      if (note.length < 3)
        throw fieldProblem('note-short', 'note', 'Tulis apa yang ditemukan, paling sedikit 3 huruf.');
      const one = { scope: seenBy(user), key, waiting: false, limit: 1 };
      const [alarm] = await readAlarms(db, one);
      if (alarm === undefined) throw notFound('Alarm ini');
      const at = now();
      await db.transaction(async (tx) => {
        const kept = await tx
          .insert(seenAlarms)
          .values({ ...key, by: user.id, at, note })
          .onConflictDoNothing()
          .returning({ at: seenAlarms.at });
        if (kept.length === 0)
          throw new HttpProblem(409, 'already-seen', 'Alarm ini sudah ditangani petugas lain. Muat ulang halaman.');
        await writeAudit(tx, user.id, 'alarm-seen', `${key.unit}/${key.binding}/${key.seq}`, { note });
      });
      return { ...alarm, seen: { by: user.name, at: at.toISOString(), note } };
    },
  );
}

function readPlace(place: string | undefined): AlarmKey | undefined {
  if (place === undefined) return undefined;
  const [unit = '', binding, seq] = place.split('.');
  const key = { unit, binding: Number(binding), seq: Number(seq) };
  if (Math.max(key.binding, key.seq) <= MAX_INT32) return key;
  throw fieldProblem('not-a-place', 'before', 'Muat ulang halaman: alarm terakhir tidak dikenal.');
}
