import { and, isNull, or, sql } from 'drizzle-orm';
import type { CommandSender } from '../commands/command-sender.ts';
import { supervisors } from '../database/tables/assistance.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { refreshRosters } from '../rosters/refresh-rosters.ts';

const EVERY_MS = 5 * 60_000;

/**
 * Looks every few minutes whether the doors of the offices where somebody may assist know everybody there by name: who
 * came, moved or left changes no template, and so no roster by itself.
 */
export class RosterKeeper {
  readonly #dependencies: FeatureDependencies;
  readonly #sender: CommandSender;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(dependencies: FeatureDependencies, sender: CommandSender) {
    this.#dependencies = dependencies;
    this.#sender = sender;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running = this.look();
    }, EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async look(): Promise<void> {
    const { database, log } = this.#dependencies;
    try {
      const offices = await database.db
        .selectDistinct({ opd: supervisors.opd })
        .from(supervisors)
        .where(
          and(
            isNull(supervisors.endedAt),
            or(sql`${supervisors.pin} IS NOT NULL`, sql`${supervisors.card} IS NOT NULL`),
          ),
        );
      for (const { opd } of offices)
        this.#sender.wakeDoors(await database.db.transaction((tx) => refreshRosters(tx, opd)));
    } catch (error) {
      log.warn({ err: error }, 'the names that doors know could not be looked at; the next try is in five minutes');
    }
  }
}
