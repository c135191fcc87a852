import { Uuid } from '@hadir/shared/api/people';
import { LastMonthRun, MonthRun, NewMonthRun } from '@hadir/shared/api/tpp-runs';
import { Month } from '@hadir/shared/api/tpp-terms';
import { localDay } from '@hadir/shared/time/local-day';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import type { MonthRuns } from './month-runs.ts';
import { cancelRun, orderRun, readRun } from './run-store.ts';

const tags = ['tpp'];
const onlyBkd = { access: ['admin_bkd' as const] };
const ofMonth = Type.Object({ month: Month });
const ofRun = Type.Object({ id: Uuid });

/** The sheets of a whole region worked out, or settled, one office after the other in the background. */
export function registerMonthRuns(app: App, { database: { db }, now }: FeatureDependencies, runs: MonthRuns): void {
  const show = async (id: string): Promise<MonthRun> => {
    const run = await readRun(db, { id });
    if (run === null) throw notFound('Pekerjaan ini');
    return run;
  };

  app.post(
    '/api/tpp/months/:month/runs',
    {
      config: onlyBkd,
      bodyLimit: 524_288,
      schema: {
        tags,
        description:
          'Works the open sheets of a month out anew, or freezes those that were looked at, each as it was looked at: one that changed since stays open and is named.',
        params: ofMonth,
        body: NewMonthRun,
        response: { 202: MonthRun, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { month } = request.params;
      if (month > localDay(now(), 'Asia/Jayapura').slice(0, 7))
        throw fieldProblem('month-to-come', 'month', 'Bulan ini belum berjalan.');
      const id = await orderRun(db, month, request.body, signedIn(request).id, now());
      runs.wake();
      return reply.code(202).send(await show(id));
    },
  );

  app.get(
    '/api/tpp/months/:month/runs/last',
    { config: onlyBkd, schema: { tags, params: ofMonth, response: { 200: LastMonthRun, ...problemResponses } } },
    async (request) => ({ run: await readRun(db, { month: request.params.month }) }),
  );

  app.get(
    '/api/tpp/runs/:id',
    { config: onlyBkd, schema: { tags, params: ofRun, response: { 200: MonthRun, ...problemResponses } } },
    (request) => show(request.params.id),
  );

  app.post(
    '/api/tpp/runs/:id/cancel',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'Stops before the next office. What is frozen stays frozen.',
        params: ofRun,
        response: { 200: MonthRun, ...problemResponses },
      },
    },
    async (request) => {
      const run = await show(request.params.id);
      if (!(await cancelRun(db, run.id, signedIn(request).id)))
        throw new HttpProblem(409, 'run-over', 'Pekerjaan ini sudah selesai, jadi tidak dapat dihentikan.');
      return show(run.id);
    },
  );
}
