import { localDay } from '@hadir/shared/time/local-day';
import { eq, sql } from 'drizzle-orm';
import { mainZone, regionZones } from '../attendance/region-zones.ts';
import type { Database } from '../database/open-database.ts';
import { opds, settings } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { isFrozen } from '../tpp/is-frozen.ts';
import { openMonthSource } from '../tpp/month-source.ts';
import { monthsBack } from '../tpp/months-back.ts';
import { workOutOpenSheet } from '../tpp/read-sheet.ts';
import { evaluateCases } from './evaluate-cases.ts';
import { noteEvaluation } from './last-evaluation.ts';

const SETTING = 'nightly-evaluation';
const LOOK_EVERY_MS = 600_000;
/** A hub that began and said nothing for so long has stopped; another may begin again. */
const GIVEN_UP_AFTER_MS = 3_600_000;
/** From this local hour on the day before is complete as far as doors can deliver. */
const FROM_HOUR = 2;

interface Evaluated {
  readonly day: string;
  readonly startedAt: string;
  readonly doneAt: string | null;
}

type NightlyDependencies = Pick<FeatureDependencies, 'database' | 'log' | 'now'>;

/** Once a night, on one of the hubs: disciplinary proposals, and what the open months come to. */
export class NightlyEvaluation {
  readonly #dependencies: NightlyDependencies;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(dependencies: NightlyDependencies) {
    this.#dependencies = dependencies;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.#tryDue());
    }, LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async #tryDue(): Promise<void> {
    try {
      await this.runIfDue();
    } catch (error) {
      this.#dependencies.log.error({ err: error }, 'The nightly evaluation failed; it begins again within the hour.');
    }
  }

  /** @returns whether it was due and this hub's to do; it is done then. */
  async runIfDue(): Promise<boolean> {
    const { database, log, now } = this.#dependencies;
    const at = now();
    const zone = mainZone(await regionZones(database.db));
    const today = localDay(at, zone);
    const hour = Number(
      new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format(at),
    );
    if (hour < FROM_HOUR || !(await claim(database.db, today, at))) return false;
    const outcome = await evaluateCases(database.db, today, at);
    await noteEvaluation(database.db, at);
    await this.#workOutMonths(today.slice(0, 7));
    const done: Evaluated = { day: today, startedAt: at.toISOString(), doneAt: now().toISOString() };
    await database.db.update(settings).set({ value: done }).where(eq(settings.name, SETTING));
    log.info(outcome, 'Disciplinary proposals and the open months of TPP were worked out.');
    return true;
  }

  async #workOutMonths(month: string): Promise<void> {
    const { db } = this.#dependencies.database;
    const source = await openMonthSource(db, this.#dependencies.now());
    for (const { id } of await db.select({ id: opds.id }).from(opds))
      for (const each of monthsBack(month, 2))
        if (!(await isFrozen(db, id, each))) await workOutOpenSheet(source, id, each);
  }
}

/** @returns whether this hub is the one to do it. */
async function claim(db: Database['db'], day: string, at: Date): Promise<boolean> {
  const value: Evaluated = { day, startedAt: at.toISOString(), doneAt: null };
  const stale = new Date(at.getTime() - GIVEN_UP_AFTER_MS).toISOString();
  const claimed = await db
    .insert(settings)
    .values({ name: SETTING, value })
    .onConflictDoUpdate({
      target: settings.name,
      set: { value },
      setWhere: sql`${settings.value}->>'day' <> ${day}
        OR (${settings.value}->>'doneAt' IS NULL AND ${settings.value}->>'startedAt' < ${stale})`,
    })
    .returning({ name: settings.name });
  return claimed.length > 0;
}
