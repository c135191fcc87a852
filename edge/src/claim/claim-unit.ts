import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { signJws } from '@hadir/shared/journal/node-signature';
import { ClaimAnswer, type ClaimProof, type ClaimRequest } from '@hadir/shared/wire/claim';
import { normaliseClaim } from '@hadir/shared/wire/enrolment';
import { Compile } from 'typebox/compile';
import { readPrivateFile, writeFileDurably } from '../keys/private-file.ts';
import type { UnitKeys } from '../keys/unit-keys.ts';
import { callHub } from './call-hub.ts';
import { ClaimError } from './claim-error.ts';
import { fetchAuthority } from './fetch-authority.ts';
import { storeUnitIdentity } from './unit-identity.ts';

export interface ClaimSettings {
  /** https://host:port */
  readonly hub: string;
  readonly caFingerprint: string;
  readonly claim: string;
}

const answerSchema = Compile(ClaimAnswer);

/** What to do about each of the hub's problem codes. */
const ADVICE: Record<string, string> = {
  'claim-mistyped': 'HADIR_CLAIM is mistyped: compare it with what the hub showed.',
  'claim-unknown': 'The hub does not know this claim: make a new one with "hadir claim".',
  'claim-expired': 'The claim has expired: make a new one with "hadir claim".',
  'claim-used': 'The claim was used by another unit: make a new one with "hadir claim".',
  'proof-invalid': "The hub does not accept the unit's proof: empty the data folder and claim the unit anew.",
  'csr-invalid': "The hub does not accept the unit's TLS key: empty the data folder and claim the unit anew.",
  'door-occupied': 'The door already has a unit: retire that one first.',
};

/**
 * Makes the unit a member of its hub, once. The phases, each of which can be interrupted and gone through again:
 *
 * 1. The keys exist and the signing request is kept, so that every try is the same request and the hub can answer the
 *    same certificate again.
 * 2. The hub's authority is fetched and held against the fingerprint. Before this, nothing is sent.
 * 3. The claim goes out over TLS that this authority vouches for. Only the hub's answer makes the unit claimed.
 * 4. The answer is stored, `unit.json` last.
 *
 * @throws ClaimError `hub-unreachable` when trying again may help, and other codes when it does not.
 */
export async function claimUnit(
  data: string,
  keys: UnitKeys,
  settings: ClaimSettings,
  hardware: string,
): Promise<ClaimAnswer> {
  const csr = await keepCsr(data, keys);
  const ca = await fetchAuthority(settings.hub, settings.caFingerprint);
  const proof: ClaimProof = { v: 1, claimHash: sha256(normaliseClaim(settings.claim)), csrHash: sha256(csr) };
  const body: ClaimRequest = {
    claim: settings.claim,
    csr,
    journalKey: keys.journal.publicKey,
    proof: signJws('hadir-claim', keys.journal, proof),
    hardware,
  };
  const answer = await callHub({ method: 'POST', url: new URL('/api/unit/claim', settings.hub), body, ca });
  const accepted = readAnswer(answer);
  storeUnitIdentity(data, accepted, keys.journal.kid);
  return accepted;
}

async function keepCsr(data: string, keys: UnitKeys): Promise<string> {
  const path = join(data, 'keys', 'request.csr');
  const kept = readPrivateFile(path);
  if (kept !== null) return kept;
  // Needed once in a unit's life: its libraries take no memory from then on.
  const { makeCsr } = await import('./make-csr.ts');
  const csr = await makeCsr(keys.tls);
  writeFileDurably(path, csr);
  return csr;
}

function readAnswer({ status, text }: { status: number; text: string }): ClaimAnswer {
  const body = parse(text);
  if (status === 200 || status === 201) {
    if (answerSchema.Check(body)) return body;
    throw new ClaimError(
      'bad-answer',
      "The hub's answer to the claim cannot be read: are hub and unit of the same release?",
    );
  }
  const { code, detail } = (body ?? {}) as { code?: unknown; detail?: unknown };
  // A hub that is overloaded or starting says so with these; it is worth another try.
  if (status === 429 || status >= 500)
    throw new ClaimError('hub-unreachable', `The hub answered ${status} to the claim.`);
  const advice = typeof code === 'string' ? ADVICE[code] : undefined;
  const words = advice ?? (typeof detail === 'string' ? detail : 'It gives no reason.');
  throw new ClaimError('refused', `The hub refused the claim (${typeof code === 'string' ? code : status}). ${words}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
