import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseUnitId, type UnitId } from '@hadir/shared/ids';
import { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { Predecessor } from '@hadir/shared/journal/entry';
import { DoorFacts } from '@hadir/shared/wire/command';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { writeFileDurably } from '../keys/private-file.ts';
import { EnrolmentError } from './enrolment-error.ts';

/** `unit.json`: what an enrolled unit knows of itself and of its hub. Nothing in it is secret. */
const StoredIdentity = Type.Object({
  unit: Type.String(),
  /** The binding that the unit was enrolled with. Orders may have changed it since: see `orders/`. */
  binding: Type.Integer({ minimum: 1 }),
  door: DoorFacts,
  /** How far the hub held the journal of the binding that served this door before. */
  follows: Type.Optional(Type.Union([Predecessor, Type.Null()])),
  /** https://host:port */
  hub: Type.Optional(Type.String()),
  /** Pinned: signs receipts and orders. */
  hubKey: Ed25519Jwk,
  /** mqtts://host:port */
  broker: Type.String(),
  /** Thumbprint of the journal key that was enrolled. */
  kid: Type.String(),
});
type StoredIdentity = Static<typeof StoredIdentity>;

export interface UnitIdentity extends Required<Omit<StoredIdentity, 'unit'>> {
  readonly unit: UnitId;
}

const schema = Compile(StoredIdentity);
/** Where the hub's HTTPS is by default, for units that were claimed before they kept the hub's address. */
const HTTPS_PORT = 8443;

/** @returns null for a unit that was not enrolled yet. @throws EnrolmentError `identity-damaged`. */
export function readUnitIdentity(data: string, kid: string): UnitIdentity | null {
  const path = join(data, 'unit.json');
  const text = readIfThere(path);
  if (text === null) return null;
  const stored = parse(text);
  const unit = stored === null ? null : parseUnitId(stored.unit);
  if (stored === null || unit === null)
    throw new EnrolmentError(
      'identity-damaged',
      `${path} is unreadable.`,
      'Restore the data folder from a copy, or ask BKD to re-activate this unit.',
    );
  if (stored.kid !== kid)
    throw new EnrolmentError(
      'identity-damaged',
      `keys/journal.pem is not the key that ${stored.unit} was enrolled with.`,
      'Restore the key, or claim this unit anew with an empty data folder.',
    );
  const { follows = null, hub = `https://${new URL(stored.broker).hostname}:${HTTPS_PORT}` } = stored;
  return { ...stored, unit, follows, hub };
}

/** Keeps who the unit is; whole or not at all. */
export function storeUnitIdentity(data: string, identity: UnitIdentity): void {
  const { unit, binding, door, follows, hub, hubKey, broker, kid } = identity;
  const stored: StoredIdentity = { unit, binding, door, follows, hub, hubKey, broker, kid };
  writeFileDurably(join(data, 'unit.json'), `${JSON.stringify(stored, null, 2)}\n`, 0o644);
}

function parse(text: string): StoredIdentity | null {
  try {
    const value: unknown = JSON.parse(text);
    return schema.Check(value) && URL.canParse(value.broker) ? value : null;
  } catch {
    return null;
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
