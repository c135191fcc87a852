import { randomUUID } from 'node:crypto';
import { findModel } from '@hadir/shared/face/find-model';
import { readModelManifest } from '@hadir/shared/face/model-manifest';
import { and, asc, eq, isNotNull, isNull, notExists, sql } from 'drizzle-orm';
import type { CommandSender } from '../commands/command-sender.ts';
import type { Database } from '../database/open-database.ts';
import { employees, settings, templates } from '../database/schema.ts';
import { faceCrops, templateCrops, templateFailures, templateJobs } from '../database/tables/enrolment.ts';
import { photoAdvice } from '../employees/photo-advice.ts';
import { openCrop } from '../employees/seal-crop.ts';
import { sealTemplate } from '../employees/seal-template.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { NEWEST_MODEL, refreshRosters, type Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

const LOOK_EVERY_MS = 30_000;
/** Faces between two looks at whether the job was paused, and between two commits. */
const BATCH = 10;

/**
 * Makes templates by another model from the pictures that are kept, and lets each door change over when its time has
 * come. Where a job is, the database knows: which faces have no template of the model yet.
 */
export class TemplateKeeper {
  readonly #dependencies: FeatureDependencies;
  readonly #sender: CommandSender;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(dependencies: FeatureDependencies, sender: CommandSender) {
    this.#dependencies = dependencies;
    this.#sender = sender;
  }

  async start(): Promise<void> {
    const { database, modelManifest, log } = this.#dependencies;
    try {
      const newest = findModel(await readModelManifest(modelManifest), 'embedder').id;
      await database.db
        .insert(settings)
        .values({ name: NEWEST_MODEL, value: newest })
        .onConflictDoUpdate({ target: settings.name, set: { value: newest } });
    } catch (error) {
      // Everything but faces works without it.
      log.error({ err: error }, 'the manifest of the face models cannot be used; no face can be enrolled until it can');
    }
    this.#timer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
    this.wake();
  }

  /** Resolves when the faces under way are committed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  wake(): void {
    if (this.#stopped) return;
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (this.#again) {
        this.#again = false;
        this.wake();
      }
    });
  }

  async #run(): Promise<void> {
    const { database, log } = this.#dependencies;
    try {
      const jobs = await database.db.select().from(templateJobs).where(eq(templateJobs.state, 'running'));
      for (const { id, model } of jobs) await this.#carryOn(id, model);
      await this.#changeOver();
    } catch (error) {
      log.error(
        { err: error },
        'templates could not be made again; nothing of what was made is lost, and it is tried again in half a minute',
      );
    }
  }

  async #carryOn(id: string, model: string): Promise<void> {
    const { db } = this.#dependencies.database;
    while (!this.#stopped) {
      const [job] = await db.select({ state: templateJobs.state }).from(templateJobs).where(eq(templateJobs.id, id));
      if (job?.state !== 'running') return;
      if (await this.#makeSome(model)) continue;
      if (await hasLeft(db, model)) return;
      await db.transaction(async (tx) => {
        await tx.update(templateJobs).set({ state: 'done', finishedAt: new Date() }).where(eq(templateJobs.id, id));
        await writeAudit(tx, null, 'templates-made-again', model);
      });
      return;
    }
  }

  /** @returns whether there was any face to look at. */
  async #makeSome(model: string): Promise<boolean> {
    const { database, authority, photos } = this.#dependencies;
    return database.db.transaction(async (tx) => {
      const crops = await tx
        .select({ id: faceCrops.id, employee: faceCrops.employee, sealed: faceCrops.sealed })
        .from(faceCrops)
        .where(lacking(tx, model))
        .orderBy(asc(faceCrops.employee), asc(faceCrops.createdAt))
        .limit(BATCH)
        .for('update', { skipLocked: true });
      for (const { id: crop, employee, sealed } of crops) {
        if (sealed === null) continue;
        const outcome = await photos.describe(openCrop(authority.templateKey, { crop, employee }, sealed), model);
        if (outcome.kind !== 'described') {
          await tx.insert(templateFailures).values({ crop, model, reason: photoAdvice(outcome) });
          continue;
        }
        const template = randomUUID();
        const own = sealTemplate(authority.templateKey, { template, employee, model }, outcome.embedding);
        await tx.insert(templates).values({ id: template, employee, model, sealed: own });
        await tx.insert(templateCrops).values({ template, crop });
      }
      return crops.length > 0;
    });
  }

  /** Doors whose model should be another by now, also since their unit runs another. */
  async #changeOver(): Promise<void> {
    const { db } = this.#dependencies.database;
    const offices = await db
      .select({ opd: employees.opd })
      .from(employees)
      .innerJoin(templates, and(eq(templates.employee, employees.id), isNull(templates.removedAt)))
      .where(eq(employees.active, true))
      .groupBy(employees.opd)
      .having(sql`count(DISTINCT ${templates.model}) > 1`);
    for (const { opd } of offices) {
      if (this.#stopped) return;
      this.#sender.wakeDoors(await db.transaction((tx) => refreshRosters(tx, opd)));
    }
  }
}

/** Pictures of enrolled faces that the model has neither described nor failed at. */
function lacking(db: Pick<Database['db'], 'select'>, model: string) {
  return and(
    isNotNull(faceCrops.sealed),
    sql`EXISTS (SELECT 1 FROM ${templateCrops} tc JOIN ${templates} t ON t.id = tc.template
      WHERE tc.crop = ${faceCrops.id} AND t.removed_at IS NULL)`,
    sql`NOT EXISTS (SELECT 1 FROM ${templateCrops} tc JOIN ${templates} t ON t.id = tc.template
      WHERE tc.crop = ${faceCrops.id} AND t.model = ${model})`,
    notExists(
      db
        .select({ one: sql`1` })
        .from(templateFailures)
        .where(and(eq(templateFailures.crop, faceCrops.id), eq(templateFailures.model, model))),
    ),
  );
}

async function hasLeft(db: Pick<Database['db'], 'select'>, model: string): Promise<boolean> {
  const [left] = await db.select({ id: faceCrops.id }).from(faceCrops).where(lacking(db, model)).limit(1);
  return left !== undefined;
}

/** Starts the making of templates by a model, or lets it go on. */
export async function runJob(tx: Transaction, model: string, by: string): Promise<void> {
  await tx.delete(templateFailures).where(eq(templateFailures.model, model));
  const [open] = await tx
    .update(templateJobs)
    .set({ state: 'running' })
    .where(and(eq(templateJobs.model, model), isNull(templateJobs.finishedAt)))
    .returning({ id: templateJobs.id });
  if (open === undefined) await tx.insert(templateJobs).values({ model, startedBy: by });
  await writeAudit(tx, by, 'template-job-started', model);
}

export async function pauseJob(tx: Transaction, model: string, by: string): Promise<boolean> {
  const [paused] = await tx
    .update(templateJobs)
    .set({ state: 'paused' })
    .where(and(eq(templateJobs.model, model), eq(templateJobs.state, 'running')))
    .returning({ id: templateJobs.id });
  if (paused) await writeAudit(tx, by, 'template-job-paused', model);
  return paused !== undefined;
}
