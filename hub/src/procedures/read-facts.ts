import type { StepName } from '@hadir/shared/api/procedures';
import type { HardwareFacts } from '@hadir/shared/journal/entry';
import { decodeBase64url, splitJws } from '@hadir/shared/journal/jws';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import type { ProcedureFacts } from './plan-procedure.ts';

type UnitState = 'active' | 'quarantined' | 'revoked';

interface FactsRow extends Record<string, unknown> {
  readonly id: string;
  readonly kind: ProcedureFacts['kind'];
  readonly recorded: StepName[];
  readonly occupant: string | null;
  readonly has_roster: boolean;
  readonly old_id: string | null;
  readonly old_state: UnitState;
  readonly old_serves: boolean;
  readonly old_facts: HardwareFacts | null;
  readonly left_roster: string | null;
  readonly new_id: string | null;
  readonly new_state: UnitState;
  readonly new_facts: HardwareFacts | null;
  readonly new_seq: number | null;
  readonly new_roster: string | null;
  readonly order_state: NonNullable<ProcedureFacts['order']>['state'] | null;
  readonly order_told: boolean;
  readonly order_detail: string | null;
}

/** The last `roster` entry of a binding, as it was signed. */
const lastRoster = (unit: SQL, binding: SQL): SQL => sql`(
  SELECT e.jws FROM entries e WHERE e.unit = ${unit} AND e.binding = ${binding} AND e.type = 'roster'
  ORDER BY e.seq DESC LIMIT 1)`;

/** Reads what `planProcedure` decides from. @returns by the procedure's id; those that are not there are missing. */
export async function readFacts(
  db: Pick<Database['db'], 'execute'>,
  procedures: readonly string[],
): Promise<Map<string, ProcedureFacts>> {
  if (procedures.length === 0) return new Map();
  const ids = sql.join(
    procedures.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const rows = await db.execute<FactsRow>(sql`
    SELECT p.id, p.kind,
      ARRAY(SELECT s.name FROM procedure_steps s WHERE s.procedure = p.id) AS recorded,
      (SELECT b.unit FROM bindings b JOIN units u ON u.id = b.unit
       WHERE b.door = p.door AND b.until IS NULL AND u.state <> 'revoked') AS occupant,
      d.roster_version > 0 AS has_roster,
      o.id AS old_id, o.state AS old_state, o.facts AS old_facts,
      EXISTS (SELECT 1 FROM bindings b WHERE b.unit = o.id AND b.until IS NULL) AS old_serves,
      ${lastRoster(sql`o.id`, sql`coalesce((c."order"->>'binding')::int - 1, left_binding.number)`)} AS left_roster,
      n.id AS new_id, n.state AS new_state, n.facts AS new_facts, served.seq AS new_seq,
      ${lastRoster(sql`n.id`, sql`served.number`)} AS new_roster,
      c.state AS order_state, c.sent_at IS NOT NULL AS order_told, c.detail AS order_detail
    FROM procedures p
    JOIN doors d ON d.id = p.door
    LEFT JOIN units o ON o.id = p.old_unit
    LEFT JOIN units n ON n.id = p.new_unit
    LEFT JOIN LATERAL (
      SELECT b.number FROM bindings b WHERE b.unit = o.id ORDER BY b.number DESC LIMIT 1) left_binding ON true
    LEFT JOIN bindings served ON served.unit = n.id AND served.door = p.door AND served.until IS NULL
    LEFT JOIN LATERAL (
      SELECT * FROM commands c WHERE c.procedure = p.id ORDER BY c.issued_at DESC LIMIT 1) c ON true
    WHERE p.id IN (${ids})`);
  return new Map([...rows].map((row) => [row.id, toFacts(row)]));
}

function toFacts(row: FactsRow): ProcedureFacts {
  return {
    kind: row.kind,
    recorded: new Set(row.recorded),
    occupant: row.occupant,
    oldUnit: row.old_id === null ? null : { id: row.old_id, state: row.old_state, serves: row.old_serves },
    newUnit:
      row.new_id === null
        ? null
        : {
            id: row.new_id,
            state: row.new_state,
            serves: row.new_seq !== null,
            bound: (row.new_seq ?? 0) > 0,
            roster: versionOf(row.new_roster),
            otherHardware: otherHardware(row.old_facts, row.new_facts),
          },
    order: row.order_state === null ? null : { state: row.order_state, told: row.order_told, detail: row.order_detail },
    erased: versionOf(row.left_roster) === 0,
    hasRoster: row.has_roster,
  };
}

/** Of a `roster` entry that was verified before it was stored. */
function versionOf(stored: string | null): number | null {
  const jws = stored === null ? null : splitJws(stored);
  if (jws === null) return null;
  const entry: unknown = JSON.parse(new TextDecoder().decode(decodeBase64url(jws.payload)));
  return typeof entry === 'object' && entry !== null && 'version' in entry && typeof entry.version === 'number'
    ? entry.version
    : null;
}

const FACT_NAMES = { model: 'model', serial: 'nomor seri', mac: 'alamat MAC', camera: 'kamera' } as const;

/** What hardware does not say (null) is no difference. */
function otherHardware(before: HardwareFacts | null, after: HardwareFacts | null): string | null {
  if (before === null || after === null) return null;
  const names = (Object.keys(FACT_NAMES) as (keyof HardwareFacts)[]).filter(
    (name) => before[name] !== null && after[name] !== null && before[name] !== after[name],
  );
  if (names.length === 0) return null;
  return names.map((name) => `${FACT_NAMES[name]} ${before[name]} menjadi ${after[name]}`).join('; ');
}
