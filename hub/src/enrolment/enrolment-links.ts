import { createHash, randomBytes } from 'node:crypto';
import type { CreatedEnrolmentLinks } from '@hadir/shared/api/enrolment';
import { and, asc, eq, inArray, isNull, notExists, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds, templates } from '../database/schema.ts';
import { enrolmentLinks, enrolmentSubmissions } from '../database/tables/enrolment.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';
import { writeAudit } from '../users/write-audit.ts';

export const LINK_HOURS = 24;
/** Links that are made at once, at most. */
const MOST_LINKS = 500;
/** Photos that are looked at for one link: enough for a patient person, too few to keep the hub busy. */
const MOST_PHOTOS_SEEN = 80;

/** The database holds only hashes: who reads it cannot enrol a face for anybody. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export interface MadeLinks extends Pick<CreatedEnrolmentLinks, 'left'> {
  readonly links: (Omit<CreatedEnrolmentLinks['links'][number], 'url'> & { readonly token: string })[];
}

/**
 * Makes a link of 256 bits for each person; one that was open before no longer works.
 * @param who the people named, or everybody of an office who has no face and none that waits for BKD.
 */
export async function makeLinks(
  tx: Transaction,
  who: { readonly employees: readonly string[] } | { readonly opd: string },
  by: string,
  now: Date,
): Promise<MadeLinks> {
  const faceless = notExists(
    tx
      .select({ id: templates.id })
      .from(templates)
      .where(and(eq(templates.employee, employees.id), isNull(templates.removedAt))),
  );
  const notWaiting = notExists(
    tx
      .select({ id: enrolmentSubmissions.id })
      .from(enrolmentSubmissions)
      .where(and(eq(enrolmentSubmissions.employee, employees.id), eq(enrolmentSubmissions.state, 'waiting'))),
  );
  const people = await tx
    .select({ id: employees.id, name: employees.name, nip: employees.nip })
    .from(employees)
    .where(
      and(
        employees.active,
        'opd' in who
          ? and(eq(employees.opd, who.opd), faceless, notWaiting)
          : inArray(employees.id, [...who.employees]),
      ),
    )
    .orderBy(asc(employees.name), asc(employees.nip));
  const chosen = people.slice(0, MOST_LINKS);
  if (chosen.length === 0) return { links: [], left: 0 };
  const ids = chosen.map(({ id }) => id);
  await tx
    .update(enrolmentLinks)
    .set({ revokedAt: now })
    .where(and(inArray(enrolmentLinks.employee, ids), isNull(enrolmentLinks.usedAt), isNull(enrolmentLinks.revokedAt)));
  const expiresAt = new Date(now.getTime() + LINK_HOURS * 3_600_000);
  const tokens = chosen.map(() => randomBytes(32).toString('base64url'));
  const made = await tx
    .insert(enrolmentLinks)
    .values(
      chosen.map(({ id }, i) => ({
        ...{ employee: id, tokenHash: hashToken(tokens[i] ?? ''), createdAt: now, createdBy: by, expiresAt },
      })),
    )
    .returning({ id: enrolmentLinks.id, employee: enrolmentLinks.employee });
  const linkOf = new Map(made.map(({ id, employee }) => [employee, id]));
  for (const { id } of chosen)
    await writeAudit(tx, by, 'enrolment-link-made', id, { link: linkOf.get(id), expiresAt: expiresAt.toISOString() });
  const links = chosen.map(({ id, name, nip }, i) => ({
    ...{
      id: linkOf.get(id) ?? '',
      employee: id,
      name,
      nip,
      token: tokens[i] ?? '',
      expiresAt: expiresAt.toISOString(),
    },
  }));
  return { links, left: people.length - chosen.length };
}

export interface OpenLink {
  readonly id: string;
  readonly employee: string;
  readonly name: string;
  readonly nip: string;
  readonly opdName: string;
  readonly expiresAt: Date;
  readonly photosSeen: number;
}

export type LinkOutcome =
  | { readonly kind: 'open'; readonly link: OpenLink }
  | { readonly kind: 'unknown' | 'expired' | 'used' | 'revoked' };

export async function findLink(db: Pick<Database['db'], 'select'>, token: string, now: Date): Promise<LinkOutcome> {
  const [row] = await db
    .select({
      link: enrolmentLinks,
      name: employees.name,
      nip: employees.nip,
      active: employees.active,
      opdName: opds.name,
    })
    .from(enrolmentLinks)
    .innerJoin(employees, eq(employees.id, enrolmentLinks.employee))
    .innerJoin(opds, eq(opds.id, employees.opd))
    .where(eq(enrolmentLinks.tokenHash, hashToken(token)));
  if (!row) return { kind: 'unknown' };
  const { link, active, ...person } = row;
  if (link.usedAt !== null) return { kind: 'used' };
  if (link.revokedAt !== null || !active) return { kind: 'revoked' };
  if (link.expiresAt <= now) return { kind: 'expired' };
  const { id, employee, expiresAt, photosSeen } = link;
  return { kind: 'open', link: { id, employee, expiresAt, photosSeen, ...person } };
}

/** @returns false where this link has been used too much already. */
export async function countPhotos(db: Database['db'], link: string, photos: number): Promise<boolean> {
  const [counted] = await db
    .update(enrolmentLinks)
    .set({ photosSeen: sql`${enrolmentLinks.photosSeen} + ${photos}` })
    .where(and(eq(enrolmentLinks.id, link), sql`${enrolmentLinks.photosSeen} + ${photos} <= ${MOST_PHOTOS_SEEN}`))
    .returning({ id: enrolmentLinks.id });
  return counted !== undefined;
}

/** Uses the link up. @returns false where somebody else just did. */
export async function spendLink(tx: Transaction, link: string, now: Date): Promise<boolean> {
  const [used] = await tx
    .update(enrolmentLinks)
    .set({ usedAt: now })
    .where(and(eq(enrolmentLinks.id, link), isNull(enrolmentLinks.usedAt), isNull(enrolmentLinks.revokedAt)))
    .returning({ id: enrolmentLinks.id });
  return used !== undefined;
}
