import type { UnitHistory } from '@hadir/shared/api/units';
import { and, desc, eq } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { bindings, certificates, commands, doors, entries, factsChanges, opds, units } from '../database/schema.ts';
import { readReleases } from './read-releases.ts';

/** Of each kind that grows without an end. */
const MOST_ROWS = 200;
/** Starts of the agent that are looked through for its releases. */
const MOST_STARTS = 2_000;

/** A unit through time: everything of it that is not in the list of units, newest first. */
export async function readHistory(db: Database['db'], unit: string, now: Date): Promise<UnitHistory> {
  const [[own], changes, served, issued, ordered, starts] = await Promise.all([
    db.select({ facts: units.facts, settings: units.settings }).from(units).where(eq(units.id, unit)),
    db
      .select({ at: factsChanges.at, before: factsChanges.before, after: factsChanges.after })
      .from(factsChanges)
      .where(eq(factsChanges.unit, unit))
      .orderBy(desc(factsChanges.binding), desc(factsChanges.seq))
      .limit(MOST_ROWS),
    db
      .select({
        number: bindings.number,
        door: doors.id,
        doorName: doors.name,
        opdName: opds.name,
        since: bindings.since,
        until: bindings.until,
        highWater: bindings.seq,
        completeThrough: bindings.through,
      })
      .from(bindings)
      .innerJoin(doors, eq(doors.id, bindings.door))
      .innerJoin(opds, eq(opds.id, doors.opd))
      .where(eq(bindings.unit, unit))
      .orderBy(desc(bindings.number)),
    db
      .select({
        serial: certificates.serial,
        issuedAt: certificates.issuedAt,
        expiresAt: certificates.expiresAt,
        via: certificates.via,
        revokedAt: certificates.revokedAt,
      })
      .from(certificates)
      .where(eq(certificates.unit, unit))
      .orderBy(desc(certificates.issuedAt))
      .limit(MOST_ROWS),
    db
      .select({
        number: commands.number,
        order: commands.order,
        issuedAt: commands.issuedAt,
        expiresAt: commands.expiresAt,
        state: commands.state,
        detail: commands.detail,
      })
      .from(commands)
      .where(eq(commands.unit, unit))
      .orderBy(desc(commands.issuedAt))
      .limit(MOST_ROWS),
    db
      .select({ jws: entries.jws })
      .from(entries)
      .where(and(eq(entries.unit, unit), eq(entries.type, 'boot')))
      .orderBy(desc(entries.binding), desc(entries.seq))
      .limit(MOST_STARTS),
  ]);
  return {
    facts: own?.facts ?? null,
    factsChanges: changes.map((change) => ({ ...change, at: change.at.toISOString() })),
    bindings: served.map((binding) => ({
      ...binding,
      since: binding.since.toISOString(),
      until: binding.until?.toISOString() ?? null,
      completeThrough: binding.completeThrough?.toISOString() ?? null,
    })),
    certificates: issued.map((certificate) => ({
      ...certificate,
      issuedAt: certificate.issuedAt.toISOString(),
      expiresAt: certificate.expiresAt.toISOString(),
      revokedAt: certificate.revokedAt?.toISOString() ?? null,
    })),
    commands: ordered.map(({ number, order, issuedAt, expiresAt, state, detail }) => ({
      number,
      do: order.do,
      issuedAt: issuedAt.toISOString(),
      state: state === 'waiting' && expiresAt <= now ? ('expired' as const) : state,
      detail,
    })),
    releases: readReleases(starts.map(({ jws }) => jws)),
    settings: own?.settings ?? {},
  };
}
