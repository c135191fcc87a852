import { localDay } from '@hadir/shared/time/local-day';
import { eq, sql } from 'drizzle-orm';
import { mainZone, regionZones } from '../attendance/region-zones.ts';
import { WorkLoop } from '../background/work-loop.ts';
import { dataImports } from '../database/tables/imports.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { checkFile } from './check-file.ts';
import type { ImportSpec, ImportWork } from './import-spec.ts';
import { importSpec } from './import-specs.ts';
import {
  forgetFiles,
  noteImportProgress,
  orderOf,
  readChanges,
  setImportState,
  storeChanges,
  takeImport,
} from './import-store.ts';
import type { RawTable } from './raw-table.ts';
import { readTable } from './read-table.ts';

type Taken = NonNullable<Awaited<ReturnType<typeof takeImport>>>;

/** Advisory lock: any number, the same in every hub. Imports are applied one after the other. */
const IMPORT_LOCK = 4_823_107;
const CHANGED_MEANWHILE =
  'Data di Hadir berubah sejak berkas ini diperiksa, jadi belum ada yang diubah. Periksa hasil yang baru, lalu terapkan lagi.';
const FAILED =
  'Impor gagal karena kesalahan di hub; tidak ada yang diubah. Coba lagi; bila terulang, hubungi operator hub.';

/** The planned changes are no longer what the officer saw. */
class PlanChanged extends Error {
  override readonly name = 'PlanChanged';
  readonly code = 'plan-changed';
}

/** The way back is closed; the message says why, in words for people. */
class CannotUndo extends Error {
  override readonly name = 'CannotUndo';
  readonly code = 'cannot-undo';
}

/** Checks, applies and takes back imports in the background; any of several hubs does. */
export class ImportJobs {
  readonly #dependencies: FeatureDependencies;
  readonly #wakeDoors: (doors: readonly string[]) => void;
  readonly #loop: WorkLoop;

  /** @param wakeDoors tells doors that they have a new roster */
  constructor(dependencies: FeatureDependencies, wakeDoors: (doors: readonly string[]) => void) {
    this.#dependencies = dependencies;
    this.#wakeDoors = wakeDoors;
    this.#loop = new WorkLoop({
      log: dependencies.log,
      what: 'imports',
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
    const { database, log } = this.#dependencies;
    const { db } = database;
    await forgetFiles(db);
    const taken = await takeImport(db);
    if (taken === null) return false;
    try {
      if (taken.state === 'checking') await this.#check(taken);
      else if (taken.state === 'applying') await this.#apply(taken, stopped);
      else await this.#undo(taken, stopped);
    } catch (error) {
      if (stopped.aborted) {
        await setImportState(db, taken, { state: orderOf(taken.state) });
        return true;
      }
      log.error({ err: error, import: taken.id, kind: taken.kind }, 'an import failed; nothing of it was changed');
      const state = taken.state === 'undoing' ? 'applied' : 'failed';
      await setImportState(db, taken, { state, problem: FAILED });
    }
    return true;
  }

  async #check(taken: Taken): Promise<void> {
    const { db } = this.#dependencies.database;
    const table = await this.#tableOf(taken);
    if (table === null) return;
    const outcome = await checkFile(db, importSpec(taken.kind), table, await this.#today());
    if (!outcome.ok) await setImportState(db, taken, { state: 'unreadable', problem: outcome.problem });
    else await setImportState(db, taken, { state: 'checked', report: outcome.report, planDigest: outcome.digest });
  }

  async #apply(taken: Taken, stopped: AbortSignal): Promise<void> {
    const { db } = this.#dependencies.database;
    const table = await this.#tableOf(taken);
    if (table === null) return;
    const spec = importSpec(taken.kind);
    const woken: string[] = [];
    try {
      await db.transaction((tx) => this.#applyIn(tx, taken, spec, table, woken, stopped));
    } catch (error) {
      if (!(error instanceof PlanChanged)) throw error;
      const outcome = await checkFile(db, spec, table, await this.#today());
      if (!outcome.ok) await setImportState(db, taken, { state: 'unreadable', problem: outcome.problem });
      else {
        const { report, digest: planDigest } = outcome;
        await setImportState(db, taken, { state: 'checked', report, planDigest, problem: CHANGED_MEANWHILE });
      }
      return;
    }
    this.#wakeDoors([...new Set(woken)]);
  }

  async #applyIn(
    tx: Transaction,
    taken: Taken,
    spec: ImportSpec,
    table: RawTable,
    woken: string[],
    stopped: AbortSignal,
  ): Promise<void> {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${IMPORT_LOCK})`);
    const work = await this.#workOf(tx, taken, taken.appliedBy ?? taken.uploadedBy, woken, stopped);
    const outcome = await checkFile(tx, spec, table, work.today);
    if (!outcome.ok || outcome.digest !== taken.planDigest)
      throw new PlanChanged('Something changed since the dry run.');
    const made = await spec.apply(work, outcome.changes);
    await storeChanges(tx, taken.id, made);
    const { added, changed, same, bad } = outcome.report;
    await writeAudit(tx, work.by, 'import-applied', taken.id, { kind: taken.kind, added, changed, same, bad });
    await setImportState(tx, taken, { state: 'applied', appliedAt: new Date() });
  }

  async #undo(taken: Taken, stopped: AbortSignal): Promise<void> {
    const { db } = this.#dependencies.database;
    const woken: string[] = [];
    try {
      await db.transaction(async (tx) => {
        await tx.execute(sql`SELECT pg_advisory_xact_lock(${IMPORT_LOCK})`);
        const work = await this.#workOf(tx, taken, taken.undoneBy ?? taken.uploadedBy, woken, stopped);
        const made = await readChanges(tx, taken.id);
        const outcome = await importSpec(taken.kind).undo(work, made);
        if (!outcome.ok) throw new CannotUndo(outcome.problem);
        await writeAudit(tx, work.by, 'import-undone', taken.id, { kind: taken.kind, changes: made.length });
        await setImportState(tx, taken, { state: 'undone', undoneAt: new Date() });
      });
    } catch (error) {
      if (!(error instanceof CannotUndo)) throw error;
      await setImportState(db, taken, { state: 'applied', problem: error.message });
      return;
    }
    this.#wakeDoors([...new Set(woken)]);
  }

  /** @returns null where the file cannot be read; that is then said. */
  async #tableOf(taken: Taken): Promise<RawTable | null> {
    const { db } = this.#dependencies.database;
    const [stored] = await db.select({ file: dataImports.file }).from(dataImports).where(eq(dataImports.id, taken.id));
    const outcome = await readTable(stored?.file ?? Buffer.alloc(0));
    if (outcome.ok) return outcome.table;
    await setImportState(db, taken, { state: 'unreadable', problem: outcome.problem });
    return null;
  }

  async #workOf(tx: Transaction, taken: Taken, by: string, woken: string[], stopped: AbortSignal): Promise<ImportWork> {
    const { db } = this.#dependencies.database;
    return {
      tx,
      by,
      today: await this.#today(),
      fileName: taken.fileName,
      progress: (done, of) => {
        // What is thrown here rolls everything back; another start, or another hub, begins again.
        stopped.throwIfAborted();
        return noteImportProgress(db, taken.id, done, of);
      },
      wake: (doors) => void woken.push(...doors),
    };
  }

  async #today(): Promise<string> {
    const { database, now } = this.#dependencies;
    return localDay(now(), mainZone(await regionZones(database.db)));
  }
}
