import type { UnitId } from '@hadir/shared/ids';
import { and, eq, gt, isNotNull } from 'drizzle-orm';
import { certificates, units } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import { NotificationListener } from '../live/notification-listener.ts';
import { SHUT_OUT_CHANNEL } from '../units/revoke-unit.ts';
import { AUTHORITY_CHANNEL, presentWhenTrusted } from './change-authority.ts';
import { tellUnits } from './rotation.ts';

/** A revocation list is valid for a week. */
const PUBLISH_EVERY_MS = 86_400_000;
const LOOK_EVERY_MS = 10_000;
/** Of which shut-outs this hub may have heard nothing: it was starting, or its connection was gone. */
const MISSED_MS = 600_000;

type Dependencies = Pick<FeatureDependencies, 'database' | 'authority' | 'transport' | 'log' | 'now'>;

/**
 * Keeps this hub in step with what any hub decided about trust: ends the sessions of units that were shut out,
 * publishes the revocation lists, and carries a change of authority on while units follow.
 */
export class AuthorityKeeper {
  readonly #dependencies: Dependencies;
  readonly #wakeUnits: (units: readonly string[]) => void;
  readonly #listener: NotificationListener;
  readonly #shutOut = new Set<string>();
  #publishedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Everything happens one after the other. */
  #work: Promise<void> = Promise.resolve();
  #stopped = false;

  /** @param wakeUnits orders were kept for these units */
  constructor(dependencies: Dependencies, wakeUnits: (units: readonly string[]) => void) {
    this.#dependencies = dependencies;
    this.#wakeUnits = wakeUnits;
    const { database, log, transport } = dependencies;
    this.#listener = new NotificationListener({
      database,
      log,
      channels: {
        [SHUT_OUT_CHANNEL]: (unit) => this.#heardShutOut(unit),
        [AUTHORITY_CHANNEL]: () => this.#heardChange(),
      },
      onListening: () => this.#catchUp(),
    });
    transport.onConnection((unit, connected) => {
      // An external broker lets it in again; the hub’s own does not come so far.
      if (connected && this.#shutOut.has(unit)) this.#disconnect(unit);
    });
  }

  async start(): Promise<void> {
    await this.#listener.start();
    this.#timer = setInterval(() => this.#do(() => this.#look()), LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#listener.stop();
    await this.settled();
  }

  /** Resolves when everything heard so far has been seen to. */
  settled(): Promise<void> {
    return this.#work;
  }

  #heardShutOut(unit: string): void {
    this.#shutOut.add(unit);
    this.#disconnect(unit);
    this.#do(() => this.#publish());
  }

  #heardChange(): void {
    this.#do(async () => {
      const { authority, log } = this.#dependencies;
      if (await authority.reload())
        log.info({ caFingerprint: authority.caFingerprint }, 'the authorities have changed');
      await this.#publish();
    });
  }

  #catchUp(): void {
    this.#do(async () => {
      const { database, now } = this.#dependencies;
      const rows = await database.db
        .select({ unit: units.id, at: units.revokedAt })
        .from(units)
        .where(eq(units.state, 'revoked'));
      const since = now().getTime() - MISSED_MS;
      for (const { unit, at } of rows) {
        this.#shutOut.add(unit);
        if (at !== null && at.getTime() > since) this.#disconnect(unit);
      }
      await this.#dependencies.authority.reload();
      await this.#publish();
    });
  }

  async #look(): Promise<void> {
    const { database, authority, log, now } = this.#dependencies;
    if (now().getTime() - this.#publishedAt >= PUBLISH_EVERY_MS) await this.#publish();
    if (authority.trusted.length < 2) return;
    const told = await database.db.transaction((tx) => tellUnits(tx, authority, null, now()));
    if (told.length > 0) this.#wakeUnits(told);
    if (await presentWhenTrusted(this.#dependencies)) {
      log.info(
        { caFingerprint: authority.caFingerprint },
        'every unit trusts the newest authority; the hub shows a certificate of it from now on. When the units have renewed theirs, drop the old authority with "hadir ca finish". An external broker needs a restart to show the new certificate.',
      );
    }
  }

  async #publish(): Promise<void> {
    const { database, authority, now } = this.#dependencies;
    const at = now();
    const revoked = await database.db
      .select({ serial: certificates.serial, issuer: certificates.issuer, revokedAt: certificates.revokedAt })
      .from(certificates)
      .where(and(isNotNull(certificates.revokedAt), gt(certificates.expiresAt, at)));
    await authority.publishRevocations(revoked.map((row) => ({ ...row, revokedAt: row.revokedAt ?? at })));
    this.#publishedAt = at.getTime();
  }

  #disconnect(unit: string): void {
    this.#dependencies.transport.disconnect(unit as UnitId).catch((error: unknown) => {
      this.#dependencies.log.error(
        { err: error, unit },
        'the session of a unit that was shut out could not be ended; nothing that it sends is taken, look at the broker',
      );
    });
  }

  #do(task: () => Promise<void>): void {
    if (this.#stopped) return;
    this.#work = this.#work.then(task).catch((error: unknown) => {
      // The next look publishes again.
      this.#publishedAt = 0;
      this.#dependencies.log.error(
        { err: error },
        'trust in units could not be brought up to date; it is tried again in a few seconds',
      );
    });
  }
}
