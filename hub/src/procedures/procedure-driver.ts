import { and, asc, eq, inArray, or } from 'drizzle-orm';
import type { CommandSender } from '../commands/command-sender.ts';
import { procedures } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { NotificationListener } from '../live/notification-listener.ts';
import { SHUT_OUT_CHANNEL } from '../units/revoke-unit.ts';
import { advanceProcedure } from './advance-procedure.ts';
import { LIFE_CHANNEL } from './life-channel.ts';

/** Without any notification, open procedures are looked at after this long. */
const LOOK_EVERY_MS = 30_000;
/** On which a hub that took a claim names the procedure that it served. */
const PROCEDURE_CHANNEL = 'hadir_procedure';
/** Procedures at one time; each holds a database connection. */
const AT_ONCE = 2;

/**
 * Carries procedures on: when somebody decided (`advance`), when a journal or a claim brought what one waits for or a unit was
 * shut out (by the database's notifications, so that any hub does), when a unit was told, and, should all of that have been missed,
 * every half minute and at the start.
 */
export class ProcedureDriver {
  readonly #dependencies: FeatureDependencies;
  readonly #sender: CommandSender;
  readonly #listener: NotificationListener;
  readonly #queue = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #finding = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(dependencies: FeatureDependencies, sender: CommandSender) {
    this.#dependencies = dependencies;
    this.#sender = sender;
    sender.onTold((procedure) => this.advance(procedure));
    const { database, log } = dependencies;
    this.#listener = new NotificationListener({
      database,
      log,
      channels: {
        [LIFE_CHANNEL]: (unit) => this.#lookAtUnit(unit),
        [SHUT_OUT_CHANNEL]: (unit) => this.#lookAtUnit(unit),
        [PROCEDURE_CHANNEL]: (procedure) => this.advance(procedure),
      },
      onListening: () => this.#lookAtAll(),
    });
  }

  async start(): Promise<void> {
    await this.#listener.start();
    this.#timer = setInterval(() => this.#lookAtAll(), LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#listener.stop();
    await this.settled();
  }

  /** Resolves when everything asked for so far was carried as far as it goes. */
  async settled(): Promise<void> {
    while (this.#finding.size > 0 || this.#running.size > 0)
      await Promise.all([...this.#finding, ...this.#running.values()]);
  }

  /** Returns at once; what caused it must be committed. */
  advance(procedure: string): void {
    if (this.#stopped) return;
    this.#queue.add(procedure);
    this.#next();
  }

  /** Unlike `advance`, for who wants to see what came of it. */
  async advanceNow(procedure: string): Promise<void> {
    this.advance(procedure);
    while (!this.#stopped && (this.#queue.has(procedure) || this.#running.has(procedure)))
      await Promise.race(this.#running.values());
  }

  #lookAtUnit(unit: string): void {
    this.#find(or(eq(procedures.oldUnit, unit), eq(procedures.newUnit, unit)));
  }

  #lookAtAll(): void {
    this.#find(undefined);
    this.#keep(
      this.#sender.expire().then((given) => {
        for (const procedure of given) this.advance(procedure);
      }),
    );
  }

  #find(which: Parameters<typeof and>[0]): void {
    const { db } = this.#dependencies.database;
    this.#keep(
      db
        .select({ id: procedures.id })
        .from(procedures)
        .where(and(inArray(procedures.state, ['running']), which))
        .orderBy(asc(procedures.createdAt))
        .then((rows) => {
          for (const { id } of rows) this.advance(id);
        }),
    );
  }

  #keep(work: Promise<void>): void {
    const kept = work
      .catch((error: unknown) => {
        this.#dependencies.log.warn(
          { err: error },
          'the procedures that go on could not be looked up; they are looked at again in half a minute',
        );
      })
      .finally(() => this.#finding.delete(kept));
    this.#finding.add(kept);
  }

  #next(): void {
    const { database, log, now } = this.#dependencies;
    for (const procedure of this.#queue) {
      if (this.#stopped || this.#running.size >= AT_ONCE) return;
      if (this.#running.has(procedure)) continue;
      this.#queue.delete(procedure);
      const run = advanceProcedure(database.db, procedure, now)
        .then((told) => {
          if (told.length > 0) this.#sender.wakeUnits(told);
        })
        .catch((error: unknown) => {
          log.error(
            { err: error, procedure },
            'a procedure could not be carried on; nothing of it is lost, and it is tried again in half a minute',
          );
        })
        .finally(() => {
          this.#running.delete(procedure);
          this.#next();
        });
      this.#running.set(procedure, run);
    }
  }
}
