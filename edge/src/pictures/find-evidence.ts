import type { Journal } from '../journal/journal.ts';
import type { KeptPicture } from './picture-store.ts';

const AT_ONCE = 200;

/** @returns the number of the entry that names this picture as its evidence, or null where there is none. */
export function findEvidence(
  journal: Pick<Journal, 'readAfter'>,
  { id, binding, afterSeq }: Pick<KeptPicture, 'id' | 'binding' | 'afterSeq'>,
): number | null {
  let after = afterSeq;
  for (;;) {
    const entries = journal.readAfter(after, AT_ONCE, binding);
    for (const { seq, jws } of entries) {
      const payload: unknown = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());
      if (typeof payload === 'object' && payload !== null && 'evidence' in payload && payload.evidence === id)
        return seq;
      after = seq;
    }
    if (entries.length < AT_ONCE) return null;
  }
}
