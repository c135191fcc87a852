import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  exportSigningKey,
  generateSigningKey,
  loadSigningKey,
  type SigningKey,
} from '@hadir/shared/journal/node-signature';
import { readPrivateFile, writeFileDurably } from './private-file.ts';

/** The keys that are born on the unit and never leave it. */
export interface UnitKeys {
  /** Ed25519, signs the journal. */
  readonly journal: SigningKey;
  /** ECDSA P-256, PKCS #8 PEM. */
  readonly tls: string;
  /** 32 bytes for AES-256-GCM: seals the templates at rest. */
  readonly roster: Buffer;
}

/** Reads the keys below the data folder, and makes those that are not there yet. */
export function openUnitKeys(data: string): UnitKeys {
  const keep = (name: string, make: () => string): string => {
    const path = join(data, 'keys', name);
    const kept = readPrivateFile(path);
    if (kept !== null) return kept;
    const made = make();
    writeFileDurably(path, made);
    return made;
  };
  return {
    journal: loadSigningKey(keep('journal.pem', () => exportSigningKey(generateSigningKey()))),
    tls: keep('tls.pem', makeTlsKey),
    roster: Buffer.from(
      keep('roster.key', () => randomBytes(32).toString('base64')),
      'base64',
    ),
  };
}

function makeTlsKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
