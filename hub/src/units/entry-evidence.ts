import type { EntryEvidence } from '@hadir/shared/api/attendance';

type EvidenceRow = Omit<EntryEvidence, 'seenAt' | 'receivedAt' | 'publicKey'> & {
  seenAt: Date;
  receivedAt: Date;
  /** Raw 32 bytes. */
  publicKey: Buffer;
};

/** An entry as the database holds it, with the key that verifies it, as anybody may take it away. */
export function toEvidence(row: EvidenceRow): EntryEvidence {
  return {
    ...row,
    seenAt: row.seenAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    publicKey: { kty: 'OKP', crv: 'Ed25519', x: row.publicKey.toString('base64url') },
  };
}
