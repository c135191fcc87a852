import { hash, type KeyObject } from 'node:crypto';
import { splitJws } from '@hadir/shared/journal/jws';
import { isSignedBy } from '@hadir/shared/journal/node-signature';
import { MAX_PICTURE_BYTES, PictureHeader } from '@hadir/shared/wire/picture';
import { openPicture } from '@hadir/shared/wire/seal-picture';
import type postgres from 'postgres';
import { Compile } from 'typebox/compile';

/** A picture that its unit signed for and that this hub can open. */
export interface GenuinePicture {
  readonly header: PictureHeader;
  /** Compact JWE, as it came. */
  readonly sealed: string;
}

export type PictureOutcome =
  | { readonly kind: 'genuine'; readonly picture: GenuinePicture }
  /** Nothing is wrong with it, but it cannot be judged now. */
  | { readonly kind: 'not-yet'; readonly reason: string }
  /** It will never be taken. `id`: null where the message does not even say which picture it is. */
  | { readonly kind: 'refused'; readonly reason: string; readonly id: string | null };

const headerSchema = Compile(PictureHeader);
const JPEG = Buffer.from([0xff, 0xd8, 0xff]);

/**
 * Judges one message of a unit's picture topic: the header's signature before anything of it is parsed, then that the
 * sealed bytes are those it speaks of, that they open to a JPEG, and, for evidence, that the very entry names them.
 */
export async function checkPicture(
  sql: postgres.ISql,
  privateKey: KeyObject,
  unit: string,
  payload: Buffer,
): Promise<PictureOutcome> {
  const [known] = await sql<{ state: string; publicKey: Buffer }[]>`
    SELECT state, public_key AS "publicKey" FROM units WHERE id = ${unit}`;
  if (known === undefined || known.state !== 'active')
    return { kind: 'not-yet', reason: 'the unit is not active; a person decides about it' };
  const end = payload.indexOf('\n');
  const jws = end === -1 ? null : splitJws(payload.toString('latin1', 0, end));
  const key = { kty: 'OKP', crv: 'Ed25519', x: known.publicKey.toString('base64url') } as const;
  if (jws === null || !isSignedBy(jws, 'hadir-picture', key))
    return refuse("its header does not carry the unit's signature");
  const header: unknown = JSON.parse(Buffer.from(jws.payload, 'base64url').toString());
  if (!headerSchema.Check(header)) {
    const [first] = headerSchema.Errors(header);
    return refuse(`the field ${first?.instancePath ?? ''} of its header ${first?.message ?? 'is not valid'}`);
  }
  const { id } = header;
  if (header.unit !== unit) return refuse('its header names another unit', id);
  if (Number.isNaN(Date.parse(header.takenAt))) return refuse('its header names no time', id);
  const sealed = payload.toString('latin1', end + 1);
  if (hash('sha256', sealed, 'base64url') !== id) return refuse('its bytes are not those that its header names', id);
  const jpeg = openPicture(sealed, privateKey, unit);
  if (jpeg === null) return refuse("it was not sealed for this hub's picture key", id);
  if (!jpeg.subarray(0, JPEG.length).equals(JPEG)) return refuse('what was sealed is no JPEG', id);
  if (jpeg.length > MAX_PICTURE_BYTES) return refuse('it is too large', id);
  if (header.subject.kind === 'evidence') {
    const named = await readNamedEvidence(sql, unit, header.subject);
    if (named === undefined) return { kind: 'not-yet', reason: 'its entry is not here yet' };
    if (named !== id) return refuse('its entry does not name it', id);
  }
  return { kind: 'genuine', picture: { header, sealed } };
}

function refuse(reason: string, id: string | null = null): PictureOutcome {
  return { kind: 'refused', reason, id };
}

/** @returns what the entry names as its evidence, null where it names none, undefined where there is no such entry. */
async function readNamedEvidence(
  sql: postgres.ISql,
  unit: string,
  { binding, seq }: { binding: number; seq: number },
): Promise<string | null | undefined> {
  const [row] = await sql<{ jws: string }[]>`
    SELECT jws FROM entries WHERE unit = ${unit} AND binding = ${binding} AND seq = ${seq}`;
  if (row === undefined) return undefined;
  const entry = JSON.parse(Buffer.from(row.jws.split('.')[1] ?? '', 'base64url').toString()) as { evidence?: string };
  return entry.evidence ?? null;
}
