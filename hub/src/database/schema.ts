import type { ProcedureKind, StepName } from '@hadir/shared/api/procedures';
import type { Role } from '@hadir/shared/api/session';
import type { HardwareFacts, Predecessor } from '@hadir/shared/journal/entry';
import type { Order, UnitSettings } from '@hadir/shared/wire/command';
import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { RosterContent } from '../rosters/roster-content.ts';
import { bytea, instant } from './columns.ts';

// ── Organisation ────────────────────────────────────────────────────────────────────────────────────────────────

export const opds = pgTable('opds', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull().unique(),
  zone: text('zone').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const doors = pgTable(
  'doors',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    name: text('name').notNull(),
    /** Version of the roster that the door should have; 0 before the first. */
    rosterVersion: integer('roster_version').notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('doors_opd_name').on(t.opd, t.name)],
);

export const employees = pgTable(
  'employees',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    nip: text('nip').notNull().unique(),
    name: text('name').notNull(),
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    position: text('position'),
    kind: text('kind').$type<'PNS' | 'PPPK'>().notNull().default('PNS'),
    /** In service since; null where it is not known: then the NIP's month of appointment counts. */
    servedFrom: date('served_from', { mode: 'string' }),
    phone: text('phone'),
    email: text('email'),
    active: boolean('active').notNull().default(true),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [index('employees_opd').on(t.opd)],
);

/** One face embedding, encrypted (AES-256-GCM) with the hub's template key. A removed one keeps its row without the face. */
export const templates = pgTable(
  'templates',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    model: text('model').notNull(),
    sealed: bytea('sealed'),
    createdAt: instant('created_at').notNull().defaultNow(),
    removedAt: instant('removed_at'),
  },
  (t) => [index('templates_employee').on(t.employee)],
);

/** What each roster version of a door holds: enough to say what changed since any earlier one. */
export const rosters = pgTable(
  'rosters',
  {
    door: uuid('door')
      .notNull()
      .references(() => doors.id),
    version: integer('version').notNull(),
    digest: text('digest').notNull(),
    content: jsonb('content').$type<RosterContent>().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.door, t.version] })],
);

// ── Units ───────────────────────────────────────────────────────────────────────────────────────────────────────

export const units = pgTable('units', {
  id: text('id').primaryKey(),
  /** active | quarantined | revoked */
  state: text('state').$type<'active' | 'quarantined' | 'revoked'>().notNull().default('active'),
  kid: text('kid').notNull().unique(),
  /** Raw 32 bytes of the Ed25519 journal key. */
  publicKey: bytea('public_key').notNull(),
  /** SHA-256 of the TLS certificate (DER), hex. */
  certificateSha256: text('certificate_sha256').notNull(),
  certificateExpires: instant('certificate_expires').notNull(),
  /** PEM, so that a claim whose answer was lost on the way can be answered again. */
  certificate: text('certificate'),
  hardware: text('hardware').notNull(),
  /** What the hardware said of itself last. */
  facts: jsonb('facts').$type<HardwareFacts>(),
  revokedAt: instant('revoked_at'),
  revokedReason: text('revoked_reason'),
  /** What an operator set from afar. */
  settings: jsonb('settings').$type<UnitSettings>().notNull().default({}),
  commandNumber: integer('command_number').notNull().default(0),
  claimedAt: instant('claimed_at').notNull().defaultNow(),
});

/** The period in which a unit serves a door, and how far the hub holds that binding's journal. */
export const bindings = pgTable(
  'bindings',
  {
    unit: text('unit')
      .notNull()
      .references(() => units.id),
    number: integer('number').notNull(),
    door: uuid('door')
      .notNull()
      .references(() => doors.id),
    since: instant('since').notNull().defaultNow(),
    until: instant('until'),
    /** The binding that served the door before, as far as its journal was held when this one was made. */
    follows: jsonb('follows').$type<Predecessor>(),
    /** Last entry held without a gap (0: none) and its hash. */
    seq: integer('seq').notNull().default(0),
    hash: text('hash'),
    /** The journal is complete through this time, by its latest entry. */
    through: instant('through'),
  },
  (t) => [
    primaryKey({ columns: [t.unit, t.number] }),
    uniqueIndex('bindings_one_active_per_door').on(t.door).where(sql`${t.until} IS NULL`),
    uniqueIndex('bindings_one_active_per_unit').on(t.unit).where(sql`${t.until} IS NULL`),
  ],
);

