import { randomUUID } from 'node:crypto';
import type { FaceEnrolment } from '@hadir/shared/api/people';
import { matchThreshold } from '@hadir/shared/face/match-threshold';
import type { MatchCalibration } from '@hadir/shared/face/model-manifest';
import { and, count, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, templates } from '../database/schema.ts';
import { faceCrops, templateCrops } from '../database/tables/enrolment.ts';
import { readEnrolmentPolicy } from '../enrolment/enrolment-policy.ts';
import { ensureGround } from '../enrolment/face-grounds.ts';
import type { JudgedPhoto } from '../http/api-dependencies.ts';
import { noteLookAlikes } from '../look-alikes/note-look-alikes.ts';
import { refreshRosters, type Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';
import { findHolders, type Holder } from './find-holders.ts';
import { agreeing, type DescribedPhoto, similarity } from './judge-photos.ts';
import { BELONGS_ADVICE, DIFFERS_ADVICE, photoAdvice } from './photo-advice.ts';
import { sealCrop } from './seal-crop.ts';
import { openTemplate, sealTemplate } from './seal-template.ts';

export interface EnrolmentPhoto {
  /** The file's name as the sender gave it. */
  readonly file: string;
  readonly outcome:
    | Exclude<JudgedPhoto, { kind: 'described' }>
    | ({ readonly kind: 'described'; readonly crop: Uint8Array } & DescribedPhoto);
}

export type EnrolOutcome =
  | { kind: 'no-such-employee' }
  /** Neither consent nor legal basis: he withdrew it, or the region asks everybody. */
  | { kind: 'no-ground' }
  /** `doors`: those that have a new roster version. */
  | { kind: 'judged'; enrolment: FaceEnrolment; enrolled: number; doors: string[] };

type PhotoResult = FaceEnrolment['photos'][number];
type Described = DescribedPhoto & { readonly file: string; readonly crop: Uint8Array };

export interface Enrolment {
  /** Null where the hub itself goes on with what somebody ordered. */
  readonly by: string | null;
  readonly employee: string;
  readonly photos: readonly EnrolmentPhoto[];
}

/** Advisory lock: any number, the same in every hub. */
const ENROLMENT_LOCK = 4_823_001;

/**
 * Enrols the photos that show this employee and nobody else.
 *
 * In one transaction: hold every photo against everybody enrolled, hold the rest against each other, seal and store
 * what remains, renew the rosters. Enrolments run one after the other, in all hubs, so that one face sent for two
 * employees at the same moment cannot slip past the comparison. Nothing is written before the comparison is done.
 */
export function enrolFace(
  db: Database['db'],
  templateKey: Buffer,
  calibration: MatchCalibration,
  enrolment: Enrolment,
): Promise<EnrolOutcome> {
  return db.transaction((tx) => enrolFaceIn(tx, templateKey, calibration, enrolment));
}

/** The same within the transaction of what caused it. */
export async function enrolFaceIn(
  tx: Transaction,
  templateKey: Buffer,
  calibration: MatchCalibration,
  { by, employee, photos }: Enrolment,
): Promise<EnrolOutcome> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${ENROLMENT_LOCK})`);
  const [person] = await tx
    .select({ opd: employees.opd })
    .from(employees)
    .where(and(eq(employees.id, employee), employees.active));
  if (!person) return { kind: 'no-such-employee' };

  const described = photos.flatMap(({ file, outcome }): Described[] =>
    outcome.kind === 'described'
      ? [{ file, embedding: outcome.embedding, model: outcome.model, crop: outcome.crop }]
      : [],
  );
  const [everyone] = await tx.select({ total: count() }).from(templates).where(isNull(templates.removedAt));
  const amongAll = matchThreshold(calibration, everyone?.total ?? 0);
  // Whether two photos of one request show the same person does not depend on how many others are enrolled.
  const betweenTwo = matchThreshold(calibration, 1);
  const holders = await findHoldersOfPerson(tx, templateKey, employee, described, { amongAll, betweenTwo });
  const own = described.filter((photo) => !holders.has(photo));
  const agree = agreeing(own, await openEnrolled(tx, templateKey, employee), betweenTwo);

  const good = own.filter((_, index) => agree[index]);
  if (good.length > 0 && !(await ensureGround(tx, employee, by))) return { kind: 'no-ground' };
  const stored = await storeFaces(tx, templateKey, employee, good);
  if (good.length > 0) await noteLookAlikes(tx, templateKey, calibration, { employee, opd: person.opd, photos: good });
  const next = described.values();
  const results = photos.map(({ file, outcome }) =>
    outcome.kind === 'described'
      ? describedResult(file, next.next().value as Described, holders, stored)
      : { file, outcome: outcome.kind, advice: photoAdvice(outcome), template: null },
  );
  const doors = stored.size > 0 ? await refreshRosters(tx, person.opd) : [];
  await writeAudit(tx, by, 'face-enrolled', employee, {
    outcomes: results.map(({ outcome }) => outcome),
    templates: [...stored.values()],
    belongsTo: [...new Set([...holders.values()].map((holder) => holder.employee))],
  });
  return { kind: 'judged', enrolment: { employee, photos: results }, enrolled: stored.size, doors };
}

/** @returns the template of each photo. */
async function storeFaces(
  tx: Transaction,
  templateKey: Buffer,
  employee: string,
  photos: readonly Described[],
): Promise<Map<Described, string>> {
  const { keepPhotos } = await readEnrolmentPolicy(tx);
  const stored = new Map<Described, string>();
  for (const photo of photos) {
    const template = randomUUID();
    const sealed = sealTemplate(templateKey, { template, employee, model: photo.model }, photo.embedding);
    await tx.insert(templates).values({ id: template, employee, model: photo.model, sealed });
    stored.set(photo, template);
    if (!keepPhotos) continue;
    const crop = randomUUID();
    await tx
      .insert(faceCrops)
      .values({ id: crop, employee, sealed: sealCrop(templateKey, { crop, employee }, photo.crop) });
    await tx.insert(templateCrops).values({ template, crop });
  }
  return stored;
}

/** A photo that looks like one that belongs to somebody else belongs to that person too. */
async function findHoldersOfPerson(
  tx: Transaction,
  templateKey: Buffer,
  employee: string,
  photos: readonly Described[],
  { amongAll, betweenTwo }: { amongAll: number; betweenTwo: number },
): Promise<Map<Described, Holder>> {
  const found = await findHolders(
    tx,
    templateKey,
    photos.map((photo) => ({ ...photo, employee })),
    amongAll,
  );
  const direct = new Map(photos.flatMap((photo, i) => (found[i] ? [[photo, found[i]] as const] : [])));
  const all = new Map(direct);
  for (const photo of photos) {
    for (const [held, holder] of direct) {
      if (!all.has(photo) && similarity(photo.embedding, held.embedding) >= betweenTwo) all.set(photo, holder);
    }
  }
  return all;
}

async function openEnrolled(tx: Transaction, templateKey: Buffer, employee: string): Promise<DescribedPhoto[]> {
  const rows = await tx
    .select({ id: templates.id, model: templates.model, sealed: templates.sealed })
    .from(templates)
    .where(and(eq(templates.employee, employee), isNull(templates.removedAt)));
  return rows.flatMap(({ id, model, sealed }) =>
    sealed === null ? [] : [{ model, embedding: openTemplate(templateKey, { template: id, employee, model }, sealed) }],
  );
}

function describedResult(
  file: string,
  photo: Described,
  holders: ReadonlyMap<Described, Holder>,
  stored: ReadonlyMap<Described, string>,
): PhotoResult {
  const holder = holders.get(photo);
  if (holder) return { file, outcome: 'belongs-to-another', advice: BELONGS_ADVICE(holder), template: null };
  const template = stored.get(photo);
  if (template !== undefined) return { file, outcome: 'enrolled', advice: null, template };
  return { file, outcome: 'differs-from-the-others', advice: DIFFERS_ADVICE, template: null };
}
