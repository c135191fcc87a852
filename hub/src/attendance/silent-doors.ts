import type { SilentDoor } from '@hadir/shared/api/attendance';
import { instantAt, localDay, type Zone } from '@hadir/shared/time/local-day';
import { and, eq, type SQL } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { bindings, doors, opds, unitStatuses } from '../database/schema.ts';
import { asZone } from '../opds/zone.ts';
import { isOnline } from '../units/is-online.ts';

/** A period in which a unit served a door, as far as it matters for one day. */
export interface Service {
  readonly since: Date;
  readonly until: Date | null;
  readonly through: Date | null;
  readonly online: boolean;
}

/** What a unit saw less than this ago may still be on its way; checkpoints come every minute. */
const ON_ITS_WAY_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/**
 * Whether what a unit saw on that day may be missing here. For the running day everything up to a short while ago has
 * to be here and the unit has to be connected; for a past day everything up to its end.
 */
export function isSilent(service: Service, day: string, zone: Zone, now: Date): boolean {
  const end = dayEnd(day, zone);
  const running = now.getTime() < end;
  if (running && service.until === null && !service.online) return true;
  const needed = Math.min(
    running ? now.getTime() - ON_ITS_WAY_MS : end,
    service.until?.getTime() ?? Number.POSITIVE_INFINITY,
  );
  if (service.since.getTime() >= needed) return false;
  return service.through === null || service.through.getTime() < needed;
}

/** Whether the unit served the door at any time of that day. */
export function serves(service: Pick<Service, 'since' | 'until'>, day: string, zone: Zone): boolean {
  const end = dayEnd(day, zone);
  return (
    service.since.getTime() < end &&
    (service.until === null || service.until.getTime() > instantAt(day, '00:00', zone).getTime())
  );
}

function dayEnd(day: string, zone: Zone): number {
  return instantAt(day, '00:00', zone).getTime() + DAY_MS;
}

export interface Silence {
  /** Without `concerns`: how many people it leaves in the dark is for the caller to count. */
  readonly doors: Omit<SilentDoor, 'concerns'>[];
  /** Offices whose people cannot be judged when they were not seen. */
  readonly opds: ReadonlySet<string>;
  readonly doorsPerOpd: ReadonlyMap<string, number>;
  readonly silentPerOpd: ReadonlyMap<string, number>;
}

/**
 * Which doors leave a day in the dark. A door that no unit served that day cannot have seen anybody and is not silent,
 * unless no door of its office was served at all: then nobody there could be seen.
 * @param day undefined for today, at each office's own place.
 */
export async function findSilence(
  db: Pick<Database['db'], 'select'>,
  { opd, day }: { opd?: string | undefined; day?: string | undefined },
  now: Date,
): Promise<Silence> {
  const conditions: SQL[] = opd === undefined ? [] : [eq(opds.id, opd)];
  const rows = await db
    .select({
      opd: opds.id,
      opdName: opds.name,
      zone: opds.zone,
      door: doors.id,
      doorName: doors.name,
      unit: bindings.unit,
      since: bindings.since,
      until: bindings.until,
      through: bindings.through,
      online: unitStatuses.online,
      heardAt: unitStatuses.at,
    })
    .from(opds)
    .leftJoin(doors, eq(doors.opd, opds.id))
    .leftJoin(bindings, eq(bindings.door, doors.id))
    .leftJoin(unitStatuses, eq(unitStatuses.unit, bindings.unit))
    .where(and(...conditions))
    .orderBy(opds.name, doors.name, bindings.since);

  const silent: Silence['doors'] = [];
  const known = new Map<string, Map<string, Omit<SilentDoor, 'concerns'>>>();
  const served = new Set<string>();
  for (const row of rows) {
    const zone = asZone(row.zone);
    const onDay = day ?? localDay(now, zone);
    const doorsOfOpd = known.get(row.opd) ?? new Map();
    known.set(row.opd, doorsOfOpd);
    if (row.door === null || row.doorName === null) continue;
    const { door, doorName, opd: office, opdName } = row;
    doorsOfOpd.set(door, { door, doorName, opd: office, opdName, unit: null, completeThrough: null });
    if (row.unit === null || row.since === null) continue;
    const service = {
      since: row.since,
      until: row.until,
      through: row.through,
      online: isOnline(row.online, row.heardAt, now),
    };
    if (!serves(service, onDay, zone)) continue;
    served.add(office);
    if (isSilent(service, onDay, zone, now)) {
      const completeThrough = row.through?.toISOString() ?? null;
      silent.push({ door, doorName, opd: office, opdName, unit: row.unit, completeThrough });
    }
  }
  for (const [office, all] of known) if (!served.has(office)) silent.push(...all.values());
  const dark = new Set([...silent.map((door) => door.opd), ...[...known.keys()].filter((id) => !served.has(id))]);
  const doorsPerOpd = new Map([...known].map(([office, all]) => [office, all.size]));
  const silentPerOpd = new Map<string, number>();
  for (const door of silent) silentPerOpd.set(door.opd, (silentPerOpd.get(door.opd) ?? 0) + 1);
  return { doors: silent, opds: dark, doorsPerOpd, silentPerOpd };
}
