import type { Arrival } from '@hadir/shared/api/attendance';

export type EvidenceStrength = 'strong' | 'sufficient' | 'narrow' | 'assisted';

/** How far above the threshold a match counts as strong, and how close to the second best as narrow (cosine similarity). */
const STRONG_ABOVE = 0.15;
const NARROW_MARGIN = 0.1;

/** The evidence behind a recognition in one word. All of them passed the unit's thresholds; this says by how much. */
export function evidenceStrength(evidence: Arrival['evidence']): EvidenceStrength {
  // A supervisor answered for him: no frame of his face decided anything.
  if (evidence.frames === 0) return 'assisted';
  const margin = evidence.score - (evidence.secondScore ?? -1);
  if (margin < NARROW_MARGIN) return 'narrow';
  return evidence.score - evidence.threshold >= STRONG_ABOVE ? 'strong' : 'sufficient';
}
