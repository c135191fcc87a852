import { WorkLoop } from '../background/work-loop.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import { ArchiveStopped, makeArchive } from './make-archive.ts';
import {
  dropParts,
  failJob,
  finishJob,
  noteProgress,
  removeOldJobs,
  returnJob,
  storePart,
  takeJob,
} from './report-job-store.ts';
import { ZipReport } from './zip-report.ts';

/** Makes long reports in the background, one after the other; any of several hubs does. */
export class ReportJobs {
  readonly #dependencies: FeatureDependencies;
  readonly #loop: WorkLoop;

  constructor(dependencies: FeatureDependencies) {
    this.#dependencies = dependencies;
    this.#loop = new WorkLoop({
      log: dependencies.log,
      what: 'reports',
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
    const { database, authority, config, now, log } = this.#dependencies;
    const { db } = database;
    await removeOldJobs(db);
    const job = await takeJob(db);
    if (job === null) return false;
    let parts = 0;
    const at = now();
    const zip = new ZipReport((bytes) => storePart(db, job.id, parts++, bytes), at);
    try {
      const work = { db, zip, region: config.region, now: at, hubKey: authority.hubKey };
      const progress = async (done: number, of: number) => {
        if (stopped.aborted || !(await noteProgress(db, job.id, done, of)))
          throw new ArchiveStopped('No longer wanted.');
      };
      const file = await makeArchive({ ...work, progress }, job.wanted, job.opd);
      await finishJob(db, job.id, file, await zip.finish());
    } catch (error) {
      await zip.finish().catch(() => {});
      if (error instanceof ArchiveStopped) {
        if (stopped.aborted) await returnJob(db, job.id);
        await dropParts(db, job.id);
        return true;
      }
      log.error({ err: error, job: job.id }, 'a report could not be made; the one who asked is told so');
      await failJob(
        db,
        job.id,
        error instanceof RulesError
          ? 'Tidak ada kebijakan yang berlaku pada sebagian masa ini. Pilih masa lain, atau minta BKD melengkapi kebijakan.'
          : 'Laporan tidak dapat dibuat karena kesalahan di hub. Coba lagi; bila terulang, hubungi operator hub.',
      );
    }
    return true;
  }
}
