import { sql } from 'drizzle-orm';
import { doublePrecision, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '../columns.ts';
import { employees, opds, templates, users } from '../schema.ts';

/** What people are asked to agree to. A version that somebody agreed to is never changed: another is added. */
export const consentTexts = pgTable('consent_texts', {
  version: integer('version').primaryKey().generatedAlwaysAsIdentity(),
  purpose: text('purpose').notNull(),
  body: text('body').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  createdBy: uuid('created_by').references(() => users.id),
});

/** Why the region may keep somebody's face: his consent, or a legal basis instead. */
export const faceGrounds = pgTable(
  'face_grounds',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    kind: text('kind').$type<'consent' | 'legal-basis'>().notNull(),
    purpose: text('purpose').notNull(),
    /** Of a consent: the text that was agreed to. */
    consentText: integer('consent_text').references(() => consentTexts.version),
    /** Of a legal basis: the regulation and its clause. */
    legalBasis: text('legal_basis'),
    how: text('how').$type<'dashboard' | 'link' | 'import' | 'default' | 'migration'>().notNull(),
    at: instant('at').notNull().defaultNow(),
    /** Null where the person did it himself, by his link, or where nobody did. */
    by: uuid('by').references(() => users.id),
    endedAt: instant('ended_at'),
    endedBy: uuid('ended_by').references(() => users.id),
    /** withdrawn: by the person; replaced: by the next one. */
    ended: text('ended').$type<'withdrawn' | 'replaced'>(),
    endedReason: text('ended_reason'),
  },
  (t) => [
    index('face_grounds_employee').on(t.employee, t.at),
    uniqueIndex('face_grounds_one_in_force').on(t.employee).where(sql`${t.endedAt} IS NULL`),
  ],
);

/** The part of an enrolment photo that shows the face, sealed with the template key, so that templates can be made again. */
export const faceCrops = pgTable(
  'face_crops',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    /** Null once it was erased. */
    sealed: bytea('sealed'),
    createdAt: instant('created_at').notNull().defaultNow(),
    erasedAt: instant('erased_at'),
  },
  (t) => [
    index('face_crops_employee').on(t.employee),
    index('face_crops_kept').on(t.createdAt).where(sql`${t.sealed} IS NOT NULL`),
  ],
);

/** Templates that different models made of one face. */
export const templateCrops = pgTable(
  'template_crops',
  {
    template: uuid('template')
      .primaryKey()
      .references(() => templates.id),
    crop: uuid('crop')
      .notNull()
      .references(() => faceCrops.id),
  },
  (t) => [index('template_crops_crop').on(t.crop)],
);

/** A link by which one person enrols his own face, once. */
export const enrolmentLinks = pgTable(
  'enrolment_links',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** SHA-256 of the token, hex. The token itself is never stored. */
    tokenHash: text('token_hash').notNull().unique(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    createdAt: instant('created_at').notNull().defaultNow(),
    createdBy: uuid('created_by').references(() => users.id),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    revokedAt: instant('revoked_at'),
    /** Photos that were looked at through it so far. */
    photosSeen: integer('photos_seen').notNull().default(0),
  },
  (t) => [
    index('enrolment_links_expiry').on(t.expiresAt),
    uniqueIndex('enrolment_links_one_open').on(t.employee).where(sql`${t.usedAt} IS NULL AND ${t.revokedAt} IS NULL`),
  ],
);

/** Photos that wait for BKD's word, since a new face is a person's decision. */
export const enrolmentSubmissions = pgTable(
  'enrolment_submissions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    employee: uuid('employee')
      .notNull()
      .references(() => employees.id),
    via: text('via').$type<'link' | 'door'>().notNull(),
    link: uuid('link').references(() => enrolmentLinks.id),
    /** Of a link: the text that was agreed to. */
    consentText: integer('consent_text').references(() => consentTexts.version),
    at: instant('at').notNull().defaultNow(),
    state: text('state').$type<'waiting' | 'accepted' | 'refused'>().notNull().default('waiting'),
    decidedAt: instant('decided_at'),
    decidedBy: uuid('decided_by').references(() => users.id),
    reason: text('reason'),
  },
  (t) => [
    index('enrolment_submissions_state').on(t.state, t.at),
    index('enrolment_submissions_employee').on(t.employee),
  ],
);

