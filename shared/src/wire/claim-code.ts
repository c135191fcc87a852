import type { ClaimCode } from './enrolment.ts';

/** What stands in front of the JSON, so that no other QR code is mistaken for a claim. */
const PREFIX = 'HADIR1:';

export function writeClaimCode(code: ClaimCode): string {
  return PREFIX + JSON.stringify(code);
}

/** @returns the JSON value after the prefix, unchecked, or null where the text is no claim code at all. */
export function readClaimCode(text: string): unknown {
  if (!text.startsWith(PREFIX)) return null;
  try {
    return JSON.parse(text.slice(PREFIX.length));
  } catch {
    return null;
  }
}