export const claims = pgTable('claims', {
  /** SHA-256 of the normalised claim, hex. The claim itself is never stored. */
  hash: text('hash').primaryKey(),
  door: uuid('door')
    .notNull()
    .references(() => doors.id),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  usedBy: text('used_by'),
  /** SHA-256 of the CSR that used it, base64url: the same request is answered again, another one is refused. */
  csrHash: text('csr_hash'),
  /** The procedure that it serves. */
  procedure: uuid('procedure').references(() => procedures.id),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** A unit's last words about itself; unlogged would do, but an operator after a crash wants them too. */
export const unitStatuses = pgTable('unit_statuses', {
  unit: text('unit')
    .primaryKey()
    .references(() => units.id),
  online: boolean('online').notNull(),
  status: jsonb('status'),
  at: instant('at').notNull(),
  /** Since when it reports problems, or is away, without a pause. */
  wrongSince: instant('wrong_since'),
  /** When two connections last took each other's place again and again: the same certificate in two places. */
  contestedAt: instant('contested_at'),
});

/** Every certificate that a unit ever got. A revoked one is in the CRL until it expires. */
export const certificates = pgTable(
  'certificates',
  {
    /** Hex, as in the CRL. */
    serial: text('serial').primaryKey(),
    unit: text('unit')
      .notNull()
      .references(() => units.id),
    /** Of the DER, hex. */
    sha256: text('sha256').notNull().unique(),
    /** SHA-256 of the issuing authority's DER, hex. */
    issuer: text('issuer').notNull(),
    via: text('via').$type<'claim' | 'renewal' | 'grace'>().notNull(),
    issuedAt: instant('issued_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('certificates_unit').on(t.unit)],
);

/** Orders that must arrive, other than rosters: kept until the unit has answered or they expire. */
export const commands = pgTable(
  'commands',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    unit: text('unit')
      .notNull()
      .references(() => units.id),
    /** Of the command that carried it last; null before it was first sent. */
    number: integer('number'),
    /** Of the command that carried it first: the unit may answer any of them. */
    firstNumber: integer('first_number'),
    order: jsonb('order').$type<Order>().notNull(),
    issuedAt: instant('issued_at').notNull().defaultNow(),
    issuedBy: uuid('issued_by').references(() => users.id),
    expiresAt: instant('expires_at').notNull(),
    sentAt: instant('sent_at'),
    state: text('state').$type<'waiting' | 'sent' | 'done' | 'refused' | 'expired'>().notNull().default('waiting'),
    detail: text('detail'),
    procedure: uuid('procedure').references(() => procedures.id),
  },
  (t) => [
    index('commands_unit').on(t.unit, t.issuedAt),
    index('commands_waiting').on(t.unit).where(sql`${t.state} = 'waiting'`),
  ],
);

/** A change of the hardware at a door, from its request to the unit in service. */
export const procedures = pgTable(
  'procedures',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind').$type<ProcedureKind>().notNull(),
    state: text('state')
      .$type<'awaiting-approval' | 'running' | 'done' | 'refused' | 'cancelled'>()
      .notNull()
      .default('awaiting-approval'),
    door: uuid('door')
      .notNull()
      .references(() => doors.id),
    oldUnit: text('old_unit').references(() => units.id),
    newUnit: text('new_unit').references(() => units.id),
    reason: text('reason').notNull(),
    requestedBy: uuid('requested_by').references(() => users.id),
    createdAt: instant('created_at').notNull().defaultNow(),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    /** One change at a time for a door, and for a unit. */
    uniqueIndex('procedures_one_open_per_door').on(t.door).where(sql`${t.finishedAt} IS NULL`),
    uniqueIndex('procedures_one_open_per_unit').on(t.oldUnit).where(sql`${t.finishedAt} IS NULL`),
  ],
);

/** The steps that a procedure has behind it. */
export const procedureSteps = pgTable(
  'procedure_steps',
  {
    procedure: uuid('procedure')
      .notNull()
      .references(() => procedures.id),
    name: text('name').$type<StepName>().notNull(),
    /** done | skipped */
    state: text('state').$type<'done' | 'skipped'>().notNull().default('done'),
    at: instant('at').notNull().defaultNow(),
    by: uuid('by').references(() => users.id),
    detail: text('detail'),
  },
  (t) => [primaryKey({ columns: [t.procedure, t.name] })],
);

/** The hardware under a unit's keys changed from one start to the next. */
export const factsChanges = pgTable(
  'facts_changes',
  {
    unit: text('unit')
      .notNull()
      .references(() => units.id),
    binding: integer('binding').notNull(),
    seq: integer('seq').notNull(),
    at: instant('at').notNull(),
    before: jsonb('before').$type<HardwareFacts>().notNull(),
    after: jsonb('after').$type<HardwareFacts>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.unit, t.binding, t.seq] })],
);

// ── Journal ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Every entry as the unit signed it, unchanged. Never updated, never deleted. */
export const entries = pgTable(
  'entries',
  {
    unit: text('unit').notNull(),
    binding: integer('binding').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    hash: text('hash').notNull(),
    jws: text('jws').notNull(),
    at: instant('at').notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.unit, t.binding, t.seq] }),
    /** The few entries that tell of the unit itself, without reading its punches. */
    index('entries_of_life')
      .on(t.unit, t.binding, t.seq)
      .where(sql`${t.type} IN ('bound', 'boot', 'roster', 'command')`),
    /** What somebody has to look at. */
    index('entries_of_note').on(t.at).where(sql`${t.type} IN ('assisted', 'tamper')`),
  ],
);

