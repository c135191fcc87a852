import { type Static, Type } from 'typebox';
import { UUID_PATTERN } from '../ids.ts';
import { Role, User } from './session.ts';

const Uuid = Type.String({ pattern: UUID_PATTERN });
const TextOrNull = Type.Union([Type.String(), Type.Null()]);

/** A sign-in as BKD sees it. The `opd` of whoever is no officer or treasurer of an office is that of the employee behind it. */
export const Account = Type.Object({
  ...User.properties,
  opdName: TextOrNull,
  nip: TextOrNull,
  employeeName: TextOrNull,
  /** Whether the employee behind it still works here; null where there is none. */
  employeeActive: Type.Union([Type.Boolean(), Type.Null()]),
  active: Type.Boolean(),
  /** one-time: given by BKD and not changed yet; expired: one-time, and for too long. */
  credential: Type.Union([Type.Literal('own'), Type.Literal('one-time'), Type.Literal('expired')]),
  createdAt: Type.String(),
  lastSignInAt: TextOrNull,
  /** Whether it is the reader's own, which somebody else has to change. */
  own: Type.Boolean(),
});
export type Account = Static<typeof Account>;

export const AccountState = Type.Union([
  Type.Literal('active'),
  Type.Literal('inactive'),
  /** Active, and nobody ever came in with it. */
  Type.Literal('never'),
  /** Active, but the employee behind it works here no more. */
  Type.Literal('left'),
]);
export type AccountState = Static<typeof AccountState>;

export const AccountSearch = Type.Object({
  q: Type.Optional(
    Type.String({ maxLength: 200, description: 'part of a name or user name, or the beginning of a NIP' }),
  ),
  role: Type.Optional(Role),
  opd: Type.Optional(Uuid),
  state: Type.Optional(AccountState),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
});
export const Accounts = Type.Object({ total: Type.Integer(), users: Type.Array(Account) });

export const AccountChange = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  role: Role,
  opd: Type.Union([Uuid, Type.Null()]),
  employee: Type.Union([Uuid, Type.Null()]),
});
export type AccountChange = Static<typeof AccountChange>;

export const OneTimePassword = Type.Object({
  password: Type.String({ description: 'readable in this answer only' }),
});

/** What an entry of the audit log says of an account's role and ties, in words. */
const Facts = Type.Object({ name: Type.String(), role: Role, opd: TextOrNull, employee: TextOrNull });
export const AccountHistory = Type.Object({
  entries: Type.Array(
    Type.Object({
      id: Type.String(),
      at: Type.String(),
      action: Type.String(),
      /** Null where the hub itself acted. */
      by: TextOrNull,
      address: TextOrNull,
      before: Type.Union([Facts, Type.Null()]),
      after: Type.Union([Facts, Type.Null()]),
    }),
  ),
});
export type AccountHistory = Static<typeof AccountHistory>;

/** Sign-ins for an office's employees: how it stands. */
export const OfficeAccounts = Type.Object({
  opdName: Type.String(),
  employees: Type.Integer(),
  /** Employees without a sign-in, each of whom can be given one under his NIP. */
  without: Type.Integer(),
  /** Employees whose sign-in nobody has used yet. */
  unused: Type.Integer(),
  /** NIPs that are the user name of somebody else's sign-in; these are left out. */
  taken: Type.Array(Type.String()),
  at: Type.String({ description: 'now, by the hub: goes back as `renewBefore`' }),
});
export type OfficeAccounts = Static<typeof OfficeAccounts>;

export const MakeOfficeAccounts = Type.Object({
  renewBefore: Type.Optional(
    Type.String({
      pattern: '^\\d{4}-\\d{2}-\\d{2}T[0-9:.]{5,15}Z$',
      description: 'also new passwords for sign-ins that nobody has used and whose password is older than this',
    }),
  ),
});
export const MadeAccount = Type.Object({
  name: Type.String(),
  username: Type.String(),
  workUnit: TextOrNull,
  password: Type.String(),
});
export type MadeAccount = Static<typeof MadeAccount>;
/** Some of an office's accounts at a time; call again until nothing remains. */
export const MadeAccounts = Type.Object({ made: Type.Array(MadeAccount), remaining: Type.Integer() });

export const Profile = Type.Object({
  username: Type.String(),
  name: Type.String(),
  role: Role,
  opdName: TextOrNull,
  employee: Type.Union([
    Type.Object({
      nip: Type.String(),
      name: Type.String(),
      position: TextOrNull,
      rank: TextOrNull,
      workUnit: TextOrNull,
      superior: TextOrNull,
    }),
    Type.Null(),
  ]),
  passwordSetAt: Type.String(),
  sessions: Type.Array(
    Type.Object({
      id: Type.String(),
      current: Type.Boolean(),
      since: Type.String(),
      /** To ten minutes. */
      usedAt: Type.String(),
      address: TextOrNull,
      /** The browser's own words (user agent). */
      device: TextOrNull,
    }),
  ),
});
export type Profile = Static<typeof Profile>;

export const PasswordChange = Type.Object({
  current: Type.String({ minLength: 1, maxLength: 200 }),
  /** Its rules are the hub's: see the problem that names this field. */
  next: Type.String({ minLength: 1, maxLength: 200 }),
});
