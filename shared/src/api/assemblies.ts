import { type Static, Type } from 'typebox';
import { Uuid } from './people.ts';

export const NewAssembly = Type.Object({
  opd: Uuid,
  day: Type.String({ pattern: '^20\\d{2}-\\d{2}-\\d{2}$' }),
  kind: Type.Union([Type.Literal('apel'), Type.Literal('upacara')]),
  name: Type.String({ minLength: 3, maxLength: 200 }),
  /** `missed`: those named were not there. `present`: all the others of the office were not. */
  naming: Type.Union([Type.Literal('missed'), Type.Literal('present')]),
  employees: Type.Array(Uuid, { maxItems: 20_000 }),
});
export type NewAssembly = Static<typeof NewAssembly>;
export const Assembly = Type.Object({
  id: Type.String(),
  opd: Type.String(),
  opdName: Type.String(),
  day: Type.String(),
  kind: Type.Union([Type.Literal('apel'), Type.Literal('upacara')]),
  name: Type.String(),
  recordedBy: Type.String(),
  recordedAt: Type.String(),
  cancelled: Type.Boolean(),
  frozen: Type.Boolean(),
  missed: Type.Array(Type.Object({ employee: Type.String(), name: Type.String(), nip: Type.String() })),
});
export type Assembly = Static<typeof Assembly>;
export const Assemblies = Type.Object({ assemblies: Type.Array(Assembly) });
