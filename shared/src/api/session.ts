import { type Static, Type } from 'typebox';
import { UUID_PATTERN } from '../ids.ts';

/**
 * Who may see what: `admin_bkd` everything and every change, `leader` the whole region, read-only but for disciplinary
 * decisions, which are his to make as PPK, `opd_head` and `opd_operator` their OPD, `inspectorate` the region with its
 * evidence, `treasurer` the settled TPP of his OPD or, without one, of the region, `employee` himself. Whoever is an employee too is besides that the direct
 * superior of those whose posting says so.
 */
export const Role = Type.Union([
  Type.Literal('admin_bkd'),
  Type.Literal('leader'),
  Type.Literal('opd_head'),
  Type.Literal('opd_operator'),
  Type.Literal('inspectorate'),
  Type.Literal('treasurer'),
  Type.Literal('employee'),
]);
export type Role = Static<typeof Role>;

export const SignIn = Type.Object({
  username: Type.String({ minLength: 1, maxLength: 100 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
});

export const Session = Type.Object({
  user: Type.Object({
    id: Type.String(),
    username: Type.String(),
    name: Type.String(),
    role: Role,
    opd: Type.Union([Type.String(), Type.Null()], { description: 'the OPD that an opd_head or employee belongs to' }),
    employee: Type.Union([Type.String(), Type.Null()]),
  }),
  /** Goes back in the header `x-csrf-token` of every call that changes something. */
  csrfToken: Type.String(),
  region: Type.String({ description: 'name of the local government' }),
  mustChangePassword: Type.Optional(
    Type.Boolean({
      description: 'true while the password is a one-time one: nothing else is answered before it is changed',
    }),
  ),
});
export type Session = Static<typeof Session>;

export const NewUser = Type.Object({
  username: Type.String({
    pattern: '^[a-z0-9][a-z0-9._-]{2,99}$',
    description: 'lower case; at least three characters',
  }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  role: Role,
  /** Required for an opd_head and an opd_operator. */
  opd: Type.Optional(Type.String({ pattern: UUID_PATTERN })),
  /** Required for an employee, whose office follows from it; whoever else is an employee himself may be named here too. */
  employee: Type.Optional(Type.String({ pattern: UUID_PATTERN })),
  oneTime: Type.Optional(
    Type.Boolean({
      description:
        'The password that is made opens nothing but the way to one of his own choosing: right for every person, and what the dashboard asks for. Default: no, as a program that signs in needs it.',
    }),
  ),
});
export const User = Type.Object({
  id: Type.String(),
  username: Type.String(),
  name: Type.String(),
  role: Role,
  opd: Type.Union([Type.String(), Type.Null()]),
  employee: Type.Union([Type.String(), Type.Null()]),
});
export type User = Static<typeof User>;
/** The answer to a new user: the only time that the password is readable. */
export const CreatedUser = Type.Object({ user: User, password: Type.String() });
