import { and, eq } from 'drizzle-orm';
import { WorkLoop } from '../background/work-loop.ts';
import { frozenSheets } from '../database/tables/tpp.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { HttpProblem } from '../http/http-problem.ts';
import { asZone } from '../opds/zone.ts';
import { freezeSheet } from './freeze-sheet.ts';
import { isFrozen } from './is-frozen.ts';
import { openMonthSource } from './month-source.ts';
import { workOutOpenSheet } from './read-sheet.ts';
import { endSheet, keepRun, leaveRun, nextSheet, type TakenRun, takeRun } from './run-store.ts';

type Sheet = NonNullable<Awaited<ReturnType<typeof nextSheet>>>;

const FAILED =
  'Gagal karena kesalahan di hub; daftar ini tidak berubah. Coba lagi; bila terulang, hubungi operator hub.';

/** The run is no longer wanted, or the hub stops. */
class RunStopped extends Error {
  override readonly name = 'RunStopped';
  readonly code = 'run-stopped';
}

/**
 * Works the sheets of a month out, or freezes them, office by office in the background; any of several hubs does. Each
 * office is one transaction, so that a hub that dies in the midst leaves an office settled or untouched, and the run
 * goes on with those that are left.
 */
export class MonthRuns {
  readonly #dependencies: FeatureDependencies;
  readonly #loop: WorkLoop;

  constructor(dependencies: FeatureDependencies) {
    this.#dependencies = dependencies;
    this.#loop = new WorkLoop({
      log: dependencies.log,
      what: 'months of TPP',
      workOnNext: (stopped) => this.#workOnNext(stopped),
    });
  }

  start(): void {
    this.#loop.start();
  }

  wake(): void {
    this.#loop.wake();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #workOnNext(stopped: AbortSignal): Promise<boolean> {
    const { db } = this.#dependencies.database;
    const run = await takeRun(db);
    if (run === null) return false;
    const goOn = async () => {
      if (stopped.aborted || !(await keepRun(db, run.id))) throw new RunStopped('No longer wanted.');
    };
    try {
      for (let sheet = await nextSheet(db, run.id); sheet !== null; sheet = await nextSheet(db, run.id)) {
        await goOn();
        await endSheet(db, run.id, sheet.opd, await this.#workOn(run, sheet, goOn));
      }
      await leaveRun(db, run.id, 'done');
    } catch (error) {
      if (!(error instanceof RunStopped)) throw error;
      await leaveRun(db, run.id, 'waiting');
    }
    return true;
  }

  /** @returns what kept this office's sheet from it, in words for people; null where nothing did */
  async #workOn(run: TakenRun, sheet: Sheet, goOn: () => Promise<void>): Promise<string | null> {
    const { log } = this.#dependencies;
    try {
      if (sheet.digest === null) await this.#workOut(run.month, sheet.opd);
      else await this.#freeze(run, sheet.opd, sheet.digest, sheet.zone, goOn);
      return null;
    } catch (error) {
      if (error instanceof RunStopped) throw error;
      if (!(error instanceof HttpProblem)) {
        log.error({ err: error, run: run.id, opd: sheet.opd }, 'a sheet of TPP could not be worked on');
        return FAILED;
      }
      if (await this.#wasFrozenBefore(run, sheet)) return null;
      if (error.code === 'sheet-changed') await this.#workOut(run.month, sheet.opd);
      return error.message;
    }
  }

  async #workOut(month: string, opd: string): Promise<void> {
    const { database, now } = this.#dependencies;
    if (await isFrozen(database.db, opd, month)) return;
    await workOutOpenSheet(await openMonthSource(database.db, now()), opd, month);
  }

  async #freeze(run: TakenRun, opd: string, digest: string, zone: string, goOn: () => Promise<void>): Promise<void> {
    const { database, now } = this.#dependencies;
    const { month, acceptReason, orderedBy: by } = run;
    const order = { opd, month, zone: asZone(zone), digest, acceptReason, by };
    await freezeSheet(await openMonthSource(database.db, now()), order, goOn);
  }

  /** The hub that worked on it died after the freeze and before it noted that. */
  async #wasFrozenBefore({ month, orderedBy }: TakenRun, { opd, digest }: Sheet): Promise<boolean> {
    const [sheet] = await this.#dependencies.database.db
      .select({ digest: frozenSheets.digest, by: frozenSheets.frozenBy })
      .from(frozenSheets)
      .where(and(eq(frozenSheets.opd, opd), eq(frozenSheets.month, month)));
    return sheet !== undefined && sheet.digest === digest && sheet.by === orderedBy;
  }
}
