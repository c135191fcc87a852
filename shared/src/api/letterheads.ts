import { type Static, Type } from 'typebox';
import { UUID_PATTERN } from '../ids.ts';

const Line = Type.String({ maxLength: 200 });

/** Somebody who signs; empty where nobody was named yet. */
export const Signatory = Type.Object({
  /** As it stands above the signature: Kepala Dinas, Plt. Kepala Badan … */
  position: Line,
  name: Line,
  /** Pangkat, as it stands below the name; empty where none is wanted. */
  rank: Line,
  nip: Type.String({ maxLength: 30 }),
});
export type Signatory = Static<typeof Signatory>;

/** What stands above and below the letters and reports of an office. An empty field follows from the region or the OPD. */
export const Letterhead = Type.Object({
  /** The local government: Pemerintah Kabupaten … */
  government: Line,
  /** The office by its full name. */
  office: Line,
  address: Line,
  /** Telephone, mail and site, in one line. */
  contact: Line,
  /** The town in front of the date. */
  place: Line,
  /** Whoever heads the office, or acts for the head. */
  head: Signatory,
  /** Whoever draws up its lists. */
  maker: Signatory,
});
export type Letterhead = Static<typeof Letterhead>;

/** `region` is the personnel agency's own, from which the offices' follow; else the id of an OPD. */
export const LetterheadOwner = Type.String({
  pattern: `^region$|${UUID_PATTERN}`,
  description: '`region`, or the id of an OPD',
});

export const LetterheadDetail = Type.Object({
  owner: Type.String(),
  /** Of the OPD; null for the region. */
  opdName: Type.Union([Type.String(), Type.Null()]),
  /** As it was filled in. */
  own: Letterhead,
  /** As it stands on paper, with what follows from elsewhere. */
  shown: Letterhead,
  /** Number of the last change; 0 where nothing was filled in. */
  version: Type.Integer(),
  mayChange: Type.Boolean(),
  /** The latest first. */
  history: Type.Array(
    Type.Object({
      version: Type.Integer(),
      at: Type.String(),
      by: Type.Union([Type.String(), Type.Null()]),
      document: Letterhead,
    }),
  ),
});
export type LetterheadDetail = Static<typeof LetterheadDetail>;

export const Letterheads = Type.Object({
  letterheads: Type.Array(
    Type.Object({
      owner: Type.String(),
      /** Of the OPD; null for the region. */
      opdName: Type.Union([Type.String(), Type.Null()]),
      /** Whether anything was filled in. */
      set: Type.Boolean(),
      /** Fields that stay empty on paper. */
      missing: Type.Array(Type.String()),
    }),
  ),
});
export type Letterheads = Static<typeof Letterheads>;

export const LetterheadChange = Type.Object({
  document: Letterhead,
  /** The version that was seen: a change by somebody else in between is not overwritten. */
  version: Type.Integer({ minimum: 0 }),
});
