import { createHash } from 'node:crypto';
import { decodeBase64url, splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy } from '@hadir/shared/journal/node-signature';
import { ClaimProof, type ClaimRequest } from '@hadir/shared/wire/claim';
import { Compile } from 'typebox/compile';

const proofSchema = Compile(ClaimProof);

export function sha256Base64url(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/**
 * @param claim normalised.
 * @returns whether the holder of the journal key signed this very claim together with this very CSR.
 */
export function isClaimProven(request: ClaimRequest, claim: string): boolean {
  const jws = splitJws(request.proof);
  if (!jws || !isSignedBy(jws, 'hadir-claim', request.journalKey)) return false;
  const payload = parseJson(jws.payload);
  return (
    proofSchema.Check(payload) &&
    payload.claimHash === sha256Base64url(claim) &&
    payload.csrHash === sha256Base64url(request.csr)
  );
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(decodeBase64url(payload)));
  } catch {
    return null;
  }
}
