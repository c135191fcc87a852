import { type Static, Type } from 'typebox';
import { Uuid } from './people.ts';
import { Maybe, Month, Person, Reason } from './tpp-terms.ts';

export const NewFinding = Type.Object({
  employee: Uuid,
  month: Month,
  summary: Type.String({ minLength: 20, maxLength: 2000 }),
  evidence: Type.Array(Type.String({ minLength: 3, maxLength: 200 }), { minItems: 1, maxItems: 50 }),
});
export const Finding = Type.Object({
  id: Type.String(),
  ...Person,
  opd: Type.String(),
  opdName: Type.String(),
  month: Type.String(),
  state: Type.Union([
    Type.Literal('recorded'),
    Type.Literal('confirmed'),
    Type.Literal('refused'),
    Type.Literal('revoked'),
  ]),
  summary: Type.String(),
  evidence: Type.Array(Type.String()),
  recordedBy: Type.String(),
  recordedAt: Type.String(),
  decidedBy: Maybe(Type.String()),
  decidedAt: Maybe(Type.String()),
  note: Maybe(Type.String()),
  revokedBy: Maybe(Type.String()),
  revokeReason: Maybe(Type.String()),
  /** The month is settled: what is decided now takes effect by a correction alone. */
  frozen: Type.Boolean(),
  mayDecide: Type.Boolean(),
  mayRevoke: Type.Boolean(),
});
export type Finding = Static<typeof Finding>;
export const Findings = Type.Object({ findings: Type.Array(Finding) });
export const FindingDecision = Type.Object({ note: Reason });
