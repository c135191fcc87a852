import { and, eq, isNotNull, lt, sql } from 'drizzle-orm';
import { doors, employees, templates } from '../database/schema.ts';
import { doorEnrolments, supervisors } from '../database/tables/assistance.ts';
import { pictures } from '../database/tables/pictures.ts';
import { photoAdvice } from '../employees/photo-advice.ts';
import { keepSubmission, type SubmittedPhoto } from '../enrolment/keep-submission.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { EnrolmentPicture } from '../pictures/picture-inbox.ts';
import { readPicture, removePicture } from '../pictures/picture-store.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

const EVERY_MS = 5 * 60_000;
/** A sitting whose other looks have not come by then was broken off: what there is counts. */
const GIVEN_UP_AFTER_MS = 10 * 60_000;

type Sitting = Pick<EnrolmentPicture, 'unit' | 'subject' | 'takenAt'>;
interface Judged {
  readonly usable: SubmittedPhoto[];
  readonly advice: string[];
}

/**
 * Takes the looks that supervisors take at doors. When all of one sitting are here they are judged as every photo is;
 * what can be used waits for BKD, since a new face is a person's decision, and the pictures are deleted.
 */
export class DoorEnrolments {
  readonly #dependencies: FeatureDependencies;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(dependencies: FeatureDependencies) {
    this.#dependencies = dependencies;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#running = this.#finishOld();
    }, EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Doing it twice changes nothing. */
  readonly take = async (picture: EnrolmentPicture): Promise<void> => {
    const { of } = picture.subject;
    if ((await this.#lookIds(picture.subject.session)).length >= of) await this.#judge(picture);
  };

  async #judge(sitting: Sitting): Promise<void> {
    const { database, authority, now, log } = this.#dependencies;
    const { session, employee } = sitting.subject;
    const ids = await this.#lookIds(session);
    const refusal = await this.#whyNot(sitting);
    const { usable, advice } = refusal === null ? await this.#describe(ids) : { usable: [], advice: [refusal] };
    await database.db.transaction(async (tx) => {
      for (const id of ids) await removePicture(tx, id, now());
      const isNew = await writeSitting(tx, sitting, { looks: ids.length, usable: usable.length, advice });
      if (!isNew) return;
      await writeAudit(tx, null, 'face-taken-at-door', employee, {
        ...{ session, supervisor: sitting.subject.supervisor, door: sitting.subject.door, usable: usable.length },
      });
      if (usable.length === 0) return;
      const submission = await keepSubmission(tx, authority.templateKey, { employee, via: 'door', photos: usable });
      await tx.update(doorEnrolments).set({ submission }).where(eq(doorEnrolments.session, session));
    });
    log.info({ employee, looks: ids.length, usable: usable.length }, 'a face that was taken at a door was judged');
  }

  /** @returns why none of the sitting may be used, in words, or null. */
  async #whyNot({ unit, subject, takenAt }: Sitting): Promise<string | null> {
    const { db } = this.#dependencies.database;
    const at = takenAt.toISOString();
    const [found] = await db
      .select({
        served: sql<boolean>`EXISTS (SELECT FROM bindings b WHERE b.unit = ${unit} AND b.door = ${doors.id})`,
        named: sql<boolean>`EXISTS (SELECT FROM ${supervisors} s WHERE s.employee = ${subject.supervisor}::uuid
          AND s.opd = ${doors.opd} AND s.named_at <= ${at}::timestamptz
          AND (s.ended_at IS NULL OR s.ended_at > ${at}::timestamptz))`,
        hasFace: sql<boolean>`EXISTS (SELECT FROM ${templates} t WHERE t.employee = ${employees.id} AND t.removed_at IS NULL)`,
      })
      .from(employees)
      .innerJoin(doors, eq(doors.opd, employees.opd))
      .where(and(eq(employees.id, subject.employee), employees.active, eq(doors.id, subject.door)));
    if (found === undefined) return 'Pegawai ini tidak ada di OPD pintu itu.';
    if (!found.served || !found.named) return 'Pengambil foto bukan petugas bantuan di pintu itu pada saat itu.';
    return found.hasFace ? 'Pegawai ini sudah punya wajah; perubahan dilakukan BKD.' : null;
  }

  async #describe(ids: readonly string[]): Promise<Judged> {
    const { database, authority, photos } = this.#dependencies;
    const judged: Judged = { usable: [], advice: [] };
    for (const id of ids) {
      const jpeg = await readPicture(database.db, authority.pictureKeys.privateKey, id);
      if (jpeg === null) continue;
      const outcome = await photos.describe(jpeg);
      if (outcome.kind === 'described') judged.usable.push(outcome);
      else judged.advice.push(photoAdvice(outcome));
    }
    return judged;
  }

  /** Of the looks of a sitting that are here, in their order. */
  async #lookIds(session: string): Promise<string[]> {
    const rows = await this.#dependencies.database.db
      .select({ id: pictures.id })
      .from(pictures)
      .where(and(eq(pictures.kind, 'enrolment'), ofSession(session), isNotNull(pictures.sealed)))
      .orderBy(sql`(${pictures.subject}->>'number')::int`, pictures.id);
    return rows.map(({ id }) => id);
  }

  async #finishOld(): Promise<void> {
    const { database, now, log } = this.#dependencies;
    try {
      const before = new Date(now().getTime() - GIVEN_UP_AFTER_MS);
      const rows = await database.db
        .selectDistinctOn([sql`${pictures.subject}->>'session'`], {
          unit: pictures.unit,
          subject: pictures.subject,
          takenAt: pictures.takenAt,
        })
        .from(pictures)
        .where(and(eq(pictures.kind, 'enrolment'), isNotNull(pictures.sealed), lt(pictures.receivedAt, before)));
      for (const { subject, ...row } of rows) if (subject.kind === 'enrolment') await this.#judge({ ...row, subject });
    } catch (error) {
      log.warn({ err: error }, 'faces that were taken at doors could not be judged; the next try is in five minutes');
    }
  }
}

function ofSession(session: string) {
  return sql`${pictures.subject}->>'session' = ${session}`;
}

/** @returns false where this sitting was judged before. */
async function writeSitting(
  tx: Transaction,
  { unit, subject, takenAt }: Sitting,
  counts: { looks: number; usable: number; advice: string[] },
): Promise<boolean> {
  const { session, door, employee, supervisor } = subject;
  const rows = await tx
    .insert(doorEnrolments)
    .values({ session, unit, door, employee, supervisor, takenAt, ...counts })
    .onConflictDoNothing()
    .returning({ session: doorEnrolments.session });
  return rows.length > 0;
}
