import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { connect } from '../../src/database/connection-settings.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { startTestHub } from '../support/start-test-hub.ts';
import { until } from '../support/until.ts';

test('gives no receipt for what PostgreSQL did not commit, and stores it when PostgreSQL is back', async () => {
  const data = await mkdtemp(join(tmpdir(), 'hadir-durable-'));
  await chmod(data, 0o755);
  const database = await openDatabase({ data, database: { kind: 'embedded' } }, pino({ level: 'silent' }));
  const hub = await startTestHub({ database });
  try {
    const unit = await hub.seedUnit();
    const connected = await hub.connect(unit);
    const lines = [unit.journal.bound(), unit.journal.punch(), unit.journal.punch()].map(({ jws }) => jws);
    await connected.publish(lines.slice(0, 1));
    await connected.receipt(({ seq }) => seq === 1);

    const blocker = connect(database.connection, 2, 'blocker');
    const blocked = blocker.begin(async (tx) => {
      await tx`LOCK TABLE entries IN ACCESS EXCLUSIVE MODE`;
      await connected.publish(lines.slice(1));
      await until('ingest to wait for the lock', async () => {
        const rows = await blocker`
          SELECT 1 FROM pg_stat_activity WHERE application_name = 'hadir-ingest' AND wait_event_type = 'Lock'`;
        return rows.length > 0 ? true : null;
      });
      expect(connected.receipts).toHaveLength(1);
      const pid = Number((await readFile(join(data, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0]);
      process.kill(pid, 'SIGKILL');
      await tx`SELECT pg_sleep(30)`;
    });
    await expect(blocked).rejects.toThrow();
    await blocker.end({ timeout: 1 });

    const receipt = await connected.receipt(({ seq }) => seq === 3, 60_000);
    expect(receipt.answer).toBe('held');
    const rows = await until('the database', () =>
      database.sql<{ jws: string }[]>`SELECT jws FROM entries WHERE unit = ${unit.id} ORDER BY seq`.catch(() => null),
    );
    expect(rows.map(({ jws }) => jws)).toEqual(lines);
    expect(hub.logLines.some((line) => String(line.msg).includes('does not take entries'))).toBe(true);
    await connected.end();
  } finally {
    await hub.stop();
    await database.stop();
    await rm(data, { recursive: true, force: true });
  }
});

test('holds senders back while the database is stuck, and stores everything once it is not', async () => {
  const hub = await startTestHub({ limits: { messages: 40, bytes: 1_000_000 } });
  try {
    const units = await Promise.all(Array.from({ length: 4 }, () => hub.seedUnit()));
    const links = await Promise.all(units.map((unit) => hub.connect(unit)));
    const blocker = connect(hub.database.connection, 1, 'blocker');
    const entries = units.map(({ journal }) => [
      journal.bound(),
      ...Array.from({ length: 149 }, () => journal.punch()),
    ]);
    let acknowledged = 0;
    let sending: Promise<unknown> = Promise.resolve();
    await blocker.begin(async (tx) => {
      await tx`LOCK TABLE entries IN ACCESS EXCLUSIVE MODE`;
      sending = Promise.all(
        links.flatMap((link, index) =>
          (entries[index] ?? []).map(async ({ jws }) => {
            await link.publish([jws]);
            acknowledged += 1;
          }),
        ),
      );
      await until('the first messages', () => (acknowledged > 0 ? true : null));
      await until('senders to be held back', () =>
        hub.logLines.some((line) => String(line.msg).includes('held back')) ? true : null,
      );
    });
    await sending;
    await Promise.all(links.map((link) => link.receipt(({ seq }) => seq === 150, 60_000)));
    const [count] = await hub.database.sql`SELECT count(*)::int AS held FROM entries`;
    expect(count?.held).toBe(600);
    await blocker.end();
    await Promise.all(links.map((link) => link.end()));
  } finally {
    await hub.stop();
  }
});
