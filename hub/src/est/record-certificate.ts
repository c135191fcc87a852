import type { IssueOutcome } from '../authority/authority.ts';
import { certificates } from '../database/schema.ts';
import type { Transaction } from '../rosters/refresh-rosters.ts';

/** Notes a certificate in the transaction that gives it to the unit: one that is not noted is accepted nowhere. */
export async function recordCertificate(
  tx: Pick<Transaction, 'insert'>,
  unit: string,
  { serial, sha256, issuer, expires }: Extract<IssueOutcome, { ok: true }>,
  via: 'claim' | 'renewal' | 'grace',
): Promise<void> {
  await tx.insert(certificates).values({ serial, unit, sha256, issuer, via, expiresAt: expires });
}
