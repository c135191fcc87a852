import { ClaimCode, normaliseClaim, readClaimCode } from '@hadir/shared/wire/enrolment';
import { Compile } from 'typebox/compile';

export type ClaimFinding =
  | { readonly kind: 'claim'; readonly code: ClaimCode }
  | { readonly kind: 'unusable'; readonly problem: string }
  /** It is no claim of ours at all. */
  | { readonly kind: 'other' };

const schema = Compile(ClaimCode);
const FIELDS: Record<string, string> = {
  v: 'the version',
  h: 'the address of the hub',
  f: 'the fingerprint',
  c: 'the claim',
  w: 'the Wi-Fi',
};

/** Reads the text of a QR code. */
export function readQrClaim(text: string): ClaimFinding {
  const value = readClaimCode(text);
  if (value !== null) return checkClaim(value);
  return text.startsWith('HADIR')
    ? { kind: 'unusable', problem: 'The QR code was made by another release, or is damaged.' }
    : { kind: 'other' };
}

/** Reads a claim file: the same JSON as in the QR code. */
export function readFileClaim(text: string): ClaimFinding {
  try {
    return checkClaim(JSON.parse(text));
  } catch {
    return { kind: 'unusable', problem: 'The claim file is not JSON.' };
  }
}

/** Names the field that is wrong, and never what is in it. */
function checkClaim(value: unknown): ClaimFinding {
  if (!schema.Check(value)) {
    const [error] = schema.Errors(value);
    const missing = error?.keyword === 'required' ? error.params.requiredProperties[0] : undefined;
    const field = missing ?? error?.instancePath.split('/')[1] ?? '';
    return { kind: 'unusable', problem: `In the claim, ${FIELDS[field] ?? 'something'} is missing or wrong.` };
  }
  if (!URL.canParse(value.h) || new URL(value.h).protocol !== 'https:')
    return { kind: 'unusable', problem: `In the claim, ${FIELDS.h} is not https://host:port.` };
  return { kind: 'claim', code: { ...value, c: normaliseClaim(value.c) } };
}
