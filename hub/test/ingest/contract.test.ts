import { readFileSync } from 'node:fs';
import type { UnitId } from '@hadir/shared/ids';
import type { Receipt } from '@hadir/shared/wire/receipt';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { JournalFixtures } from '../../../shared/test/contract/make-journal-fixtures.ts';
import { connect } from '../../src/database/connection-settings.ts';
import type { Database } from '../../src/database/open-database.ts';
import { answerUnits } from '../../src/ingest/answer-units.ts';
import { storeBatch } from '../../src/ingest/store-batch.ts';
import { createUnitKeys } from '../../src/ingest/unit-keys.ts';
import { verifyBatch } from '../../src/ingest/verify-batch.ts';
import { startTestDatabase } from '../support/start-test-database.ts';

const file = new URL('../../../shared/test/contract/journal.json', import.meta.url);
const fixtures: JournalFixtures = JSON.parse(readFileSync(file, 'utf8'));
const unit = fixtures.unit as UnitId;

let database: Database;
let sql: ReturnType<typeof connect>;
beforeAll(async () => {
  database = await startTestDatabase();
  sql = connect(database.connection, 2, 'contract');
});
afterAll(async () => {
  await sql.end();
  await database.stop();
});

beforeEach(async () => {
  await sql`TRUNCATE opds, doors, units, bindings, entries, punches, quarantine, audit_log CASCADE`;
  const [opd] = await sql`INSERT INTO opds (name, zone) VALUES ('Dinas Contoh', 'Asia/Jakarta') RETURNING id`;
  await sql`INSERT INTO doors (id, opd, name) VALUES (${fixtures.door}, ${opd?.id}, 'Pintu utama')`;
  await sql`
    INSERT INTO units (id, kid, public_key, certificate_sha256, certificate_expires, hardware)
    VALUES (${unit}, ${fixtures.kid}, ${Buffer.from(fixtures.key.x, 'base64url')}, 'none', now(), 'demo')`;
  await sql`INSERT INTO bindings (unit, number, door) VALUES (${unit}, 1, ${fixtures.door})`;
});

async function deliver(lines: readonly string[]) {
  const message = { unit, payload: Buffer.from(lines.join('\n')) };
  const batch = await verifyBatch([message], await createUnitKeys(sql).find([unit]));
  return answerUnits(batch, await storeBatch(sql, batch));
}

for (const { name, messages, receipts, held, quarantined } of fixtures.deliveries)
  test(`answers ${name} as the contract says`, async () => {
    const answers: Pick<Receipt, 'answer' | 'seq' | 'reason'>[] = [];
    for (const lines of messages)
      for (const { answer, seq, reason } of await deliver(lines))
        answers.push({ answer, seq, ...(reason === undefined ? {} : { reason }) });
    expect(answers).toEqual(receipts);
    const entries = await sql<{ seq: number }[]>`SELECT seq FROM entries ORDER BY seq`;
    expect(entries.map(({ seq }) => seq)).toEqual(held);
    const kept = await sql<{ reason: string }[]>`SELECT reason FROM quarantine ORDER BY id`;
    expect(kept.map(({ reason }) => reason)).toEqual(quarantined);
  });

for (const { name, lines, verdict } of fixtures.messages.filter((message) => message.verdict !== 'ok'))
  test(`keeps ${name} in quarantine as ${verdict} and stores nothing of it`, async () => {
    await deliver(lines);
    expect(await sql`SELECT reason FROM quarantine`).toEqual([{ reason: verdict }]);
    expect(await sql`SELECT seq FROM entries`).toEqual([]);
  });
