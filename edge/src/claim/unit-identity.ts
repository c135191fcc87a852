import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseUnitId, type UnitId } from '@hadir/shared/ids';
import { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { ClaimAnswer } from '@hadir/shared/wire/claim';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { writeFileDurably } from '../keys/private-file.ts';
import { ClaimError } from './claim-error.ts';

/** `unit.json`: what a claimed unit knows of itself and of its hub. Nothing in it is secret. */
const StoredIdentity = Type.Object({
  unit: Type.String(),
  binding: Type.Integer({ minimum: 1 }),
  door: ClaimAnswer.properties.door,
  hubKey: Ed25519Jwk,
  broker: Type.String(),
  /** Thumbprint of the journal key that was claimed. */
  kid: Type.String(),
});

export interface UnitIdentity extends Omit<Static<typeof StoredIdentity>, 'unit'> {
  readonly unit: UnitId;
  /** PEM. */
  readonly certificate: string;
  readonly ca: string;
}

const schema = Compile(StoredIdentity);

/** @returns null for a unit that was not claimed yet. @throws ClaimError `identity-damaged`. */
export function readUnitIdentity(data: string, kid: string): UnitIdentity | null {
  const path = join(data, 'unit.json');
  const text = readIfThere(path);
  if (text === null) return null;
  const certificate = readIfThere(join(data, 'certificate.pem'));
  const ca = readIfThere(join(data, 'ca.pem'));
  const stored = parse(text);
  const unit = stored === null ? null : parseUnitId(stored.unit);
  if (stored === null || unit === null || certificate === null || ca === null)
    throw new ClaimError(
      'identity-damaged',
      `${path} or a certificate beside it is missing or unreadable: restore the data folder from a copy.`,
    );
  if (stored.kid !== kid)
    throw new ClaimError(
      'identity-damaged',
      `keys/journal.pem is not the key that ${stored.unit} was claimed with: restore the key, or claim this unit anew with an empty data folder.`,
    );
  return { ...stored, unit, certificate, ca };
}

/** Keeps the hub's answer. `unit.json` comes last: where it is, everything is. */
export function storeUnitIdentity(data: string, answer: ClaimAnswer, kid: string): void {
  const { unit, binding, door, hubKey, broker, certificate, ca } = answer;
  writeFileDurably(join(data, 'ca.pem'), ca, 0o644);
  writeFileDurably(join(data, 'certificate.pem'), certificate, 0o644);
  const stored: Static<typeof StoredIdentity> = { unit, binding, door, hubKey, broker, kid };
  writeFileDurably(join(data, 'unit.json'), `${JSON.stringify(stored, null, 2)}\n`, 0o644);
}

function parse(text: string): Static<typeof StoredIdentity> | null {
  try {
    const value: unknown = JSON.parse(text);
    return schema.Check(value) ? value : null;
  } catch {
    return null;
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
