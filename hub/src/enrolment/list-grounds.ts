import type { FaceGround } from '@hadir/shared/api/enrolment';
import { and, count, desc, eq, isNotNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../database/open-database.ts';
import { users } from '../database/schema.ts';
import { consentTexts, faceCrops, faceGrounds } from '../database/tables/enrolment.ts';

const enders = alias(users, 'enders');

/** @returns every ground that there was, newest first. */
export async function listGrounds(db: Pick<Database['db'], 'select'>, employee: string): Promise<FaceGround[]> {
  const rows = await db
    .select({ ground: faceGrounds, body: consentTexts.body, by: users.name, endedBy: enders.name })
    .from(faceGrounds)
    .leftJoin(consentTexts, eq(consentTexts.version, faceGrounds.consentText))
    .leftJoin(users, eq(users.id, faceGrounds.by))
    .leftJoin(enders, eq(enders.id, faceGrounds.endedBy))
    .where(eq(faceGrounds.employee, employee))
    .orderBy(desc(faceGrounds.at));
  return rows.map(({ ground, body, by, endedBy }) => ({
    id: ground.id,
    kind: ground.kind,
    purpose: ground.purpose,
    consentText: ground.consentText === null ? null : { version: ground.consentText, body: body ?? '' },
    legalBasis: ground.legalBasis,
    how: ground.how,
    at: ground.at.toISOString(),
    by,
    ended:
      ground.endedAt === null || ground.ended === null
        ? null
        : { how: ground.ended, at: ground.endedAt.toISOString(), by: endedBy, reason: ground.endedReason },
  }));
}

/** @returns of how many faces the picture is kept. */
export async function countKeptPhotos(db: Pick<Database['db'], 'select'>, employee: string): Promise<number> {
  const [row] = await db
    .select({ kept: count() })
    .from(faceCrops)
    .where(and(eq(faceCrops.employee, employee), isNotNull(faceCrops.sealed)));
  return row?.kept ?? 0;
}
