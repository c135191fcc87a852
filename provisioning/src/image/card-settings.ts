import { HadirError } from '../hadir-error.ts';

/** What makes one unit's card differ from another's. */
export interface CardSettings {
  readonly hostname: string;
  /** IANA zone. */
  readonly timezone: string;
  readonly camera: string;
  /** Two letters, which Wi-Fi channels are legal. */
  readonly country: string;
  readonly wifi: { readonly name: string; readonly password: string } | null;
  /** Public keys that may sign in as `hadir-admin`; none is no way in from the network. */
  readonly sshKeys: readonly string[];
  readonly timeServers: readonly string[];
  /** Whether a display beside the door shows the unit's page. */
  readonly screen: boolean;
  /** Size of the read-only system; the data partition has the rest. */
  readonly rootGib: number;
}

const HOST = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const SERVER = /^[A-Za-z0-9.:-]{1,253}$/;
const SSH_KEY = /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-[a-z0-9@.-]+) [A-Za-z0-9+/=]+( [^\n\r]*)?$/;

/** @throws HadirError `usage`, with everything that is wrong at once. */
export function checkCardSettings(settings: CardSettings): CardSettings {
  const { hostname, timezone, camera, country, wifi, sshKeys, timeServers } = settings;
  const problems: string[] = [];
  if (!HOST.test(hostname)) problems.push('--hostname must be lower-case letters, digits and dashes, at most 63.');
  if (!isZone(timezone)) problems.push('--timezone must be an IANA zone such as Asia/Jayapura.');
  if (camera.length < 3 || /[\n\r"\\$`]/.test(camera)) problems.push('--camera must be a camera such as rpicam.');
  if (!/^[A-Z]{2}$/.test(country)) problems.push('--country must be two capital letters such as ID.');
  if (wifi !== null && (wifi.name.length === 0 || Buffer.byteLength(wifi.name) > 32))
    problems.push('--wifi must be a name of at most 32 bytes.');
  if (wifi !== null && wifi.password.length > 63) problems.push('The password of a Wi-Fi has at most 63 characters.');
  if (sshKeys.some((key) => !SSH_KEY.test(key))) problems.push('--ssh-key must be a file of OpenSSH public keys.');
  if (timeServers.length === 0 || timeServers.some((server) => !SERVER.test(server)))
    problems.push('--ntp must be names or addresses, separated by commas.');
  if (problems.length > 0) throw new HadirError('usage', problems.join('\n'));
  return settings;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z0-9_+/-]+$/.test(name);
  } catch {
    return false;
  }
}
