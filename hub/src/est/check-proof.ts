import { createHash } from 'node:crypto';
import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { decodeBase64url, splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy } from '@hadir/shared/journal/node-signature';
import { EnrolmentProof } from '@hadir/shared/wire/enrolment';
import { Compile } from 'typebox/compile';

const proofSchema = Compile(EnrolmentProof);

export function sha256Base64url(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64url');
}

/** @returns whether the holder of the journal key signed this very claim (null at a renewal) with this very request. */
export function isProven(
  proof: string,
  journalKey: Ed25519Jwk,
  { claim, csrHash }: { claim: string | null; csrHash: string },
): boolean {
  const jws = splitJws(proof);
  if (!jws || !isSignedBy(jws, 'hadir-claim', journalKey)) return false;
  const payload = parseJson(jws.payload);
  return (
    proofSchema.Check(payload) &&
    payload.claimHash === (claim === null ? null : sha256Base64url(claim)) &&
    payload.csrHash === csrHash
  );
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(decodeBase64url(payload)));
  } catch {
    return null;
  }
}
