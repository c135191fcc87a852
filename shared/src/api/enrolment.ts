import { type Static, Type } from 'typebox';
import { PhotoResult, Uuid } from './people.ts';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** How long the hub keeps the face of an enrolment photo, sealed, and why it may keep templates of those who were not asked. */
export const EnrolmentPolicy = Type.Object({
  keepPhotos: Type.Boolean(),
  /** Days; null is as long as the face is enrolled. */
  photoDays: Nullable(Type.Integer({ minimum: 1, maximum: 3_650 })),
  /** Regulation and clause; null where everybody has to be asked. */
  defaultLegalBasis: Nullable(Type.String({ minLength: 3, maxLength: 500 })),
});
export type EnrolmentPolicy = Static<typeof EnrolmentPolicy>;

/** What people are asked to agree to. A version is never changed. */
export const ConsentText = Type.Object({
  version: Type.Integer(),
  purpose: Type.String(),
  body: Type.String(),
  createdAt: Type.String(),
});
export type ConsentText = Static<typeof ConsentText>;
export const ConsentTexts = Type.Object({ texts: Type.Array(ConsentText, { description: 'newest first' }) });
export const NewConsentText = Type.Object({
  purpose: Type.String({ minLength: 5, maxLength: 300 }),
  body: Type.String({ minLength: 40, maxLength: 5_000 }),
});

/** Why the region may keep somebody's face. */
export const FaceGround = Type.Object({
  id: Type.String(),
  kind: Type.Union([Type.Literal('consent'), Type.Literal('legal-basis')]),
  purpose: Type.String(),
  consentText: Nullable(Type.Object({ version: Type.Integer(), body: Type.String() })),
  legalBasis: Nullable(Type.String()),
  how: Type.Union([
    Type.Literal('dashboard'),
    Type.Literal('link'),
    Type.Literal('import'),
    Type.Literal('default'),
    Type.Literal('migration'),
  ]),
  at: Type.String(),
  by: Nullable(Type.String({ description: 'name of the user; null where it was the person himself, or nobody' })),
  ended: Nullable(
    Type.Object({
      how: Type.Union([Type.Literal('withdrawn'), Type.Literal('replaced')]),
      at: Type.String(),
      by: Nullable(Type.String()),
      reason: Nullable(Type.String()),
    }),
  ),
});
export type FaceGround = Static<typeof FaceGround>;

export const NewFaceGround = Type.Object({
  kind: Type.Union([Type.Literal('consent'), Type.Literal('legal-basis')]),
  /** Required for a legal basis: the regulation and its clause. */
  legalBasis: Type.Optional(Type.String({ minLength: 3, maxLength: 500 })),
  /** Of a consent: the version that was agreed to, on paper or before the officer; the newest where it is missing. */
  consentText: Type.Optional(Type.Integer({ minimum: 1 })),
});
export const Withdrawal = Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) });

/** That a template is gone from a door, or why that is not known yet. */
export const DoorErasure = Type.Object({
  door: Type.String(),
  doorName: Type.String(),
  opdName: Type.String(),
  /** erased: an entry of the unit says so. never-held: the unit never had it. waiting: it has not said so yet. no-unit: nobody serves the door. */
  state: Type.Union([
    Type.Literal('erased'),
    Type.Literal('never-held'),
    Type.Literal('waiting'),
    Type.Literal('no-unit'),
  ]),
  entry: Nullable(
    Type.Object({ unit: Type.String(), binding: Type.Integer(), seq: Type.Integer(), at: Type.String() }),
  ),
});
export const TemplateErasure = Type.Object({
  template: Type.String(),
  model: Type.String(),
  erasedAt: Type.String(),
  doors: Type.Array(DoorErasure),
});
export type TemplateErasure = Static<typeof TemplateErasure>;

/** What a person's face is kept for, and the proof of what was erased. */
export const FaceGrounds = Type.Object({
  current: Nullable(FaceGround),
  past: Type.Array(FaceGround),
  /** Photos of which the face is kept, sealed. */
  photosKept: Type.Integer(),
  /** Newest first, at most 50. */
  erasures: Type.Array(TemplateErasure),
});
export type FaceGrounds = Static<typeof FaceGrounds>;