/** Derived from `punch` entries in the same transaction, whose key keeps them unique; can be made again from `entries` at any time. */
export const punches = pgTable(
  'punches',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    unit: text('unit').notNull(),
    binding: integer('binding').notNull(),
    seq: integer('seq').notNull(),
    door: uuid('door').notNull(),
    employee: uuid('employee').notNull(),
    /** The door's local day. */
    day: date('day', { mode: 'string' }).notNull(),
    seenAt: instant('seen_at').notNull(),
    storedAt: instant('stored_at').notNull().defaultNow(),
    score: doublePrecision('score').notNull(),
    secondScore: doublePrecision('second_score'),
    threshold: doublePrecision('threshold').notNull(),
    liveness: doublePrecision('liveness').notNull(),
    frames: integer('frames').notNull(),
    faceHeight: integer('face_height').notNull(),
    clockSource: text('clock_source').notNull(),
    /** Half-width of the interval that holds the true time; null where the unit could not bound it. */
    clockUncertaintyMs: doublePrecision('clock_uncertainty_ms').default(0),
    /** Transaction that stored it: live readers wait until every older transaction has ended, so none is overtaken. */
    txid: bigint('txid', { mode: 'bigint' }).notNull().default(sql`pg_current_xact_id()::text::bigint`),
  },
  (t) => [
    /** One employee's day, and everybody's first and last sighting of a day without reading the table. */
    index('punches_day_employee').on(t.day, t.employee, t.seenAt),
    index('punches_day').on(t.day, t.id),
    /** The live feed's order: ids are drawn before commits, so only transactions in order overtake nothing. */
    index('punches_live').on(t.txid, t.id),
  ],
);

/** What was refused, with its bytes and the reason. What a unit sends again and again is one row that counts. */
export const quarantine = pgTable(
  'quarantine',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    unit: text('unit').notNull(),
    reason: text('reason').notNull(),
    detail: text('detail').notNull(),
    /** At most the first 64 KiB; of a forked entry all of it. */
    sample: bytea('sample').notNull(),
    bytes: integer('bytes').notNull(),
    /** SHA-256 of all the bytes, base64url. */
    digest: text('digest').notNull(),
    times: integer('times').notNull().default(1),
    receivedAt: instant('received_at').notNull().defaultNow(),
    lastAt: instant('last_at').notNull().defaultNow(),
    /** Null while nobody has decided. */
    decision: text('decision').$type<'accepted' | 'refused'>(),
    decidedBy: uuid('decided_by').references(() => users.id),
    decidedAt: instant('decided_at'),
    note: text('note'),
  },
  (t) => [uniqueIndex('quarantine_same').on(t.unit, t.reason, t.digest), index('quarantine_last').on(t.lastAt)],
);

// ── People who sign in ──────────────────────────────────────────────────────────────────────────────────────────

export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    username: text('username').notNull().unique(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    opd: uuid('opd').references(() => opds.id),
    employee: uuid('employee').references(() => employees.id),
    /** Whether he may sign in. */
    active: boolean('active').notNull().default(true),
    /** argon2id, PHC string. */
    passwordHash: text('password_hash').notNull(),
    passwordSetAt: instant('password_set_at').notNull().defaultNow(),
    /** The password is a one-time one: nothing else is answered before it is changed. */
    mustChangePassword: boolean('must_change_password').notNull().default(false),
    lastSignInAt: instant('last_sign_in_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [index('users_employee').on(t.employee), index('users_opd').on(t.opd)],
);

export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the cookie's token, hex. */
    tokenHash: text('token_hash').primaryKey(),
    /** What people call it by: of no use to sign in. */
    id: uuid('id').notNull().unique().defaultRandom(),
    user: uuid('user')
      .notNull()
      .references(() => users.id),
    address: text('address'),
    /** The browser's own words (user agent). */
    device: text('device'),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('sessions_user').on(t.user)],
);

/** Append-only: who did what to what, and when. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    at: instant('at').notNull().defaultNow(),
    user: uuid('user'),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    detail: jsonb('detail').notNull(),
  },
  (t) => [index('audit_log_subject').on(t.subject, t.id)],
);

// ── Rules ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** A regulation as versioned data: the latest whose `effectiveFrom` is not after the day applies. */
export const policies = pgTable('policies', {
  id: uuid('id').primaryKey().defaultRandom(),
  kind: text('kind').notNull(),
  effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
  legalBasis: text('legal_basis').notNull(),
  document: jsonb('document').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** What the hub remembers about itself: its region's name, and the like. */
export const settings = pgTable('settings', {
  name: text('name').primaryKey(),
  value: jsonb('value').notNull(),
});
