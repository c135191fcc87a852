import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { destroyFile } from './destroy-file.ts';
import { KeysError } from './keys-error.ts';
import { readPrivateFile, replacePrivateFile, writeFileDurably } from './private-file.ts';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** In front of what is sealed; the rest is base64url of IV, tag and ciphertext. The file's name is authenticated with it. */
/** Ends the name of a secret that is being destroyed. */
const GOING = '.going';
const SEALED = 'hadir-sealed-1 ';

/**
 * The secrets of a unit, each in a file of mode 0600 below `keys`. Where the board has a key of its own, they are
 * sealed with AES-256-GCM under a key derived from it (HKDF-SHA-256), also those that lay there plainly before.
 */
export class KeyFolder {
  readonly #path: string;
  readonly #key: Buffer | null;

  /** @param deviceKey see `readDeviceKey`. */
  constructor(data: string, deviceKey: Buffer | null) {
    this.#path = join(data, 'keys');
    this.#key =
      deviceKey === null ? null : Buffer.from(hkdfSync('sha256', deviceKey, 'hadir', 'unit keys at rest', 32));
  }

  /** Whether what is kept here is of use on this board only. */
  get sealed(): boolean {
    return this.#key !== null;
  }

  /** @returns null where there is no such secret. @throws KeysError. */
  read(name: string): string | null {
    const path = join(this.#path, name);
    const text = readPrivateFile(path);
    if (text === null) return null;
    if (text.startsWith(SEALED)) return this.#open(name, text.slice(SEALED.length));
    if (this.#key !== null) replacePrivateFile(path, this.#seal(name, text));
    return text;
  }

  /** Returns when it is on the disk. */
  write(name: string, text: string): void {
    writeFileDurably(join(this.#path, name), this.#seal(name, text));
  }

  /** Destroys what is there under this name, if anything; see `destroyFile`. */
  destroy(name: string): void {
    const path = join(this.#path, name);
    // Power may fail while it is overwritten: what is left then must not be taken for a damaged secret.
    if (existsSync(path)) renameSync(path, path + GOING);
    destroyFile(path + GOING);
  }

  /** Ends what a power cut interrupted. */
  finishDestroying(): void {
    if (!existsSync(this.#path)) return;
    for (const name of readdirSync(this.#path)) if (name.endsWith(GOING)) destroyFile(join(this.#path, name));
  }

  /** Destroys everything in the folder. */
  destroyAll(): void {
    try {
      for (const name of readdirSync(this.#path)) this.destroy(name);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }

  #seal(name: string, text: string): string {
    if (this.#key === null) return text;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, iv).setAAD(Buffer.from(name));
    const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return SEALED + Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64url');
  }

  #open(name: string, sealed: string): string {
    if (this.#key === null) throw elsewhere(name);
    const bytes = Buffer.from(sealed, 'base64url');
    const iv = bytes.subarray(0, IV_BYTES);
    const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
    try {
      const decipher = createDecipheriv(CIPHER, this.#key, iv).setAAD(Buffer.from(name)).setAuthTag(tag);
      const hidden = bytes.subarray(IV_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(hidden), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw elsewhere(name, cause);
    }
  }
}

function elsewhere(name: string, cause?: unknown): KeysError {
  return new KeysError(
    'sealed-elsewhere',
    `keys/${name} was sealed on another board, or this board's key cannot be read: put the card back into its own board, or empty the data folder and ask BKD to re-activate this unit.`,
    cause,
  );
}
