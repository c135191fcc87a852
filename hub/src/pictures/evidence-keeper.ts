import { and, eq, isNotNull, lt, sql } from 'drizzle-orm';
import { keepCommand } from '../commands/keep-command.ts';
import { units } from '../database/schema.ts';
import { pictures } from '../database/tables/pictures.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { readEvidencePolicy } from './evidence-policy.ts';

const EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

type Dependencies = Pick<FeatureDependencies, 'database' | 'log' | 'now'>;

/**
 * Holds the hub and its units to the region's decision about evidence pictures: units that do not follow it are told,
 * also those that come later, and pictures are deleted when their days are over. Several hubs may do so at once.
 */
export class EvidenceKeeper {
  readonly #dependencies: Dependencies;
  readonly #wake: (units: readonly string[]) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  /** @param wake called with units for which an order was kept. */
  constructor(dependencies: Dependencies, wake: (units: readonly string[]) => void) {
    this.#dependencies = dependencies;
    this.#wake = wake;
  }

  start(): void {
    this.#timer = setInterval(() => void this.hold(), EVERY_MS).unref();
    void this.hold();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Resolves when everything follows from the decision in force that follows at this moment. */
  hold(): Promise<void> {
    this.#running = this.#running.then(() => this.#hold());
    return this.#running;
  }

  async #hold(): Promise<void> {
    const { database, log, now } = this.#dependencies;
    try {
      const { on, days } = await readEvidencePolicy(database.db);
      const told = await database.db.transaction((tx) => tellUnits(tx, on, now()));
      if (told.length > 0) this.#wake(told);
      const removed = await database.db.transaction((tx) => removeOld(tx, days, now()));
      if (told.length + removed > 0)
        log.info({ told: told.length, removed }, 'the decision about evidence is followed');
    } catch (error) {
      log.warn({ err: error }, 'the decision about evidence pictures could not be followed; tried again in a minute');
    }
  }
}

/** Units in service whose settings say otherwise, and who are not being told or have not just refused. */
async function tellUnits(tx: Transaction, on: boolean, now: Date): Promise<string[]> {
  const rows = await tx
    .select({ id: units.id, settings: units.settings })
    .from(units)
    .where(
      and(
        eq(units.state, 'active'),
        sql`coalesce((${units.settings}->>'evidence')::boolean, false) <> ${on}`,
        sql`EXISTS (SELECT 1 FROM bindings b WHERE b.unit = ${units.id} AND b.until IS NULL)`,
        sql`NOT EXISTS (
          SELECT 1 FROM commands c
          WHERE c.unit = ${units.id} AND c."order"->>'do' = 'settings'
            AND (c.state = 'waiting'
                 OR c.state = 'refused' AND c.issued_at > ${new Date(now.getTime() - DAY_MS).toISOString()}::timestamptz))`,
      ),
    )
    .for('update', { skipLocked: true });
  for (const { id, settings } of rows) {
    const { evidence: _, ...others } = settings;
    const order = { do: 'settings', settings: on ? { ...others, evidence: true } : others } as const;
    await keepCommand(tx, { unit: id, order, by: null, now });
  }
  return rows.map(({ id }) => id);
}

/** @returns how many pictures are gone from now on. */
async function removeOld(tx: Transaction, days: number, now: Date): Promise<number> {
  const before = new Date(now.getTime() - days * DAY_MS);
  const rows = await tx
    .update(pictures)
    .set({ sealed: null, removedAt: now })
    .where(and(eq(pictures.kind, 'evidence'), lt(pictures.receivedAt, before), isNotNull(pictures.sealed)))
    .returning({ id: pictures.id });
  if (rows.length > 0)
    await writeAudit(tx, null, 'evidence-removed', 'evidence', { pictures: rows.length, before: before.toISOString() });
  return rows.length;
}
