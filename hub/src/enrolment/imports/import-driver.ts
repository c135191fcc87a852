import { findCalibration } from '@hadir/shared/face/find-model';
import { readModelManifest } from '@hadir/shared/face/model-manifest';
import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { CommandSender } from '../../commands/command-sender.ts';
import { enrolmentImportLines, enrolmentImports } from '../../database/tables/enrolment.ts';
import type { FeatureDependencies } from '../../http/api-dependencies.ts';
import { applyNextPerson, finishImport } from './apply-import.ts';
import { checkSomeLines, finishCheck, type ImportWork } from './check-import.ts';

/** Imports that nobody woke, because another hub took them in and is gone, are found after this long. */
const LOOK_EVERY_MS = 30_000;
/** An import whose dry run nobody followed up is erased after so many days. */
const FORGOTTEN_DAYS = 7;

/**
 * Carries imports on, one after the other, from where the database says they are: when one was sent or is to be applied
 * (`wake`), at the start, and every half minute.
 */
export class ImportDriver {
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

  start(): void {
    this.#timer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
    this.wake();
  }

  /** Resolves when the step under way is committed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Returns at once; what caused it must be committed. */
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
    const { database, authority, photos: describer, modelManifest, log } = this.#dependencies;
    const { db } = database;
    try {
      await this.#forget();
      const open = await db
        .select()
        .from(enrolmentImports)
        .where(inArray(enrolmentImports.state, ['checking', 'applying']))
        .orderBy(asc(enrolmentImports.createdAt));
      if (open.length === 0) return;
      const calibration = findCalibration(await readModelManifest(modelManifest));
      const work: ImportWork = { db, templateKey: authority.templateKey, describer, calibration };
      for (const { id, state, appliedBy } of open) {
        if (state === 'checking') await this.#check(work, id);
        else await this.#apply(work, id, appliedBy);
      }
    } catch (error) {
      log.error({ err: error }, 'an import of photos could not be carried on; it is tried again in half a minute');
    }
  }

  async #check(work: ImportWork, id: string): Promise<void> {
    while (!this.#stopped && (await isIn(work, id, 'checking'))) {
      if (await checkSomeLines(work, id)) continue;
      // Lines that another hub holds are not done yet: the next look comes back to this import.
      if (await hasLines(work, id, 'waiting')) return;
      await finishCheck(work, id);
      return;
    }
  }

  async #apply(work: ImportWork, id: string, by: string | null): Promise<void> {
    while (!this.#stopped && (await isIn(work, id, 'applying'))) {
      const doors = await applyNextPerson(work, id, by);
      if (doors !== null) this.#sender.wakeDoors(doors);
      else if (await hasLines(work, id, 'ready')) return;
      else {
        await finishImport(work, id);
        return;
      }
    }
  }

  async #forget(): Promise<void> {
    const { db } = this.#dependencies.database;
    const forgotten = await db
      .update(enrolmentImports)
      .set({ state: 'cancelled', finishedAt: new Date() })
      .where(
        and(
          eq(enrolmentImports.state, 'checked'),
          lt(enrolmentImports.createdAt, sql`now() - make_interval(days => ${FORGOTTEN_DAYS})`),
        ),
      )
      .returning({ id: enrolmentImports.id });
    for (const { id } of forgotten) await eraseImportPhotos(db, id);
  }
}

/** Whatever an import still held of anybody's face. */
export async function eraseImportPhotos(db: Pick<ImportWork['db'], 'update'>, id: string): Promise<void> {
  await db
    .update(enrolmentImportLines)
    .set({ sealedPhoto: null, sealedCrop: null, sealedTemplate: null })
    .where(eq(enrolmentImportLines.import, id));
}

async function isIn({ db }: ImportWork, id: string, state: 'checking' | 'applying'): Promise<boolean> {
  const [there] = await db
    .select({ id: enrolmentImports.id })
    .from(enrolmentImports)
    .where(and(eq(enrolmentImports.id, id), eq(enrolmentImports.state, state)));
  return there !== undefined;
}

async function hasLines({ db }: ImportWork, id: string, outcome: 'waiting' | 'ready'): Promise<boolean> {
  const [there] = await db
    .select({ row: enrolmentImportLines.row })
    .from(enrolmentImportLines)
    .where(and(eq(enrolmentImportLines.import, id), eq(enrolmentImportLines.outcome, outcome)))
    .limit(1);
  return there !== undefined;
}
