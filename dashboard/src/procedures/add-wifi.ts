import { readClaimCode, writeClaimCode } from '@hadir/shared/wire/claim-code';
import type { ClaimCode } from '@hadir/shared/wire/enrolment';

export interface Wifi {
  readonly name: string;
  readonly password: string;
}

/**
 * Adds a Wi-Fi to a claim's code, in the browser: its password is nobody else's business.
 * @param code as the hub wrote it
 * @returns the code with the Wi-Fi; as it was where the name is empty or the code is none that we know
 */
export function addWifi(code: string, { name, password }: Wifi): string {
  const read = readClaimCode(code);
  return name.trim() === '' || !isClaimCode(read) ? code : writeClaimCode({ ...read, w: [name, password] });
}

/** @returns whether the standard (IEEE 802.11: 32 bytes of name, 63 of password) allows it. */
export function isWifi({ name, password }: Wifi): boolean {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  return bytes(name) <= 32 && bytes(password) <= 63;
}

function isClaimCode(value: unknown): value is ClaimCode {
  return typeof value === 'object' && value !== null && 'v' in value && value.v === 1 && 'c' in value;
}
