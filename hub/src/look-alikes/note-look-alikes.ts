import type { MatchCalibration } from '@hadir/shared/face/model-manifest';
import { and, eq, isNull, ne } from 'drizzle-orm';
import { employees, templates } from '../database/schema.ts';
import { type DescribedPhoto, similarity } from '../employees/judge-photos.ts';
import { openTemplate } from '../employees/seal-template.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { lookAlikeThreshold } from './look-alike-threshold.ts';
import { storePairs } from './store-pairs.ts';

/** Compares somebody's new faces with those of everybody else in his office, and keeps the pairs that are too alike. */
export async function noteLookAlikes(
  tx: Transaction,
  templateKey: Buffer,
  calibration: MatchCalibration,
  { employee, opd, photos }: { employee: string; opd: string; photos: readonly DescribedPhoto[] },
): Promise<void> {
  const [model] = photos.map((photo) => photo.model);
  if (model === undefined) return;
  const others = await tx
    .select({ id: templates.id, employee: templates.employee, sealed: templates.sealed })
    .from(templates)
    .innerJoin(employees, eq(employees.id, templates.employee))
    .where(
      and(
        eq(employees.opd, opd),
        employees.active,
        eq(templates.model, model),
        ne(templates.employee, employee),
        isNull(templates.removedAt),
      ),
    );
  const threshold = lookAlikeThreshold(calibration, others.length);
  const highest = new Map<string, number>();
  for (const other of others) {
    if (other.sealed === null) continue;
    const owner = { template: other.id, employee: other.employee, model };
    const embedding = openTemplate(templateKey, owner, other.sealed);
    const score = Math.max(...photos.map((photo) => similarity(photo.embedding, embedding)));
    if (score >= threshold) highest.set(other.employee, Math.max(score, highest.get(other.employee) ?? -1));
  }
  const pairs = [...highest].map(([other, score]) => ({ people: [employee, other] as const, score }));
  await storePairs(tx, model, pairs);
}
