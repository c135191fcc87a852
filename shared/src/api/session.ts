import { type Static, Type } from 'typebox';

/** Who may see what: `admin_bkd` everything and every change, `leader` the whole region read-only, `opd_head` his OPD, `employee` himself. */
export const Role = Type.Union([
  Type.Literal('admin_bkd'),
  Type.Literal('leader'),
  Type.Literal('opd_head'),
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
});
export type Session = Static<typeof Session>;
