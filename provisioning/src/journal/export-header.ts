import { Ed25519Jwk } from '@hadir/shared/journal/ed25519-jwk';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

/** First line of an exported journal; every further line is one entry, the compact JWS as the unit signed it. */
export const ExportHeader = Type.Object({
  hadir: Type.Literal('journal'),
  v: Type.Literal(1),
  unit: Type.String(),
  /** The key that signed the entries, and its RFC 7638 thumbprint. */
  key: Ed25519Jwk,
  kid: Type.String(),
  bindings: Type.Array(
    Type.Object({
      number: Type.Integer({ minimum: 1 }),
      door: Type.String(),
      doorName: Type.String(),
      opdName: Type.String(),
      since: Type.String(),
      until: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  exportedAt: Type.String(),
  /** The hub that it was read from. */
  hub: Type.String(),
});
export type ExportHeader = Static<typeof ExportHeader>;

const schema = Compile(ExportHeader);

/** @returns the header, or null where the line is none. */
export function readExportHeader(line: string): ExportHeader | null {
  try {
    const value: unknown = JSON.parse(line);
    return schema.Check(value) ? value : null;
  } catch {
    return null;
  }
}
