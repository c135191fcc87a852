import { once } from 'node:events';
import { findCalibration, findModel } from '@hadir/shared/face/find-model';
import type { MatchCalibration } from '@hadir/shared/face/model-manifest';
import { readModelManifest } from '@hadir/shared/face/model-manifest';
import { startThread } from '@hadir/shared/threads/start-thread';
import { and, asc, eq, gt, isNull, notExists, sql } from 'drizzle-orm';
import type { CommandSender } from '../commands/command-sender.ts';
import type { Database } from '../database/open-database.ts';
import { employees, opds, templates } from '../database/schema.ts';
import { lookAlikeScans, templateJobs } from '../database/tables/enrolment.ts';
import { openTemplate } from '../employees/seal-template.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { refreshRosters } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import type { ScanTask } from './look-alike-thread.ts';
import { lookAlikeThreshold } from './look-alike-threshold.ts';
import { type FoundPair, storePairs } from './store-pairs.ts';

const LOOK_EVERY_MS = 60_000;

/**
 * Compares everybody with everybody of the same office, one office after the other, once a day: what was enrolled before
 * there was a comparison or by another model, and who has come from another office. Whoever is enrolled is compared then
 * and there.
 */
export class LookAlikeScanner {
  readonly #dependencies: FeatureDependencies;
  readonly #sender: CommandSender;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(dependencies: FeatureDependencies, sender: CommandSender) {
    this.#dependencies = dependencies;
    this.#sender = sender;
  }

  start(): void {
    // Not at once: a hub that has just started has more urgent things to do.
    this.#timer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  wake(): void {
    if (this.#stopped || this.#running !== null) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
    });
  }

  async officesLeft(): Promise<number> {
    return (await this.#findOffices((await this.#readModel()).id)).length;
  }

  /** Forgets which offices were compared. */
  async again(by: string): Promise<void> {
    const { db } = this.#dependencies.database;
    await db.transaction(async (tx) => {
      await tx.delete(lookAlikeScans);
      await writeAudit(tx, by, 'look-alikes-compared-again', 'look-alikes');
    });
    this.wake();
  }

  async #run(): Promise<void> {
    const { database, authority, log } = this.#dependencies;
    try {
      const { id: model, calibration } = await this.#readModel();
      // Half of an office is no office: what is being made again is compared when it is there.
      const [making] = await database.db
        .select({ id: templateJobs.id })
        .from(templateJobs)
        .where(and(eq(templateJobs.model, model), isNull(templateJobs.finishedAt)));
      if (making) return;
      for (const opd of await this.#findOffices(model)) {
        if (this.#stopped) return;
        const pairs = await compareOffice(database.db, authority.templateKey, { opd, model, calibration });
        const doors = await database.db.transaction(async (tx) => {
          await storePairs(tx, model, pairs);
          await tx
            .insert(lookAlikeScans)
            .values({ opd, model })
            .onConflictDoUpdate({ target: [lookAlikeScans.opd, lookAlikeScans.model], set: { at: sql`now()` } });
          return refreshRosters(tx, opd);
        });
        this.#sender.wakeDoors(doors);
      }
    } catch (error) {
      log.error(
        { err: error },
        'the faces of an office could not be compared with each other; tried again in a minute',
      );
    }
  }

  async #readModel(): Promise<{ id: string; calibration: MatchCalibration }> {
    const manifest = await readModelManifest(this.#dependencies.modelManifest);
    return { id: findModel(manifest, 'embedder').id, calibration: findCalibration(manifest) };
  }

  async #findOffices(model: string): Promise<string[]> {
    const { db } = this.#dependencies.database;
    const rows = await db
      .selectDistinct({ opd: opds.id })
      .from(opds)
      .innerJoin(employees, and(eq(employees.opd, opds.id), employees.active))
      .innerJoin(
        templates,
        and(eq(templates.employee, employees.id), eq(templates.model, model), isNull(templates.removedAt)),
      )
      .where(
        notExists(
          db
            .select({ one: sql`1` })
            .from(lookAlikeScans)
            .where(
              and(
                eq(lookAlikeScans.opd, opds.id),
                eq(lookAlikeScans.model, model),
                gt(lookAlikeScans.at, sql`now() - interval '1 day'`),
              ),
            ),
        ),
      );
    return rows.map(({ opd }) => opd);
  }
}

async function compareOffice(
  db: Database['db'],
  templateKey: Buffer,
  { opd, model, calibration }: { opd: string; model: string; calibration: MatchCalibration },
): Promise<readonly FoundPair[]> {
  const rows = await db
    .select({ id: templates.id, employee: templates.employee, sealed: templates.sealed })
    .from(templates)
    .innerJoin(employees, eq(employees.id, templates.employee))
    .where(and(eq(employees.opd, opd), employees.active, eq(templates.model, model), isNull(templates.removedAt)))
    .orderBy(asc(templates.employee), asc(templates.id));
  const faces = rows.flatMap(({ id, employee, sealed }) =>
    sealed === null
      ? []
      : [{ employee, embedding: openTemplate(templateKey, { template: id, employee, model }, sealed) }],
  );
  if (new Set(faces.map(({ employee }) => employee)).size < 2) return [];
  const dimension = faces[0]?.embedding.length ?? 0;
  const packed = new Float32Array(faces.length * dimension);
  for (const [i, { embedding }] of faces.entries()) packed.set(embedding, i * dimension);
  const task: ScanTask = {
    employees: faces.map(({ employee }) => employee),
    templates: packed,
    threshold: lookAlikeThreshold(calibration, faces.length),
  };
  // The work grows with the square of the office; requests are answered meanwhile.
  const thread = startThread(new URL('./look-alike-thread.ts', import.meta.url), {});
  try {
    thread.postMessage(task, [packed.buffer]);
    const [pairs] = (await once(thread, 'message')) as [FoundPair[]];
    return pairs;
  } finally {
    await thread.terminate();
  }
}
