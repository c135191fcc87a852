import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { parseUnitId } from '@hadir/shared/ids';
import type { ClaimCode, UnitFacts } from '@hadir/shared/wire/enrolment';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { destroyFile } from '../keys/destroy-file.ts';
import { readPrivateFile, writeFileDurably } from '../keys/private-file.ts';
import type { UnitKeys } from '../keys/unit-keys.ts';
import { isIssuedBy, splitPem, storeCertificate, trustAuthorities } from './credentials.ts';
import { EnrolmentError } from './enrolment-error.ts';
import type { OnEnrolmentStep } from './enrolment-step.ts';
import { enrolByClaim, fetchUnitFacts, unitOf } from './est-client.ts';
import { fetchAuthority } from './fetch-authority.ts';
import { storeUnitIdentity, type UnitIdentity } from './unit-identity.ts';

export interface EnrolOptions {
  readonly data: string;
  readonly keys: UnitKeys;
  /** What the hardware is, in words. */
  readonly hardware: string;
  readonly onStep: OnEnrolmentStep;
  readonly signal: AbortSignal;
}

/** `enrolment.json`: the certificate is there, and the unit does not know its door yet. */
const Half = Type.Object({ hub: Type.String(), authority: Type.String(), certificate: Type.String() });
type Half = Static<typeof Half>;
const half = Compile(Half);

/**
 * Makes the unit a member of its hub, once. The phases, each of which can be interrupted and gone through again:
 *
 * 1. The keys exist and the signing request is kept, so that every try is the same request and the hub can answer the
 *    same certificate again.
 * 2. The hub's authority is fetched and held against the fingerprint. Before this, nothing is sent.
 * 3. The claim goes out over TLS that this authority vouches for. The certificate in the answer is kept before
 *    anything else happens: from then on the claim is not needed any more.
 * 4. With the certificate, the unit asks who it is. The answer is stored, `unit.json` last: where it is, everything is.
 *
 * @throws EnrolmentError `hub-unreachable` when trying again may help, and other codes when it does not.
 */
export async function enrolUnit(code: ClaimCode, options: EnrolOptions): Promise<UnitIdentity> {
  const { data, keys, hardware, onStep, signal } = options;
  const { h: hub, c: claim } = code;
  const csr = await keepCsr(data, keys);
  onStep({ step: 'reaching-hub', hub });
  const onAnswer = () => onStep({ step: 'checking-authority', hub });
  const authority = await fetchAuthority(code, { onAnswer, signal });
  onStep({ step: 'enrolling', hub });
  const certificate = await enrolByClaim(keys, { hub, ca: authority, csr, claim, hardware, signal });
  keepHalf(data, { hub, authority, certificate });
  return learnIdentity({ hub, authority, certificate }, options);
}

/**
 * Phase 4 of an enrolment that was interrupted.
 * @returns null where none was begun. @throws EnrolmentError.
 */
export async function finishEnrolment(options: EnrolOptions): Promise<UnitIdentity | null> {
  const begun = readHalf(options.data);
  if (begun === null) return null;
  options.onStep({ step: 'reaching-hub', hub: begun.hub });
  try {
    return await learnIdentity(begun, options);
  } catch (error) {
    // The hub does not want this certificate any more: only another claim helps.
    if (error instanceof EnrolmentError && error.code === 'refused') destroyFile(halfPath(options.data));
    throw error;
  }
}

async function learnIdentity(begun: Half, { data, keys, onStep, signal }: EnrolOptions): Promise<UnitIdentity> {
  const { hub, authority, certificate } = begun;
  const facts = await fetchUnitFacts(hub, { ca: authority, certificate, key: keys.tls }, signal);
  const identity = toIdentity(facts, begun, keys.journal.kid);
  const trusted = trustAuthorities(data, facts.authorities);
  if (!trusted.ok) throw new EnrolmentError('bad-answer', trusted.problem, 'Are hub and unit of the same release?');
  storeCertificate(data, certificate);
  storeUnitIdentity(data, identity);
  destroyFile(halfPath(data));
  onStep({ step: 'enrolled', unit: identity.unit, door: identity.door.name });
  return identity;
}

function toIdentity(facts: UnitFacts, { hub, certificate }: Half, kid: string): UnitIdentity {
  const own = new X509Certificate(certificate);
  const unit = parseUnitId(facts.unit);
  const authorities = splitPem(facts.authorities) ?? [];
  const issuer = authorities.find((authority) => isIssuedBy(own, authority));
  if (unit === null || unitOf(own) !== unit || issuer === undefined || !isBroker(facts.broker))
    throw new EnrolmentError(
      'bad-answer',
      "The hub's words about this unit do not fit its certificate.",
      'Are hub and unit of the same release?',
    );
  if (facts.binding === null)
    throw new EnrolmentError(
      'no-door',
      `The hub knows this unit as ${unit}, and has no door for it.`,
      'BKD has to give it a door.',
    );
  const { number, door, follows } = facts.binding;
  return { unit, binding: number, door, follows, hub, hubKey: facts.hubKey, broker: facts.broker, kid };
}

export function isBroker(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'mqtts:';
}

async function keepCsr(data: string, keys: UnitKeys): Promise<string> {
  const path = join(data, 'keys', 'request.p10');
  const kept = readPrivateFile(path);
  if (kept !== null) return kept;
  // Needed once in a unit's life: its libraries take no memory from then on.
  const { makeCsr } = await import('./make-csr.ts');
  const csr = await makeCsr(keys.tls);
  writeFileDurably(path, csr);
  return csr;
}

function halfPath(data: string): string {
  return join(data, 'enrolment.json');
}

function keepHalf(data: string, begun: Half): void {
  writeFileDurably(halfPath(data), JSON.stringify(begun));
}

function readHalf(data: string): Half | null {
  const text = readPrivateFile(halfPath(data));
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return half.Check(value) ? value : null;
  } catch {
    return null;
  }
}
