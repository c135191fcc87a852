import type { KeyObject } from 'node:crypto';
import { openPicture } from '@hadir/shared/wire/seal-picture';
import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { pictures } from '../database/tables/pictures.ts';
import type { GenuinePicture } from './check-picture.ts';

type Db = Pick<Database['db'], 'select' | 'insert' | 'update'>;

const AT_ONCE = 100;

/** @returns whether it is new here. */
export async function storePicture(db: Db, { header, sealed }: GenuinePicture): Promise<boolean> {
  const { id, unit, subject, takenAt } = header;
  const rows = await db
    .insert(pictures)
    .values({ id, unit, kind: subject.kind, subject, takenAt: new Date(takenAt), bytes: sealed.length, sealed })
    .onConflictDoNothing({ target: pictures.id })
    .returning({ id: pictures.id });
  return rows.length > 0;
}

/** Photos for enrolment that nobody took note of yet, oldest first. */
export async function listUnhandled(db: Db) {
  return db
    .select({ id: pictures.id, unit: pictures.unit, takenAt: pictures.takenAt, subject: pictures.subject })
    .from(pictures)
    .where(and(eq(pictures.kind, 'enrolment'), isNull(pictures.handledAt), isNotNull(pictures.sealed)))
    .orderBy(asc(pictures.receivedAt), asc(pictures.id))
    .limit(AT_ONCE);
}

export async function markHandled(db: Db, id: string, at: Date): Promise<void> {
  await db.update(pictures).set({ handledAt: at }).where(eq(pictures.id, id));
}

/** @returns the JPEG, or null where there is no such picture, it was removed, or it cannot be opened. */
export async function readPicture(db: Db, privateKey: KeyObject, id: string): Promise<Buffer | null> {
  const [row] = await db
    .select({ unit: pictures.unit, sealed: pictures.sealed })
    .from(pictures)
    .where(eq(pictures.id, id));
  return row === undefined || row.sealed === null ? null : openPicture(row.sealed, privateKey, row.unit);
}

/** Deletes a picture, in the transaction of the change that wants it; that there was one stays known. */
export async function removePicture(db: Db, id: string, at: Date): Promise<void> {
  await db
    .update(pictures)
    .set({ sealed: null, removedAt: at, handledAt: at })
    .where(and(eq(pictures.id, id), isNotNull(pictures.sealed)));
}
