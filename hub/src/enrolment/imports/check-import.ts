import { matchThreshold } from '@hadir/shared/face/match-threshold';
import type { MatchCalibration } from '@hadir/shared/face/model-manifest';
import { and, asc, count, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Database } from '../../database/open-database.ts';
import { templates } from '../../database/schema.ts';
import { enrolmentImportLines, enrolmentImports } from '../../database/tables/enrolment.ts';
import { findHolders } from '../../employees/find-holders.ts';
import { agreeing, similarity } from '../../employees/judge-photos.ts';
import { BELONGS_ADVICE, DIFFERS_ADVICE, photoAdvice } from '../../employees/photo-advice.ts';
import { openTemplate } from '../../employees/seal-template.ts';
import type { PhotoDescriber } from '../../http/api-dependencies.ts';
import type { Transaction } from '../../rosters/refresh-rosters.ts';
import type { SubmittedPhoto } from '../keep-submission.ts';
import { openLineFace, openLinePhoto, sealLineFace } from './seal-line.ts';

type Line = typeof enrolmentImportLines.$inferSelect;
type Face = SubmittedPhoto & { readonly employee: string };

/** Lines that are looked at between two commits: what a restart has to do again, at most. */
const BATCH = 10;

/** What the checking of an import needs. */
export interface ImportWork {
  readonly db: Database['db'];
  readonly templateKey: Buffer;
  readonly describer: PhotoDescriber;
  readonly calibration: MatchCalibration;
}

/**
 * Looks at the next photos of an import, in a transaction that holds their lines, so that another hub takes others.
 * @returns whether there were any.
 */
export async function checkSomeLines(
  { db, templateKey, describer, calibration }: ImportWork,
  id: string,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const lines = await tx
      .select()
      .from(enrolmentImportLines)
      .where(and(eq(enrolmentImportLines.import, id), eq(enrolmentImportLines.outcome, 'waiting')))
      .orderBy(asc(enrolmentImportLines.row))
      .limit(BATCH)
      .for('update', { skipLocked: true });
    if (lines.length === 0) return false;
    const faces: [Line, Face][] = [];
    for (const line of lines) {
      if (line.sealedPhoto === null || line.employee === null) throw new Error('A line waits without a photo.');
      const outcome = await describer.describe(openLinePhoto(templateKey, line, line.sealedPhoto));
      if (outcome.kind === 'described') faces.push([line, { ...outcome, employee: line.employee }]);
      else await judge(tx, line, { outcome: outcome.kind, advice: photoAdvice(outcome), sealedPhoto: null });
    }
    const holders = await findHolders(
      tx,
      templateKey,
      faces.map(([, face]) => face),
      await thresholdAmongAll(tx, calibration),
    );
    for (const [i, [line, face]] of faces.entries()) {
      const holder = holders[i];
      if (holder)
        await judge(tx, line, { outcome: 'belongs-to-another', advice: BELONGS_ADVICE(holder), sealedPhoto: null });
      else await judge(tx, line, { outcome: 'ready', ...sealLineFace(templateKey, line, face.employee, face) });
    }
    return true;
  });
}

/** Holds the photos of an import that are good by themselves against each other, and says that the dry run is over. */
export async function finishCheck({ db, templateKey, calibration }: ImportWork, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [own] = await tx
      .select({ id: enrolmentImports.id })
      .from(enrolmentImports)
      .where(and(eq(enrolmentImports.id, id), eq(enrolmentImports.state, 'checking')))
      .for('update');
    if (!own) return;
    const rows = await tx
      .select()
      .from(enrolmentImportLines)
      .where(and(eq(enrolmentImportLines.import, id), eq(enrolmentImportLines.outcome, 'ready')))
      .orderBy(asc(enrolmentImportLines.row));
    const lines = rows.flatMap((line) => {
      const face = openLineFace(templateKey, line);
      return face === null ? [] : [{ line, face }];
    });
    const threshold = await thresholdAmongAll(tx, calibration);
    const refused = new Map<Line, { outcome: string; advice: string }>();
    for (const [i, one] of lines.entries()) {
      for (const other of lines.slice(i + 1)) {
        if (one.face.employee === other.face.employee || one.face.model !== other.face.model) continue;
        if (similarity(one.face.embedding, other.face.embedding) < threshold) continue;
        refused.set(one.line, { outcome: 'belongs-to-another', advice: sameFaceAs(other.line) });
        refused.set(other.line, { outcome: 'belongs-to-another', advice: sameFaceAs(one.line) });
      }
    }
    for (const group of groupByEmployee(lines.filter(({ line }) => !refused.has(line)))) {
      const faces = group.map(({ face }) => face);
      const agree = agreeing(
        faces,
        await readEnrolled(tx, templateKey, faces[0]?.employee ?? ''),
        matchThreshold(calibration, 1),
      );
      for (const [i, { line }] of group.entries())
        if (!agree[i]) refused.set(line, { outcome: 'differs-from-the-others', advice: DIFFERS_ADVICE });
    }
    for (const [line, judged] of refused) await judge(tx, line, { ...judged, sealedCrop: null, sealedTemplate: null });
    await tx.update(enrolmentImports).set({ state: 'checked' }).where(eq(enrolmentImports.id, id));
  });
}

async function judge(
  tx: Transaction,
  line: Line,
  judged: Partial<typeof enrolmentImportLines.$inferInsert>,
): Promise<void> {
  await tx
    .update(enrolmentImportLines)
    .set(judged)
    .where(and(eq(enrolmentImportLines.import, line.import), eq(enrolmentImportLines.row, line.row)));
}

async function thresholdAmongAll(tx: Transaction, calibration: MatchCalibration): Promise<number> {
  const [everyone] = await tx.select({ total: count() }).from(templates).where(isNull(templates.removedAt));
  return matchThreshold(calibration, everyone?.total ?? 0);
}

async function readEnrolled(tx: Transaction, templateKey: Buffer, employee: string) {
  const rows = await tx
    .select({ id: templates.id, model: templates.model, sealed: templates.sealed })
    .from(templates)
    .where(and(inArray(templates.employee, [employee]), isNull(templates.removedAt), isNotNull(templates.sealed)));
  return rows.flatMap(({ id, model, sealed }) =>
    sealed === null ? [] : [{ model, embedding: openTemplate(templateKey, { template: id, employee, model }, sealed) }],
  );
}

function groupByEmployee<T extends { face: Face }>(lines: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const line of lines) groups.set(line.face.employee, [...(groups.get(line.face.employee) ?? []), line]);
  return [...groups.values()];
}

function sameFaceAs({ row, nip }: Line): string {
  return `Wajah yang sama ada pada baris ${row} untuk NIP ${nip}. Periksa foto siapa ini.`;
}