export const NewEnrolmentLinks = Type.Object({
  /** Those named, or everybody of an office without a face. */
  employees: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 500 })),
  opd: Type.Optional(Uuid),
});
/** The answer to new links: the only time that they are readable. */
export const CreatedEnrolmentLinks = Type.Object({
  links: Type.Array(
    Type.Object({
      id: Type.String(),
      employee: Type.String(),
      name: Type.String(),
      nip: Type.String(),
      url: Type.String(),
      expiresAt: Type.String(),
    }),
  ),
  /** People left out, since the list would have become longer than is made at once. */
  left: Type.Integer(),
});
export type CreatedEnrolmentLinks = Static<typeof CreatedEnrolmentLinks>;
export const EnrolmentLinks = Type.Object({
  links: Type.Array(
    Type.Object({
      id: Type.String(),
      employee: Type.String(),
      name: Type.String(),
      nip: Type.String(),
      opdName: Type.String(),
      createdAt: Type.String(),
      expiresAt: Type.String(),
      state: Type.Union([Type.Literal('open'), Type.Literal('used'), Type.Literal('expired'), Type.Literal('revoked')]),
    }),
  ),
});
export type EnrolmentLinks = Static<typeof EnrolmentLinks>;

/** What somebody sees who opens a link. */
export const SelfEnrolment = Type.Object({
  name: Type.String(),
  /** The NIP with its middle hidden. */
  nip: Type.String(),
  opdName: Type.String(),
  region: Type.String(),
  expiresAt: Type.String(),
  consent: ConsentText,
});
export type SelfEnrolment = Static<typeof SelfEnrolment>;
export const SeenPhoto = Type.Object({
  outcome: PhotoResult.properties.outcome,
  advice: PhotoResult.properties.advice,
});
export type SeenPhoto = Static<typeof SeenPhoto>;
export const SelfEnrolmentResult = Type.Object({
  sent: Type.Integer({ description: 'photos that BKD will look at' }),
  photos: Type.Array(SeenPhoto),
});

/** Photos of one person that wait for BKD's word. */
export const EnrolmentSubmission = Type.Object({
  id: Type.String(),
  employee: Type.String(),
  name: Type.String(),
  nip: Type.String(),
  opdName: Type.String(),
  via: Type.Union([Type.Literal('link'), Type.Literal('door')]),
  at: Type.String(),
  state: Type.Union([Type.Literal('waiting'), Type.Literal('accepted'), Type.Literal('refused')]),
  /** Numbers of the pictures that can be looked at. */
  photos: Type.Array(Type.Integer()),
  /** Ids of the kept pictures of faces that are enrolled already, to compare with. */
  enrolled: Type.Array(Type.String()),
  decidedAt: Nullable(Type.String()),
  decidedBy: Nullable(Type.String()),
  reason: Nullable(Type.String()),
});
export type EnrolmentSubmission = Static<typeof EnrolmentSubmission>;
export const EnrolmentSubmissions = Type.Object({ submissions: Type.Array(EnrolmentSubmission) });
export const SubmissionRefusal = Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) });

export const ImportOutcome = Type.Union([
  Type.Literal('waiting'),
  /** The dry run found nothing against it. */
  Type.Literal('ready'),
  ...PhotoResult.properties.outcome.anyOf,
  Type.Literal('nip-invalid'),
  Type.Literal('nip-unknown'),
  Type.Literal('file-missing'),
  Type.Literal('file-refused'),
  Type.Literal('file-too-large'),
  Type.Literal('line-repeated'),
  Type.Literal('enough-faces'),
  Type.Literal('ground-missing'),
]);
export type ImportOutcome = Static<typeof ImportOutcome>;
export const EnrolmentImport = Type.Object({
  id: Type.String(),
  file: Type.String(),
  state: Type.Union([
    Type.Literal('checking'),
    Type.Literal('checked'),
    Type.Literal('applying'),
    Type.Literal('done'),
    Type.Literal('cancelled'),
  ]),
  createdAt: Type.String(),
  createdBy: Nullable(Type.String()),
  finishedAt: Nullable(Type.String()),
  lines: Type.Integer(),
  /** Lines by what came of them. */
  outcomes: Type.Record(Type.String(), Type.Integer()),
});
export type EnrolmentImport = Static<typeof EnrolmentImport>;
export const EnrolmentImports = Type.Object({ imports: Type.Array(EnrolmentImport) });
export const EnrolmentImportLines = Type.Object({
  total: Type.Integer(),
  lines: Type.Array(
    Type.Object({
      row: Type.Integer({ description: 'in the list, whose header is row 1' }),
      nip: Type.String(),
      name: Nullable(Type.String()),
      file: Type.String(),
      outcome: ImportOutcome,
      advice: Nullable(Type.String()),
    }),
  ),
});
export type EnrolmentImportLines = Static<typeof EnrolmentImportLines>;

