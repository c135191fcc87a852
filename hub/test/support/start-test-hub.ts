import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UnitId } from '@hadir/shared/ids';
import { type Logger, pino } from 'pino';
import type { Authority } from '../../src/authority/authority.ts';
import { openAuthority } from '../../src/authority/open-authority.ts';
import { createEmbeddedBroker, type RefusedMessage } from '../../src/broker/embedded-broker.ts';
import type { Transport } from '../../src/broker/transport.ts';
import { createUnitRegistry } from '../../src/broker/unit-registry.ts';
import type { Database } from '../../src/database/open-database.ts';
import type { InboxLimits } from '../../src/ingest/inbox.ts';
import { createIngest } from '../../src/ingest/ingest.ts';
import { quarantine } from '../../src/quarantine/quarantine.ts';
import { noteContest } from '../../src/units/note-contest.ts';
import { type ConnectedUnit, connectUnit } from './connect-unit.ts';
import { createJournalWriter, type JournalWriter } from './journal-writer.ts';
import { type SeededUnit, seedUnit } from './seed-unit.ts';
import { startTestDatabase } from './start-test-database.ts';

export interface TestHub {
  readonly database: Database;
  readonly authority: Authority;
  readonly transport: Transport;
  readonly url: string;
  readonly log: Logger;
  readonly logLines: readonly Record<string, unknown>[];
  seedUnit(zone?: string): Promise<SeededUnit & { journal: JournalWriter }>;
  connect(unit: SeededUnit): Promise<ConnectedUnit>;
  stop(): Promise<void>;
}

/** Broker, ingest and database as the hub has them, in this process and without HTTP. */
export async function startTestHub(given?: { database?: Database; limits?: InboxLimits }): Promise<TestHub> {
  const folder = await mkdtemp(join(tmpdir(), 'hadir-hub-'));
  const logLines: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logLines.push(JSON.parse(line)) });
  const database = given?.database ?? (await startTestDatabase());
  const authority = await openAuthority({ data: folder, publicHost: 'localhost', region: 'Uji' }, log);
  const keepRefused = (refused: RefusedMessage) => void quarantine(database.sql, [refused]);
  const contested = (unit: UnitId) => void noteContest(database.sql, unit);
  const transport = createEmbeddedBroker(
    { listen: '127.0.0.1', mqttPort: 0, publicHost: 'localhost', handshakeMs: 2_000 },
    { authority, registry: createUnitRegistry(database.sql), keepRefused, contested, log },
  );
  const ingest = createIngest({
    transport,
    connection: database.connection,
    hubKey: authority.hubKey,
    log,
    ...(given?.limits === undefined ? {} : { limits: given.limits }),
  });
  ingest.start();
  const { url } = await transport.start();
  return {
    database,
    authority,
    transport,
    url,
    log,
    logLines,
    seedUnit: async (zone) => {
      const unit = await seedUnit(database.sql, authority, zone);
      return { ...unit, journal: createJournalWriter({ unit: unit.id, key: unit.key, door: unit.door }) };
    },
    connect: (unit) => connectUnit(url, authority.caPem, unit, authority.hubKey),
    stop: async () => {
      await transport.stop();
      await ingest.stop();
      if (given?.database === undefined) await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
