import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../src/database/connection-settings.ts';
import type { Message } from '../../src/ingest/message.ts';
import { processBatch } from '../../src/ingest/process-batch.ts';
import { createUnitKeys } from '../../src/ingest/unit-keys.ts';
import { verifyBatch } from '../../src/ingest/verify-batch.ts';
import { startTestHub, type TestHub } from '../support/start-test-hub.ts';

const LENGTH = 12;
let hub: TestHub;
let sql: ReturnType<typeof connect>;
beforeAll(async () => {
  hub = await startTestHub();
  sql = connect(hub.database.connection, 2, 'any-order');
});
afterAll(async () => {
  await sql.end();
  await hub.stop();
});

/** A message is a run of the journal; a batch is some messages; a delivery is some batches. */
const piece = fc.tuple(fc.integer({ min: 0, max: LENGTH - 1 }), fc.integer({ min: 1, max: 6 }));
const delivery = fc.array(fc.array(piece, { minLength: 1, maxLength: 5 }), { maxLength: 5 });

test('ends with the same stored journal whatever the order, the splitting and the repetition of its runs', async () => {
  await fc.assert(
    fc.asyncProperty(delivery, async (batches) => {
      const unit = await hub.seedUnit();
      const lines = [unit.journal.bound(), ...Array.from({ length: LENGTH - 1 }, () => unit.journal.punch())].map(
        ({ jws }) => jws,
      );
      const deliver = async (pieces: readonly (readonly [number, number])[]) => {
        const messages = pieces.map(
          ([from, count]): Message => ({
            unit: unit.id,
            payload: Buffer.from(lines.slice(from, from + count).join('\n')),
          }),
        );
        return processBatch(sql, await verifyBatch(messages, await createUnitKeys(sql).find([unit.id])));
      };
      let held = 0;
      for (const batch of batches) {
        const { answers, refused } = await deliver(batch);
        expect(refused).toEqual([]);
        expect(answers).toHaveLength(1);
        expect(answers[0]?.seq).toBeGreaterThanOrEqual(held);
        held = answers[0]?.seq ?? 0;
      }
      // What a unit does with its receipts: it goes on from what the hub holds.
      while (held < LENGTH) held = (await deliver([[held, 4]])).answers[0]?.seq ?? 0;
      const stored = await sql<{ jws: string }[]>`SELECT jws FROM entries WHERE unit = ${unit.id} ORDER BY seq`;
      expect(stored.map(({ jws }) => jws)).toEqual(lines);
      const [punches] = await sql`SELECT count(*)::int AS n FROM punches WHERE unit = ${unit.id}`;
      expect(punches?.n).toBe(LENGTH - 1);
      const [head] = await sql`SELECT seq FROM bindings WHERE unit = ${unit.id}`;
      expect(head?.seq).toBe(LENGTH);
    }),
    { numRuns: 40 },
  );
});
