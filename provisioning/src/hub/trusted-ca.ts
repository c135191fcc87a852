import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { HadirError } from '../hadir-error.ts';
import { sendRequest } from './send-request.ts';

export interface Trust {
  /** Path of the hub's ca.pem. */
  readonly caFile?: string | undefined;
  /** SHA-256 of the hub's CA, hex, with or without colons. */
  readonly fingerprint?: string | undefined;
}

/** @returns the authority (PEM) to check the hub against, or undefined for those that Node.js trusts. @throws HadirError */
export async function trustedCa(hub: URL, { caFile, fingerprint }: Trust): Promise<string | undefined> {
  if (caFile !== undefined) {
    return await readFile(caFile, 'utf8').catch((cause: unknown) => {
      throw new HadirError('usage', `The file ${caFile} of --ca cannot be read.`, { cause });
    });
  }
  if (fingerprint === undefined || hub.protocol !== 'https:') return undefined;
  const { status, body } = await sendRequest(new URL('/ca.pem', hub), { unverified: true });
  const authorities = status === 200 ? readAuthorities(body.toString()) : [];
  const trusted = authorities.find((one) => plain(one.fingerprint) === plain(fingerprint));
  if (trusted !== undefined) return trusted.pem;
  const shown = authorities.map((one) => one.fingerprint).join(' and ');
  throw new HadirError(
    'hub-not-trusted',
    shown === ''
      ? `${hub.origin} does not hand out a certificate authority. Is it a hub?`
      : `${hub.origin} shows the fingerprint ${shown}, which is not the one you passed. Do not go on before you know why.`,
  );
}

/** While an authority is being replaced, a hub hands out two. */
function readAuthorities(text: string): { pem: string; fingerprint: string }[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return found.map((pem) => ({ pem, fingerprint: new X509Certificate(pem).fingerprint256 }));
  } catch {
    return [];
  }
}

function plain(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toUpperCase();
}
