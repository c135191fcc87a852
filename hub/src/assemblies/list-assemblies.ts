import type { Assembly } from '@hadir/shared/api/assemblies';
import { and, asc, desc, eq, gte, inArray, lte, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { employees, opds, users } from '../database/schema.ts';
import { assemblies, assemblyAbsences, frozenSheets } from '../database/tables/tpp.ts';

interface AssemblySearch {
  readonly id?: string | undefined;
  /** YYYY-MM. */
  readonly month?: string | undefined;
  readonly opd?: string | undefined;
}

/** The latest first, at most 300. */
export async function listAssemblies(
  db: Pick<Database['db'], 'select'>,
  { id, month, opd }: AssemblySearch,
): Promise<Assembly[]> {
  const rows = await db
    .select({ assembly: assemblies, opdName: opds.name, recordedBy: users.name, frozen: frozenSheets.digest })
    .from(assemblies)
    .innerJoin(opds, eq(opds.id, assemblies.opd))
    .innerJoin(users, eq(users.id, assemblies.recordedBy))
    .leftJoin(
      frozenSheets,
      and(eq(frozenSheets.opd, assemblies.opd), eq(frozenSheets.month, sql`to_char(${assemblies.day}, 'YYYY-MM')`)),
    )
    .where(
      and(
        id === undefined ? undefined : eq(assemblies.id, id),
        opd === undefined ? undefined : eq(assemblies.opd, opd),
        month === undefined ? undefined : gte(assemblies.day, `${month}-01`),
        month === undefined
          ? undefined
          : lte(assemblies.day, sql`(${`${month}-01`}::date + interval '1 month - 1 day')::date`),
      ),
    )
    .orderBy(desc(assemblies.day), desc(assemblies.recordedAt))
    .limit(300);
  if (rows.length === 0) return [];
  const missed = await db
    .select({
      assembly: assemblyAbsences.assembly,
      employee: employees.id,
      name: employees.name,
      nip: employees.nip,
    })
    .from(assemblyAbsences)
    .innerJoin(employees, eq(employees.id, assemblyAbsences.employee))
    .where(
      inArray(
        assemblyAbsences.assembly,
        rows.map(({ assembly }) => assembly.id),
      ),
    )
    .orderBy(asc(employees.name));
  const byAssembly = new Map<string, Assembly['missed']>(rows.map(({ assembly }) => [assembly.id, []]));
  for (const { assembly, ...person } of missed) byAssembly.get(assembly)?.push(person);
  return rows.map(({ assembly, opdName, recordedBy, frozen }) => ({
    id: assembly.id,
    opd: assembly.opd,
    opdName,
    day: assembly.day,
    kind: assembly.kind,
    name: assembly.name,
    recordedBy,
    recordedAt: assembly.recordedAt.toISOString(),
    cancelled: assembly.cancelled,
    frozen: frozen !== null,
    missed: byAssembly.get(assembly.id) ?? [],
  }));
}
