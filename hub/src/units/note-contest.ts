import type { UnitId } from '@hadir/shared/ids';
import type postgres from 'postgres';

/** Notes that two connections fight over a unit's name: a problem on the unit's page for a day. */
export async function noteContest(sql: postgres.Sql, unit: UnitId): Promise<void> {
  await sql`
    INSERT INTO unit_statuses (unit, online, at, contested_at)
    SELECT id, true, now(), now() FROM units WHERE id = ${unit}
    ON CONFLICT (unit) DO UPDATE SET contested_at = excluded.contested_at`;
}