const PairedPerson = Type.Object({
  employee: Type.String(),
  name: Type.String(),
  nip: Type.String(),
  position: Nullable(Type.String()),
  faces: Type.Integer(),
});
/** Two people of one office who are easily taken for each other. */
export const LookAlikePair = Type.Object({
  id: Type.String(),
  people: Type.Array(PairedPerson, { minItems: 2, maxItems: 2 }),
  opdName: Type.String(),
  model: Type.String(),
  score: Type.Number(),
  /** From this score on a door would take the one for the other. */
  threshold: Type.Number(),
  foundAt: Type.String(),
  decision: Nullable(Type.Union([Type.Literal('strict'), Type.Literal('not-a-problem'), Type.Literal('same-person')])),
  decidedAt: Nullable(Type.String()),
  decidedBy: Nullable(Type.String()),
  note: Nullable(Type.String()),
});
export type LookAlikePair = Static<typeof LookAlikePair>;
export const LookAlikePairs = Type.Object({
  pairs: Type.Array(LookAlikePair),
  /** Offices that are still to be compared. */
  officesLeft: Type.Integer(),
});
export const LookAlikeDecision = Type.Object({
  decision: Type.Union([Type.Literal('strict'), Type.Literal('not-a-problem'), Type.Literal('same-person')]),
  /** Of the same person: whose templates go. */
  remove: Type.Optional(Uuid),
  note: Type.Optional(Type.String({ maxLength: 500 })),
});

/** A model that makes templates, and how far its templates have come. */
export const FaceModelState = Type.Object({
  id: Type.String(),
  /** newest: templates are made with it now. superseded: doors may still run it. unknown: the hub does not have it. */
  standing: Type.Union([Type.Literal('newest'), Type.Literal('superseded'), Type.Literal('unknown')]),
  people: Type.Integer({ description: 'who have a template of it' }),
  templates: Type.Integer(),
  doors: Type.Integer({ description: 'whose roster holds it' }),
  /** Of photos that are kept: what it has made, could not make, and has yet to make. */
  made: Type.Integer(),
  failed: Type.Integer(),
  left: Type.Integer(),
  job: Nullable(
    Type.Object({
      state: Type.Union([Type.Literal('running'), Type.Literal('paused'), Type.Literal('done')]),
      startedAt: Type.String(),
      finishedAt: Nullable(Type.String()),
    }),
  ),
});
export type FaceModelState = Static<typeof FaceModelState>;
export const FaceModelStates = Type.Object({
  models: Type.Array(FaceModelState),
  /** People with templates. */
  people: Type.Integer(),
  /** People whose faces cannot be made again, since no photo is kept: at most 200 of them. */
  needPhoto: Type.Array(
    Type.Object({ employee: Type.String(), name: Type.String(), nip: Type.String(), opdName: Type.String() }),
  ),
  needPhotoTotal: Type.Integer(),
  /** Doors whose roster is not of the newest model, or was set by hand: at most 200. */
  doors: Type.Array(
    Type.Object({
      door: Type.String(),
      name: Type.String(),
      opdName: Type.String(),
      model: Nullable(Type.String()),
      /** What its unit says it can run; null where it says nothing. */
      runs: Nullable(Type.Array(Type.String())),
      people: Type.Integer(),
      withNewest: Type.Integer(),
      chosen: Nullable(Type.String()),
    }),
  ),
});
export type FaceModelStates = Static<typeof FaceModelStates>;
export const JobOrder = Type.Object({ do: Type.Union([Type.Literal('run'), Type.Literal('pause')]) });
export const DoorModelChoice = Type.Object({ model: Nullable(Type.String({ maxLength: 64 })) });
