import { Type } from 'typebox';

/** Null where it is not there. */
export const Maybe = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const Month = Type.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: 'YYYY-MM' });
export const Rupiah = Type.Integer({ description: 'whole rupiah' });
/** Ten letters from the first that is no space to the last. */
export const Reason = Type.String({ minLength: 10, maxLength: 1000, pattern: '^\\s*\\S[\\s\\S]{8,}\\S\\s*$' });

/** Why a month may still change, or why it has no figure yet. */
export const Open = Type.Object({
  day: Maybe(Type.String()),
  why: Type.Union([
    Type.Literal('incomplete'),
    Type.Literal('not_judged'),
    Type.Literal('no_rate'),
    Type.Literal('no_base'),
    Type.Literal('no_rating'),
    Type.Literal('no_policy'),
  ]),
});

export const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** Who somebody was in the month. */
export const Person = {
  employee: Type.String(),
  name: Type.String(),
  nip: Type.String(),
  rank: Maybe(Type.String()),
  position: Maybe(Type.String()),
};
