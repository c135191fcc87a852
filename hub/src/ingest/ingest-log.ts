import type { Logger } from 'pino';
import type { BatchResult } from './process-batch.ts';
import type { WorkerReport } from './worker-messages.ts';

/** A unit that is refused again and again gets one line in this time, with the number of times. */
const QUIET_MS = 60_000;

/** Says in the log what an operator must know of ingest, without letting one unit flood it. */
export interface IngestLog {
  batch(result: Omit<BatchResult, 'answers'>): void;
  database(report: Exclude<WorkerReport, { kind: 'done' }>): void;
  full(): void;
}

export function createIngestLog(log: Logger, now: () => number = Date.now): IngestLog {
  const refusals = new Map<string, { until: number; times: number }>();
  let fullUntil = 0;
  const refusal = (unit: string, reason: string, detail: string): void => {
    const key = `${unit} ${reason}`;
    const quiet = refusals.get(key);
    if (quiet !== undefined && quiet.until > now()) {
      quiet.times += 1;
      return;
    }
    if (refusals.size > 10_000) refusals.clear();
    refusals.set(key, { until: now() + QUIET_MS, times: 0 });
    const facts = { unit, reason, detail, silentlyBefore: quiet?.times ?? 0 };
    if (reason === 'fork')
      log.error(
        facts,
        'Two different journals under one unit key. The unit is quarantined and both are kept: look for a cloned SD card, then decide in the dashboard.',
      );
    else
      log.warn(
        facts,
        'A unit sent what cannot be stored. It is kept in quarantine with this reason, and the unit was told.',
      );
  };
  return {
    batch(result) {
      if (result.gaps > 0)
        log.debug({ gaps: result.gaps }, 'Entries arrived before others; their units are asked to send again.');
      for (const { unit, reason, detail } of result.refused) refusal(unit, reason, detail);
    },
    database(report) {
      if (report.kind === 'database-back') {
        log.info({ attempts: report.attempts }, 'The database is back; what waited is being stored.');
        return;
      }
      if (report.attempt === 1 || report.attempt % 10 === 0)
        log.error(
          { problem: report.problem, attempt: report.attempt },
          'The database does not take entries. They wait here and on their units, none is receipted, none is lost. Check PostgreSQL and the disk.',
        );
    },
    full() {
      if (fullUntil > now()) return;
      fullUntil = now() + QUIET_MS;
      log.warn(
        'More arrives than can be stored: senders are held back until there is room. Nothing is lost; if it lasts, look at the disk and at the database.',
      );
    },
  };
}
