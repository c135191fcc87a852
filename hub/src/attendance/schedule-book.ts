import { Schedule } from '@hadir/shared/api/policies';
import { desc, eq, sql } from 'drizzle-orm';
import { Compile } from 'typebox/compile';
import type { Database } from '../database/open-database.ts';
import { policies } from '../database/schema.ts';
import { DEFAULT_SCHEDULE } from './default-schedule.ts';

interface Edition {
  readonly effectiveFrom: string;
  readonly schedule: Schedule;
}

const schema = Compile(Schedule);
/** Another hub may have stored a new policy; it is in force here within this time. */
const FRESH_MS = 5_000;

/** Which schedule is in force on which day: the latest whose first day is not after it. */
export class ScheduleBook {
  readonly #db: Database['db'];
  #editions: Promise<Edition[]> | null = null;
  #readAt = 0;

  constructor(db: Database['db']) {
    this.#db = db;
  }

  async on(day: string): Promise<Schedule> {
    if (this.#editions === null || Date.now() - this.#readAt > FRESH_MS) {
      this.#readAt = Date.now();
      this.#editions = this.#read();
      // A failed read is reported to whoever waits for it and is not remembered.
      this.#editions.catch(() => this.forget());
    }
    const editions = await this.#editions;
    return editions.find(({ effectiveFrom }) => effectiveFrom <= day)?.schedule ?? DEFAULT_SCHEDULE.document;
  }

  /** After a new policy has been committed here. */
  forget(): void {
    this.#editions = null;
  }

  async #read(): Promise<Edition[]> {
    const rows = await this.#db
      .select({ effectiveFrom: policies.effectiveFrom, document: policies.document })
      .from(policies)
      .where(eq(policies.kind, 'schedule'))
      .orderBy(desc(policies.effectiveFrom), desc(policies.createdAt));
    return rows.flatMap(({ effectiveFrom, document }) =>
      schema.Check(document) ? [{ effectiveFrom, schedule: document }] : [],
    );
  }
}

/** Stores the default schedule where there is none, so that the rules in force are always data. */
export async function ensureDefaultSchedule(db: Database['db']): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`LOCK TABLE ${policies} IN SHARE ROW EXCLUSIVE MODE`);
    const [existing] = await tx
      .select({ id: policies.id })
      .from(policies)
      .where(eq(policies.kind, 'schedule'))
      .limit(1);
    if (!existing) await tx.insert(policies).values(DEFAULT_SCHEDULE);
  });
}
