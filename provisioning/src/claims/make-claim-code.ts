import { ClaimCode, readClaimCode, writeClaimCode } from '@hadir/shared/wire/enrolment';
import { Compile } from 'typebox/compile';
import { HadirError } from '../hadir-error.ts';

export interface Wifi {
  readonly name: string;
  readonly password: string;
}

const claimCode = Compile(ClaimCode);

/** @param code as the hub gave it, without a Wi-Fi. @throws HadirError */
export function makeClaimCode(code: string, wifi: Wifi | null): ClaimCode {
  const value = readClaimCode(code);
  if (!claimCode.Check(value))
    throw new HadirError('failed', 'The hub gave a claim code that this version of hadir does not know. Update hadir.');
  if (wifi === null) return value;
  const withWifi = { ...value, w: [wifi.name, wifi.password] };
  if (!claimCode.Check(withWifi))
    throw new HadirError('usage', 'A Wi-Fi has a name of at most 32 characters and a password of at most 63.');
  return withWifi;
}

/** @returns what the QR code carries. */
export function claimCodeText(code: ClaimCode): string {
  return writeClaimCode(code);
}

/** @param name null where there is none. @throws HadirError `usage` */
export async function readWifi(
  name: string | undefined,
  known: string | undefined,
  askSecret: (question: string, instead: string) => Promise<string>,
): Promise<Wifi | null> {
  if (name === undefined) return null;
  const password = known ?? (await askSecret(`Password of the Wi-Fi ${name}: `, 'set HADIR_WIFI_PASSWORD'));
  if (password.length > 0 && password.length < 8)
    throw new HadirError('usage', 'The password of a Wi-Fi (WPA) has at least 8 characters, that of an open one none.');
  return { name, password };
}
