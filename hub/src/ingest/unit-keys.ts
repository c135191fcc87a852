import { protectedHeader } from '@hadir/shared/journal/jws';
import type postgres from 'postgres';

/** What it takes to check a unit's signatures. */
export interface UnitKey {
  /** The one header that an entry of this unit carries. */
  readonly header: string;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Buffer;
}

/** Looks up many units' keys at once. A key stands for this long without being asked for again; an absent unit does not. */
const STANDS_MS = 30_000;

export interface UnitKeys {
  /** @returns the keys of those units that exist */
  find(units: Iterable<string>): Promise<ReadonlyMap<string, UnitKey>>;
}

export function createUnitKeys(sql: postgres.ISql, now: () => number = Date.now): UnitKeys {
  const kept = new Map<string, { readonly key: UnitKey; readonly until: number }>();
  return {
    async find(units) {
      const found = new Map<string, UnitKey>();
      const asked: string[] = [];
      for (const unit of new Set(units)) {
        const known = kept.get(unit);
        if (known !== undefined && known.until > now()) found.set(unit, known.key);
        else asked.push(unit);
      }
      if (asked.length === 0) return found;
      const rows = await sql<{ id: string; kid: string; public_key: Buffer }[]>`
        SELECT id, kid, public_key FROM units WHERE id = ANY(${asked})`;
      for (const row of rows) {
        const key = { header: protectedHeader('hadir-entry', row.kid), publicKey: row.public_key };
        kept.set(row.id, { key, until: now() + STANDS_MS });
        found.set(row.id, key);
      }
      return found;
    },
  };
}
