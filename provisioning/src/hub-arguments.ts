import type { ArgsDef } from 'citty';
import { HadirError } from './hadir-error.ts';
import { HubSession } from './hub-session.ts';
import { readPassword } from './read-password.ts';
import { trustedCa } from './trusted-ca.ts';

/** What every command that talks to a hub takes. */
export const hubArguments = {
  hub: { type: 'string', description: 'Address of the hub, https://host:port', required: true },
  user: { type: 'string', description: 'Name to sign in with', default: 'admin' },
  fingerprint: { type: 'string', description: "SHA-256 fingerprint of the hub's certificate authority" },
  ca: { type: 'string', description: "The hub's ca.pem, instead of --fingerprint" },
  json: { type: 'boolean', description: 'Print one JSON object and nothing else', default: false },
} as const satisfies ArgsDef;

interface HubArguments {
  readonly hub: string;
  readonly user: string;
  readonly fingerprint?: string | undefined;
  readonly ca?: string | undefined;
}

/** @param password where the surroundings already know it. @throws HadirError */
export async function openSession(args: HubArguments, password: string | undefined): Promise<HubSession> {
  const hub = parseAddress(args.hub);
  const ca = await trustedCa(hub, { caFile: args.ca, fingerprint: args.fingerprint });
  return HubSession.open(hub, ca, { username: args.user, password: password ?? (await readPassword(args.user)) });
}

function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol)) {
    throw new HadirError('usage', `--hub must be an address such as https://hub.example.go.id:8443, not "${text}".`);
  }
  if (url.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) {
    throw new HadirError('usage', 'A password is sent unencrypted only within this machine; use https:// for --hub.');
  }
  return url;
}
