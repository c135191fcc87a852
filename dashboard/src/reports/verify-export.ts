import type { ExportManifest } from '@hadir/shared/api/reports';
import { decodeBase64url, encodeBase64url, protectedHeader, splitJws } from '@hadir/shared/journal/jws';
import { thumbprintInput } from '@hadir/shared/journal/thumbprint-input';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { readZip } from './read-zip.ts';

export type ExportVerdict =
  | { readonly kind: 'not-zip' | 'no-manifest' | 'bad-signature' }
  | { readonly kind: 'passed'; readonly manifest: ExportManifest }
  /** Those that were altered, are missing, or are not listed. */
  | { readonly kind: 'wrong-files'; readonly manifest: ExportManifest; readonly paths: readonly string[] };

interface HubKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
}

/** The manifest cannot name itself. */
const BESIDE: ReadonlySet<string> = new Set(['manifest.json', 'manifest.jws']);

/** Verifies an export with nothing but its bytes and the hub's key. @param key from the hub, never from the archive */
export async function verifyExport(bytes: Uint8Array<ArrayBuffer>, key: HubKey): Promise<ExportVerdict> {
  const entries = readZip(bytes);
  if (entries === null) return { kind: 'not-zip' };
  const files = new Map(entries.map((entry) => [entry.path, entry]));
  const signed = await files.get('manifest.jws')?.read();
  if (signed === undefined) return { kind: 'no-manifest' };
  const manifest = verifiedManifest(new TextDecoder().decode(signed).trim(), key);
  if (manifest === null) return { kind: 'bad-signature' };
  const listed = new Set(manifest.files.map(({ path }) => path));
  // Two files of one name: which of them others would unpack, nobody knows.
  const twice = entries.filter(({ path }, index) => entries.findIndex((entry) => entry.path === path) !== index);
  const paths = [...files.keys()].filter((path) => !listed.has(path) && !BESIDE.has(path));
  paths.push(...twice.map(({ path }) => path));
  for (const { path, sha256: expected } of manifest.files) {
    const content = await files
      .get(path)
      ?.read()
      .catch(() => undefined);
    if (content === undefined || bytesToHex(sha256(content)) !== expected) paths.push(path);
  }
  return paths.length === 0 ? { kind: 'passed', manifest } : { kind: 'wrong-files', manifest, paths: paths.sort() };
}

function verifiedManifest(text: string, key: HubKey): ExportManifest | null {
  const jws = splitJws(text);
  const kid = encodeBase64url(sha256(ascii(thumbprintInput(key))));
  if (jws === null || jws.header !== protectedHeader('hadir-export', kid)) return null;
  try {
    const holds = ed25519.verify(decodeBase64url(jws.signature), ascii(jws.signed), decodeBase64url(key.x), {
      zip215: false,
    });
    // What this hub signed is what this hub wrote: its form needs no second look.
    return holds ? (JSON.parse(new TextDecoder().decode(decodeBase64url(jws.payload))) as ExportManifest) : null;
  } catch {
    return null;
  }
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
