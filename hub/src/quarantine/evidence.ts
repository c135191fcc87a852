/**
 * What stands in quarantine is of two sorts. Evidence was signed by its unit as journal entries, so all of its bytes
 * are kept and a person decides. Everything else proves nothing: a sample of it is kept, and nobody can accept it.
 */
const EVIDENCE = ['fork', 'unit-revoked', 'unit-quarantined'] as const;
export type EvidenceReason = (typeof EVIDENCE)[number];

export const EVIDENCE_REASONS: readonly string[] = EVIDENCE;

export function isEvidence(reason: string): reason is EvidenceReason {
  return EVIDENCE_REASONS.includes(reason);
}

/** In place of a digest, in the one row that counts what came after a unit's room in quarantine was used up. */
export const OVERFLOW = 'overflow';