export const enrolmentSubmissionPhotos = pgTable(
  'enrolment_submission_photos',
  {
    submission: uuid('submission')
      .notNull()
      .references(() => enrolmentSubmissions.id),
    number: integer('number').notNull(),
    /** The face, cut out, sealed; null once the submission was decided. */
    sealedCrop: bytea('sealed_crop'),
    sealedTemplate: bytea('sealed_template'),
    model: text('model').notNull(),
  },
  (t) => [primaryKey({ columns: [t.submission, t.number] })],
);

/** A list of people with their photos: looked at first, applied when somebody says so. */
export const enrolmentImports = pgTable('enrolment_imports', {
  id: uuid('id').primaryKey().defaultRandom(),
  file: text('file').notNull(),
  state: text('state')
    .$type<'checking' | 'checked' | 'applying' | 'done' | 'cancelled'>()
    .notNull()
    .default('checking'),
  createdAt: instant('created_at').notNull().defaultNow(),
  createdBy: uuid('created_by').references(() => users.id),
  appliedBy: uuid('applied_by').references(() => users.id),
  finishedAt: instant('finished_at'),
});

export const enrolmentImportLines = pgTable(
  'enrolment_import_lines',
  {
    import: uuid('import')
      .notNull()
      .references(() => enrolmentImports.id),
    /** In the list, its header being 1. */
    row: integer('row').notNull(),
    nip: text('nip').notNull(),
    file: text('file').notNull(),
    employee: uuid('employee').references(() => employees.id),
    /** waiting: nobody has looked at the photo yet. */
    outcome: text('outcome').notNull().default('waiting'),
    advice: text('advice'),
    /** As it came, sealed; null once it was looked at. */
    sealedPhoto: bytea('sealed_photo'),
    /** What came of it, sealed; null once it was applied. */
    sealedCrop: bytea('sealed_crop'),
    sealedTemplate: bytea('sealed_template'),
    model: text('model'),
  },
  (t) => [
    primaryKey({ columns: [t.import, t.row] }),
    index('enrolment_import_lines_waiting').on(t.import, t.row).where(sql`${t.outcome} = 'waiting'`),
  ],
);

/** Two people of one office whose faces are more alike than those of strangers are. */
export const lookAlikes = pgTable(
  'look_alikes',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** The smaller id of the two. */
    one: uuid('one')
      .notNull()
      .references(() => employees.id),
    other: uuid('other')
      .notNull()
      .references(() => employees.id),
    model: text('model').notNull(),
    score: doublePrecision('score').notNull(),
    foundAt: instant('found_at').notNull().defaultNow(),
    /** Null while nobody has looked: the door is strict meanwhile. */
    decision: text('decision').$type<'strict' | 'not-a-problem' | 'same-person'>(),
    decidedAt: instant('decided_at'),
    decidedBy: uuid('decided_by').references(() => users.id),
    note: text('note'),
  },
  (t) => [uniqueIndex('look_alikes_pair').on(t.one, t.other, t.model), index('look_alikes_other').on(t.other)],
);

/** Offices whose people were all compared with each other. */
export const lookAlikeScans = pgTable(
  'look_alike_scans',
  {
    opd: uuid('opd')
      .notNull()
      .references(() => opds.id),
    model: text('model').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.opd, t.model] })],
);

/** A model that BKD chose for a door before everybody had a template of it. */
export const doorModels = pgTable('door_models', {
  door: uuid('door').primaryKey(),
  model: text('model').notNull(),
  at: instant('at').notNull().defaultNow(),
  by: uuid('by').references(() => users.id),
});

/** The making of templates by a model from the photos that are kept. */
export const templateJobs = pgTable(
  'template_jobs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    model: text('model').notNull(),
    state: text('state').$type<'running' | 'paused' | 'done'>().notNull().default('running'),
    startedAt: instant('started_at').notNull().defaultNow(),
    startedBy: uuid('started_by').references(() => users.id),
    finishedAt: instant('finished_at'),
  },
  (t) => [uniqueIndex('template_jobs_one_open').on(t.model).where(sql`${t.finishedAt} IS NULL`)],
);

/** Photos of which a model could make no template. */
export const templateFailures = pgTable(
  'template_failures',
  {
    crop: uuid('crop')
      .notNull()
      .references(() => faceCrops.id),
    model: text('model').notNull(),
    reason: text('reason').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.crop, t.model] })],
);
