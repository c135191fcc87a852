import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { HadirError } from '../hadir-error.ts';
import { readExportHeader } from './export-header.ts';

/** @param path of a JWK, a PEM or an exported journal, whose header holds the key. @throws HadirError `usage` */
export async function readKeyFile(path: string): Promise<Ed25519Jwk> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new HadirError('usage', `The file ${path} of --key cannot be read.`, { cause });
  });
  const header = readExportHeader(text.split('\n', 1)[0] ?? '');
  if (header !== null) return header.key;
  try {
    const pem = text.includes('-----BEGIN');
    const key = pem ? createPublicKey(text) : createPublicKey({ key: JSON.parse(text), format: 'jwk' });
    const { x } = key.export({ format: 'jwk' });
    if (key.asymmetricKeyType === 'ed25519' && x !== undefined) return { kty: 'OKP', crv: 'Ed25519', x };
  } catch {
    // Told below: what exactly is wrong with the text does not matter, and it may be a private key.
  }
  throw new HadirError(
    'usage',
    `The file ${path} of --key holds no Ed25519 key as JWK or PEM, and no exported journal.`,
  );
}
