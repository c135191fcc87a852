import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Authority } from './authority/authority.ts';
import { openAuthority } from './authority/open-authority.ts';
import { createEmbeddedBroker } from './broker/embedded-broker.ts';
import { createExternalBroker } from './broker/external-broker.ts';
import type { Transport } from './broker/transport.ts';
import { createUnitRegistry } from './broker/unit-registry.ts';
import type { HubConfig } from './config.ts';
import { type Database, openDatabase } from './database/open-database.ts';
import { createApi } from './http/create-api.ts';
import { openHttpListeners } from './http-listeners.ts';
import { HubError } from './hub-error.ts';
import { createIngest } from './ingest/ingest.ts';
import { lockDataFolder } from './lock-data-folder.ts';
import { quarantine } from './quarantine/quarantine.ts';
import { noteContest } from './units/note-contest.ts';
import { ensureFirstAdministrator } from './users/ensure-first-administrator.ts';
import { recoverAdministrator } from './users/recover-administrator.ts';

interface HubAddresses {
  readonly https: string;
  readonly http: string | null;
  readonly mqtt: string;
}

interface StartedHub extends HubAddresses {
  readonly caFingerprint: string;
}

export interface HubSurroundings {
  readonly log: Logger;
  /** Called on the very first start, once, with what must be shown to people and never logged. */
  showFirstAdministrator(username: string, password: string): void;
  /** Called when the one who runs the hub asked for a new password; the same holds. */
  showNewPassword(username: string, password: string): void;
}

export interface Hub {
  /** @throws HubError, DatabaseError, AuthorityError or BrokerError; what had started is stopped again. */
  start(): Promise<StartedHub>;
  /** Ends everything in the opposite order; may be called at any time, and again. */
  stop(): Promise<void>;
}

/**
 * The hub's composition: builds every part with what it needs, starts them from the database outwards and stops them
 * from the network inwards, so that nothing is received which cannot be stored.
 */
export function createHub(config: HubConfig, { log, showFirstAdministrator, showNewPassword }: HubSurroundings): Hub {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let next = stops.pop(); next !== undefined; next = stops.pop())
      await next().catch((error: unknown) => log.error({ err: error }, 'A part of the hub did not stop cleanly.'));
  };

  const start = async (): Promise<StartedHub> => {
    const lock = await lockDataFolder(config.data);
    if (!lock.ok)
      throw new HubError(
        'folder-in-use',
        `Another hub (process ${lock.holder}) runs on ${config.data}. Stop it, or give this one another HADIR_DATA.`,
      );
    stops.push(lock.release);
    const authority = await openAuthority(config, log.child({ part: 'authority' }));
    const database = await openDatabase(config, log.child({ part: 'database' }));
    stops.push(database.stop);
    const administrator = await ensureFirstAdministrator(database.db);
    if (administrator !== null) showFirstAdministrator(administrator.username, administrator.password);
    if (config.resetPassword !== null) {
      const password = await recoverAdministrator(database.db, config.resetPassword);
      if (password !== null) showNewPassword(config.resetPassword, password);
      log.warn(
        { username: config.resetPassword, found: password !== null },
        'HADIR_RESET_PASSWORD is set: that administrator got a new one-time password, if there is such a one. Unset it, or the next start does the same again.',
      );
    }
    const transport = createTransport(config, authority, database, log.child({ part: 'broker' }));
    const ingest = createIngest({
      transport,
      connection: database.connection,
      hubKey: authority.hubKey,
      log: log.child({ part: 'ingest' }),
    });
    let addresses: HubAddresses = { https: '', http: null, mqtt: '' };
    const api = await createApi({
      config,
      database,
      authority,
      transport,
      log: log.child({ part: 'api' }),
      addresses: () => addresses,
    });
    stops.push(api.stop);
    ingest.start();
    stops.push(ingest.stop);
    await api.start();
    const { url: mqtt } = await transport.start();
    stops.push(transport.stop);
    addresses = { ...addresses, mqtt };
    const http = await openHttpListeners(api.app, config);
    stops.push(http.stop);
    const host = config.publicHost.includes(':') ? `[${config.publicHost}]` : config.publicHost;
    addresses = {
      https: `https://${host}:${http.httpsPort}`,
      http: http.httpPort === null ? null : `http://127.0.0.1:${http.httpPort}`,
      mqtt,
    };
    const { caFingerprint } = authority;
    const publish = () => publishAddresses(config.data, { ...addresses, caFingerprint: authority.caFingerprint });
    stops.push(await publish());
    authority.onChange(() => {
      publish().catch((error: unknown) =>
        log.error({ err: error }, 'hub.json could not be written; it is out of date.'),
      );
    });
    log.info({ ...addresses, caFingerprint, data: config.data }, 'The hub is up. Units deliver, browsers may sign in.');
    return { ...addresses, caFingerprint };
  };

  return {
    start: async () => {
      try {
        return await start();
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
  };
}

function createTransport(config: HubConfig, authority: Authority, { sql }: Database, log: Logger): Transport {
  if (config.broker.kind === 'external') return createExternalBroker(config.broker, authority, log);
  return createEmbeddedBroker(config, {
    authority,
    registry: createUnitRegistry(sql),
    keepRefused: (refused) =>
      void quarantine(sql, [refused]).catch((error: unknown) => {
        log.error(
          { err: error, unit: refused.unit, reason: refused.reason },
          'A refused message could not be kept as evidence: the database does not answer. Its unit still has it.',
        );
      }),
    contested: (unit) =>
      void noteContest(sql, unit).catch((error: unknown) => {
        log.error({ err: error, unit }, 'That two connections fight over a unit could not be noted for its page.');
      }),
    log,
  });
}

/** `<data>/hub.json` is there while the hub is up; others on this machine find it by that. */
async function publishAddresses(data: string, facts: HubAddresses & { caFingerprint: string }) {
  const file = join(data, 'hub.json');
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${JSON.stringify({ pid: process.pid, ...facts }, null, 2)}\n`, { mode: 0o644 });
  await rename(draft, file);
  return () => rm(file, { force: true });
}
