import { type Static, Type } from 'typebox';
import { Uuid } from './people.ts';
import { Day } from './policies/policy-terms.ts';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** Plt, Plh, or a superior who lets somebody decide for him. */
const DelegationKind = Type.Union([Type.Literal('plt'), Type.Literal('plh'), Type.Literal('delegate')]);

export const NewDelegation = Type.Object({
  kind: DelegationKind,
  /** In whose place; null for the head of an office. */
  principal: Nullable(Uuid),
  /** At the head of which office; null where a person is named. */
  opd: Nullable(Uuid),
  acting: Uuid,
  from: Day,
  to: Day,
  basis: Type.String({ minLength: 3, maxLength: 500 }),
});
export type NewDelegation = Static<typeof NewDelegation>;

export const Delegation = Type.Object({
  id: Type.String(),
  kind: DelegationKind,
  principal: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
  opd: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
  acting: Type.Object({ id: Type.String(), name: Type.String() }),
  from: Type.String(),
  to: Type.String(),
  basis: Type.String(),
  state: Type.Union([Type.Literal('ahead'), Type.Literal('now'), Type.Literal('over'), Type.Literal('revoked')]),
  createdBy: Nullable(Type.String()),
  mayRevoke: Type.Boolean(),
});
export type Delegation = Static<typeof Delegation>;
export const Delegations = Type.Object({ delegations: Type.Array(Delegation) });
