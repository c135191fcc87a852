import { WorkLoop } from '../background/work-loop.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { RulesError } from '../rules/policy/rules-error.ts';
import { runTrial } from './run-trial.ts';
import { failTrial, returnTrial, takeTrial } from './trial-store.ts';

const FAILED = 'Percobaan gagal karena kesalahan di hub. Coba lagi; bila terulang, hubungi operator hub.';
const UNSOUND =
  'Sebagian masa ini tidak dapat dihitung: ada kebijakan yang tidak ada pada waktu itu. Pilih bulan lain, atau lengkapi kebijakan.';

/** Tries drafts on past months in the background, one after the other; any of several hubs does. */
export class TrialJobs {
  readonly #dependencies: FeatureDependencies;
  readonly #loop: WorkLoop;

  constructor(dependencies: FeatureDependencies) {
    this.#dependencies = dependencies;
    this.#loop = new WorkLoop({
      log: dependencies.log,
      what: 'trials of policies',
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
    const { database, log, now } = this.#dependencies;
    const { db } = database;
    const trial = await takeTrial(db);
    if (trial === null) return false;
    try {
      const finished = await runTrial(db, trial, now(), stopped);
      if (!finished && stopped.aborted) await returnTrial(db, trial.id);
    } catch (error) {
      log.error({ err: error, trial: trial.id }, 'a trial of a policy failed; the one who asked is told so');
      await failTrial(db, trial.id, error instanceof RulesError ? UNSOUND : FAILED);
    }
    return true;
  }
}
