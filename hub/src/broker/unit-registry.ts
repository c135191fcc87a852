import type { UnitId } from '@hadir/shared/ids';
import type postgres from 'postgres';

type Admission = 'admitted' | 'unknown-unit' | 'revoked' | 'foreign-certificate';

/** Says whether a certificate that an authority of ours signed is one that counts for a unit now. */
export interface UnitRegistry {
  /** @param certificateSha256 of the DER, lower-case hex @throws when the database cannot be asked */
  admit(unit: UnitId, certificateSha256: string): Promise<Admission>;
  /** The unit changed: ask the database next time. */
  forget(unit: UnitId): void;
}

/** A stampede of reconnecting units asks the database once each, and a revoked one is out after this long at most. */
const STANDS_MS = 5_000;

export function createUnitRegistry(sql: postgres.Sql, now: () => number = Date.now): UnitRegistry {
  const kept = new Map<UnitId, { certificate: string; admission: Admission; until: number }>();
  let forgotten = 0;
  return {
    async admit(unit, certificate) {
      const known = kept.get(unit);
      if (known !== undefined && known.certificate === certificate && known.until > now()) return known.admission;
      const before = forgotten;
      const [row] = await sql<{ state: string; noted: boolean; revoked: boolean }[]>`
        SELECT u.state, c.sha256 IS NOT NULL AS noted, c.revoked_at IS NOT NULL AS revoked
        FROM units u LEFT JOIN certificates c ON c.unit = u.id AND c.sha256 = ${certificate}
        WHERE u.id = ${unit}`;
      const admission = judge(row);
      // What was read while the unit changed may be what it was before.
      if (before === forgotten && row !== undefined)
        kept.set(unit, { certificate, admission, until: now() + STANDS_MS });
      return admission;
    },
    forget(unit) {
      forgotten += 1;
      kept.delete(unit);
    },
  };
}

function judge(row: { state: string; noted: boolean; revoked: boolean } | undefined): Admission {
  if (row === undefined) return 'unknown-unit';
  if (row.state === 'revoked' || row.revoked) return 'revoked';
  return row.noted ? 'admitted' : 'foreign-certificate';
}
