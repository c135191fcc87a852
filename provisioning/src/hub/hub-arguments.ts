import type { ArgsDef } from 'citty';
import { HadirError } from '../hadir-error.ts';
import type { Surroundings } from '../surroundings.ts';
import { HubSession } from './hub-session.ts';
import { trustedCa } from './trusted-ca.ts';

/** What every command that talks to a hub takes. */
export const hubArguments = {
  hub: { type: 'string', description: 'Address of the hub, https://host:port; or HADIR_HUB', valueHint: 'url' },
  user: { type: 'string', description: 'Name to sign in with; or HADIR_USER, else admin', valueHint: 'name' },
  fingerprint: {
    type: 'string',
    description: "SHA-256 fingerprint of the hub's certificate authority; or HADIR_CA_FINGERPRINT",
    valueHint: 'hex',
  },
  ca: { type: 'string', description: "The hub's ca.pem, instead of --fingerprint; or HADIR_CA", valueHint: 'file' },
  json: { type: 'boolean', description: 'Print JSON and nothing else', default: false },
} as const satisfies ArgsDef;

interface HubArguments {
  readonly hub?: string | undefined;
  readonly user?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly ca?: string | undefined;
}

/** Signs in; the password comes from HADIR_PASSWORD or is asked for without being shown. @throws HadirError */
export async function openSession(args: HubArguments, surroundings: Surroundings): Promise<HubSession> {
  const { environment, askSecret } = surroundings;
  const hub = parseAddress(args.hub ?? environment.hub);
  const fromEnvironment = args.fingerprint === undefined ? environment.ca : undefined;
  const ca = await trustedCa(hub, {
    caFile: args.ca ?? fromEnvironment,
    fingerprint: args.fingerprint ?? environment.fingerprint,
  });
  const username = args.user ?? environment.user ?? 'admin';
  const password = environment.password ?? (await askSecret(`Password of ${username}: `, 'set HADIR_PASSWORD'));
  return HubSession.open(hub, ca, { username, password });
}

function parseAddress(text: string | undefined): URL {
  if (text === undefined)
    throw new HadirError('usage', 'Which hub? Pass --hub https://hub.example.go.id:8443, or set HADIR_HUB.');
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol)) {
    throw new HadirError('usage', `--hub must be an address such as https://hub.example.go.id:8443, not "${text}".`);
  }
  if (url.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) {
    throw new HadirError('usage', 'A password is sent unencrypted only within this machine; use https:// for --hub.');
  }
  return url;
}
