import type { UnitId } from '@hadir/shared/ids';
import type postgres from 'postgres';

type Admission = 'admitted' | 'unknown-unit' | 'revoked' | 'foreign-certificate';

/** Says whether a certificate that the authority signed is the one that counts for a unit now. */
export interface UnitRegistry {
  /** @param certificateSha256 of the DER, lower-case hex @throws when the database cannot be asked */
  admit(unit: UnitId, certificateSha256: string): Promise<Admission>;
  /** The unit changed: ask the database next time. */
  forget(unit: UnitId): void;
}

/** A stampede of reconnecting units asks the database once each, and a revoked one is out after this long at most. */
const STANDS_MS = 5_000;

export function createUnitRegistry(sql: postgres.Sql, now: () => number = Date.now): UnitRegistry {
  const kept = new Map<UnitId, { state: string; sha256: string; until: number }>();
  return {
    async admit(unit, certificateSha256) {
      let known = kept.get(unit);
      if (known === undefined || known.until < now()) {
        const [row] = await sql<{ state: string; sha256: string }[]>`
          SELECT state, certificate_sha256 AS sha256 FROM units WHERE id = ${unit}`;
        if (row === undefined) return 'unknown-unit';
        known = { ...row, until: now() + STANDS_MS };
        kept.set(unit, known);
      }
      if (known.state === 'revoked') return 'revoked';
      return known.sha256.toLowerCase() === certificateSha256 ? 'admitted' : 'foreign-certificate';
    },
    forget(unit) {
      kept.delete(unit);
    },
  };
}
