import { DoorModelChoice, FaceModelStates, JobOrder } from '@hadir/shared/api/enrolment';
import { Uuid } from '@hadir/shared/api/people';
import { type ModelManifest, readModelManifest } from '@hadir/shared/face/model-manifest';
import { asc, eq, sql } from 'drizzle-orm';
import { Type } from 'typebox';
import type { CommandSender } from '../commands/command-sender.ts';
import { doors, employees, templates } from '../database/schema.ts';
import { doorModels } from '../database/tables/enrolment.ts';
import { eraseFaces } from '../employees/erase-faces.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { refreshRosters } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { readModels } from './read-models.ts';
import { pauseJob, runJob, type TemplateKeeper } from './template-keeper.ts';

const tags = ['face-models'];
const onlyBkd = { access: ['admin_bkd' as const] };
const params = Type.Object({ id: Type.String({ maxLength: 64 }) });

export function registerModels(
  app: App,
  dependencies: FeatureDependencies,
  sender: CommandSender,
  keeper: TemplateKeeper,
): void {
  const { db } = dependencies.database;
  const readManifest = () => readModelManifest(dependencies.modelManifest);
  const show = async () => readModels(db, await readManifest());

  app.get(
    '/api/face-models',
    { config: onlyBkd, schema: { tags, response: { 200: FaceModelStates, ...problemResponses } } },
    show,
  );

  app.post(
    '/api/face-models/:id/job',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'Makes templates by this model of every face whose picture is kept, or pauses that.',
        params,
        body: JobOrder,
        response: { 200: FaceModelStates, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      const by = signedIn(request).id;
      requireEmbedder(await readManifest(), id);
      if (request.body.do === 'run') await db.transaction((tx) => runJob(tx, id, by));
      else if (!(await db.transaction((tx) => pauseJob(tx, id, by))))
        throw new HttpProblem(409, 'not-running', 'Pembuatan templat ini tidak sedang berjalan.');
      keeper.wake();
      return show();
    },
  );

  app.put(
    '/api/doors/:id/face-model',
    {
      config: onlyBkd,
      schema: {
        tags,
        description:
          'Changes a door over before everybody has a template of the model; null lets the hub decide again.',
        params: Type.Object({ id: Uuid }),
        body: DoorModelChoice,
        response: { 200: FaceModelStates, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { model } = request.body;
      const by = signedIn(request).id;
      if (model !== null) requireEmbedder(await readManifest(), model);
      const changed = await db.transaction(async (tx) => {
        const [door] = await tx.select({ opd: doors.opd }).from(doors).where(eq(doors.id, id));
        if (!door) throw notFound('Pintu ini');
        if (model === null) await tx.delete(doorModels).where(eq(doorModels.door, id));
        else
          await tx
            .insert(doorModels)
            .values({ door: id, model, by })
            .onConflictDoUpdate({ target: doorModels.door, set: { model, by, at: new Date() } });
        await writeAudit(tx, by, 'door-model-chosen', id, { model });
        return refreshRosters(tx, door.opd);
      });
      sender.wakeDoors(changed);
      return show();
    },
  );

  app.post(
    '/api/face-models/:id/retire',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'Erases every template of a model that no door uses any more and that is not the newest.',
        params,
        response: { 200: FaceModelStates, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      const by = signedIn(request).id;
      const { models } = await show();
      const model = models.find((one) => one.id === id);
      if (!model) throw notFound('Model ini');
      if (model.standing === 'newest' || model.doors > 0)
        throw new HttpProblem(409, 'model-in-use', 'Model ini masih dipakai. Tunggu sampai semua pintu beralih.');
      const changed = await db.transaction(async (tx) => {
        // Whoever has nothing else keeps it: without, he would have to be photographed again before he is recognised.
        const alone = sql`EXISTS (SELECT 1 FROM ${templates} other WHERE other.employee = ${templates.employee}
          AND other.removed_at IS NULL AND other.model <> ${id})`;
        const erased = await eraseFaces(tx, sql`${templates.model} = ${id} AND ${alone}`);
        await writeAudit(tx, by, 'model-retired', id, { templates: erased.length });
        const offices = await tx.selectDistinct({ id: employees.opd }).from(employees).orderBy(asc(employees.opd));
        const told: string[] = [];
        for (const office of offices) told.push(...(await refreshRosters(tx, office.id)));
        return told;
      });
      sender.wakeDoors(changed);
      return show();
    },
  );
}

function requireEmbedder(manifest: ModelManifest, id: string): void {
  if (manifest.files.some((file) => file.role === 'embedder' && file.id === id)) return;
  throw fieldProblem('model-unknown', 'model', 'Hub ini tidak punya model itu.');
}
