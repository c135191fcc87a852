import type { UnitFacts } from '@hadir/shared/wire/enrolment';
import { and, eq, isNull } from 'drizzle-orm';
import { bindings, doors, opds } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';

/** What a unit must know of itself and its hub, as the database has it now. */
export async function readUnitFacts(
  { database, authority, addresses }: Pick<FeatureDependencies, 'database' | 'authority' | 'addresses'>,
  unit: string,
): Promise<UnitFacts> {
  const [serves] = await database.db
    .select({
      number: bindings.number,
      follows: bindings.follows,
      door: { id: doors.id, name: doors.name, opd: opds.name, zone: opds.zone },
    })
    .from(bindings)
    .innerJoin(doors, eq(doors.id, bindings.door))
    .innerJoin(opds, eq(opds.id, doors.opd))
    .where(and(eq(bindings.unit, unit), isNull(bindings.until)));
  return {
    unit,
    binding: serves ?? null,
    hubKey: authority.hubKey.publicKey,
    broker: addresses().mqtt,
    authorities: authority.caPem,
  };
}
