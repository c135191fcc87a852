import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UnitId } from '@hadir/shared/ids';
import {
  exportSigningKey,
  generateSigningKey,
  loadSigningKey,
  type SigningKey,
} from '@hadir/shared/journal/node-signature';
import type { Logger } from 'pino';
import type { Authority, IssueOutcome, RevocationList, RevokedCertificate, TrustedAuthority } from './authority.ts';
import { AuthorityError } from './authority-error.ts';
import { addAuthority, type HeldAuthority, keepAuthorities, openAuthorities } from './held-authorities.ts';
import { issueClientCertificate, issueUnitCertificate } from './issue-certificates.ts';
import { type KeyFolder, openKeyFolder } from './key-folder.ts';
import { importP256Key, makeP256Key } from './p256-key.ts';
import { loadPictureKey, makePictureKey, type PictureKeys } from './picture-key.ts';
import { issueRevocationList } from './revocation-list.ts';
import { issueServerCredentials, openServerCredentials, type ServerCredentials } from './server-credentials.ts';

/** What an external broker's access list calls the hubs. */
const HUB_NAME = 'hadir-hub';
const YEAR_MS = 365 * 86_400_000;

export interface AuthorityConfig {
  readonly data: string;
  readonly publicHost: string;
  readonly region: string;
  /** How long a unit's certificate is valid; a year where nothing is said. */
  readonly unitCertificateMs?: number;
}

/** Reads the hub's keys, or makes them on the first start. @throws AuthorityError */
export async function openAuthority(config: AuthorityConfig, log: Logger): Promise<Authority> {
  const keys = await openKeyFolder(join(config.data, 'keys'));
  const held = await openAuthorities(keys, `Hadir ${config.region}`);
  const server = await openServerCredentials(keys, held, serverNames(config.publicHost));
  const hubKey = loadSigningKey(
    (await keys.readOrMake('hub-key.pem', () => exportSigningKey(generateSigningKey()))).toString(),
  );
  const templateKey = await keys.readOrMake('template.key', () => randomBytes(32));
  if (templateKey.length !== 32)
    throw new AuthorityError(
      'keys/template.key is not 32 bytes long. Restore it from a backup: without it no template can be read.',
    );
  const pictureKeys = loadPictureKey((await keys.readOrMake('picture-key.pem', makePictureKey)).toString());
  if (server.isNew) {
    log.info(
      { names: serverNames(config.publicHost) },
      'The hub has a new TLS certificate for these names. Units and browsers that trust the CA need nothing.',
    );
  }
  return new FileAuthority({ config, keys, held, server, hubKey, templateKey, pictureKeys });
}

interface Opened {
  readonly config: AuthorityConfig;
  readonly keys: KeyFolder;
  readonly held: readonly HeldAuthority[];
  readonly server: ServerCredentials;
  readonly hubKey: SigningKey;
  readonly templateKey: Buffer;
  readonly pictureKeys: PictureKeys;
}

class FileAuthority implements Authority {
  readonly hubKey: SigningKey;
  readonly templateKey: Buffer;
  readonly pictureKeys: PictureKeys;
  readonly #config: AuthorityConfig;
  readonly #keys: KeyFolder;
  readonly #listeners: (() => void)[] = [];
  #held: readonly HeldAuthority[];
  #server: ServerCredentials;
  #lists: readonly RevocationList[] = [];

  constructor({ config, keys, held, server, hubKey, templateKey, pictureKeys }: Opened) {
    this.#config = config;
    this.#keys = keys;
    this.#held = held;
    this.#server = server;
    this.hubKey = hubKey;
    this.templateKey = templateKey;
    this.pictureKeys = pictureKeys;
  }

  get caPem(): string {
    return this.#held.map(({ pem }) => `${pem.trimEnd()}\n`).join('');
  }

  get trusted(): readonly TrustedAuthority[] {
    return this.#held;
  }

  get caFingerprint(): string {
    return this.#server.authority.fingerprint;
  }

  serverCredentials() {
    const { key, cert, authority } = this.#server;
    return { key, cert: `${cert.trimEnd()}\n${authority.pem}` };
  }

  async issueHubClientCredentials(name = HUB_NAME) {
    const key = makeP256Key();
    const { publicKey } = await importP256Key(key);
    // The broker may not have heard of the newest authority yet.
    const certificate = await issueClientCertificate(this.#server.authority.issuer, publicKey, name, YEAR_MS);
    return { key, cert: certificate.toString('pem') };
  }

  issueUnitCertificate(csr: string | Buffer, unit: UnitId): Promise<IssueOutcome> {
    return issueUnitCertificate(this.#newest().issuer, csr, unit, this.#config.unitCertificateMs ?? YEAR_MS);
  }

  async publishRevocations(revoked: readonly RevokedCertificate[]): Promise<void> {
    this.#lists = await Promise.all(this.#held.map((authority) => issueRevocationList(authority, revoked)));
    const file = join(this.#config.data, 'crl.pem');
    const draft = `${file}.${randomBytes(4).toString('hex')}`;
    await writeFile(draft, this.#lists.map(({ pem }) => pem).join(''), { mode: 0o644 });
    await rename(draft, file);
  }

  revocationLists(): readonly RevocationList[] {
    return this.#lists;
  }

  async addAuthority(): Promise<void> {
    // Two authorities must not share a name, or a verifier picks the wrong revocation list.
    const day = new Date().toISOString().slice(0, 10);
    const name = `Hadir ${this.#config.region} ${day} ${randomBytes(2).toString('hex')}`;
    await addAuthority(this.#keys, this.#held, name);
    await this.reload();
  }

  async presentNewest(): Promise<boolean> {
    const newest = this.#newest();
    if (this.#server.authority.sha256 === newest.sha256) return false;
    this.#server = await issueServerCredentials(this.#keys, newest, serverNames(this.#config.publicHost));
    this.#tell();
    return true;
  }

  async dropOlder(): Promise<void> {
    await this.presentNewest();
    await keepAuthorities(this.#keys, this.#held.slice(-1), this.#held.slice(0, -1));
    await this.reload();
  }

  async reload(): Promise<boolean> {
    const held = await openAuthorities(this.#keys, `Hadir ${this.#config.region}`);
    const server = await openServerCredentials(this.#keys, held, serverNames(this.#config.publicHost));
    const before = this.caPem + this.#server.cert;
    this.#held = held;
    this.#server = server;
    if (this.caPem + server.cert === before) return false;
    this.#tell();
    return true;
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #newest(): HeldAuthority {
    const newest = this.#held.at(-1);
    if (newest === undefined) throw new TypeError('There is always one authority.');
    return newest;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function serverNames(publicHost: string): string[] {
  return [...new Set([publicHost, 'localhost', '127.0.0.1', '::1'])];
}
