import type { HardwareFacts } from '@hadir/shared/journal/entry';
import type postgres from 'postgres';
import type { NewEntry } from '../ingest/plan-batch.ts';

/** One start of a unit's agent, as its journal tells of it. */
interface Start {
  readonly unit: string;
  readonly binding: number;
  readonly seq: number;
  readonly facts: HardwareFacts;
}

const FACTS = ['model', 'serial', 'mac', 'camera'] as const;

/**
 * Keeps what the hardware says of itself, and notes it where it changed under the same keys. Costs nothing for a batch
 * without `bound` and `boot` entries. What hardware does not say (null) is neither a change nor forgotten.
 */
export async function recordFacts(tx: postgres.TransactionSql, added: readonly NewEntry[]): Promise<void> {
  const starts = added.flatMap(({ verified: { entry } }): Start[] => {
    if ((entry.type !== 'bound' && entry.type !== 'boot') || entry.facts === undefined) return [];
    const { unit, binding, seq, facts } = entry;
    return [{ unit, binding, seq, facts }];
  });
  if (starts.length === 0) return;
  const units = [...new Set(starts.map(({ unit }) => unit))];
  const known = new Map(
    (await tx<{ id: string; facts: HardwareFacts | null }[]>`SELECT id, facts FROM units WHERE id = ANY(${units})`).map(
      ({ id, facts }) => [id, facts],
    ),
  );
  const changed = new Set<string>();
  for (const start of starts) {
    const before = known.get(start.unit) ?? null;
    const after = learn(before, start.facts);
    if (before !== null && !FACTS.some((name) => before[name] !== after[name])) continue;
    known.set(start.unit, after);
    changed.add(start.unit);
    if (before === null || !FACTS.some((name) => before[name] !== null && before[name] !== after[name])) continue;
    await tx`
      INSERT INTO facts_changes (unit, binding, seq, at, before, after)
      VALUES (${start.unit}, ${start.binding}, ${start.seq}, now(), ${JSON.stringify(before)}::text::jsonb,
              ${JSON.stringify(after)}::text::jsonb)
      ON CONFLICT DO NOTHING`;
  }
  for (const unit of [...changed].sort())
    await tx`UPDATE units SET facts = ${JSON.stringify(known.get(unit) ?? null)}::text::jsonb WHERE id = ${unit}`;
}

function learn(known: HardwareFacts | null, { model, serial, mac, camera }: HardwareFacts): HardwareFacts {
  return {
    model: model ?? known?.model ?? null,
    serial: serial ?? known?.serial ?? null,
    mac: mac ?? known?.mac ?? null,
    camera: camera ?? known?.camera ?? null,
  };
}
