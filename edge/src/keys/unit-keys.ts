import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  exportSigningKey,
  generateSigningKey,
  loadSigningKey,
  type SigningKey,
} from '@hadir/shared/journal/node-signature';
import { KeyFolder } from './key-folder.ts';
import { KeysError } from './keys-error.ts';

/** The keys that are born on the unit and never leave it. */
export interface UnitKeys {
  /** Ed25519, signs the journal. */
  readonly journal: SigningKey;
  /** ECDSA P-256, PKCS #8 PEM. */
  readonly tls: string;
  /** 32 bytes for AES-256-GCM: seals the templates at rest. */
  readonly roster: Buffer;
  /** Where they and other secrets of the unit are kept. */
  readonly folder: KeyFolder;
}

const ROSTER_KEY = 'roster.key';
const ROSTER_KEY_BYTES = 32;

/**
 * Reads the keys below the data folder, and makes those that are not there yet.
 * @param deviceKey see `readDeviceKey`; null where the board has none, and the keys are protected by their mode only.
 * @throws KeysError where they were sealed on another board or are damaged.
 */
export function openUnitKeys(data: string, deviceKey: Buffer | null = null): UnitKeys {
  const folder = new KeyFolder(data, deviceKey);
  folder.finishDestroying();
  const keep = <Key>(name: string, make: () => string, load: (text: string) => Key): Key => {
    let text = folder.read(name);
    if (text === null) {
      text = make();
      folder.write(name, text);
    }
    try {
      return load(text);
    } catch (cause) {
      throw new KeysError('keys-damaged', `keys/${name} is damaged: restore the data folder from a copy.`, cause);
    }
  };
  return {
    journal: keep('journal.pem', () => exportSigningKey(generateSigningKey()), loadSigningKey),
    tls: keep('tls.pem', makeTlsKey, checkTlsKey),
    roster: keep(ROSTER_KEY, makeRosterKey, readRosterKey),
    folder,
  };
}

/** Destroys the key that the templates are sealed with, so that nobody reads them from now on. @returns the next one, for templates to come. */
export function renewRosterKey(folder: KeyFolder): Buffer {
  folder.destroy(ROSTER_KEY);
  const text = makeRosterKey();
  folder.write(ROSTER_KEY, text);
  return readRosterKey(text);
}

/** Everything that the unit could sign, decrypt or prove itself with is gone; the next start makes a new unit of it. */
export function destroyKeys(data: string): void {
  new KeyFolder(data, null).destroyAll();
}

function makeTlsKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function checkTlsKey(pem: string): string {
  createPrivateKey(pem);
  return pem;
}

function makeRosterKey(): string {
  return randomBytes(ROSTER_KEY_BYTES).toString('base64');
}

function readRosterKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== ROSTER_KEY_BYTES) throw new TypeError('The key is not 32 bytes long.');
  return key;
}
