import { type Static, Type } from 'typebox';
import { Uuid } from './people.ts';
import { Code, Day } from './policies/policy-terms.ts';
import { Colleagues, DayPart, DutyOrder, EvidenceFile, RequestState } from './requests.ts';

/** One Surat Tugas for many people. */
export const NewDutyLetter = Type.Object({
  /** A leave kind of the policy that is official duty. */
  code: Code,
  order: DutyOrder,
  from: Day,
  to: Day,
  /** A part only for a letter of one day. */
  part: DayPart,
  employees: Type.Array(Uuid, { minItems: 1, maxItems: 1000 }),
  files: Type.Array(Uuid, { maxItems: 1 }),
  /** Leaves out those who cannot be sent, in the place of refusing the whole letter. */
  skipProblems: Type.Boolean(),
});
export type NewDutyLetter = Static<typeof NewDutyLetter>;

/** Many people at once: by their NIPs, with or without spaces and dots, or everybody of an office. */
export const LetterPeopleQuestion = Type.Object({
  nips: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 1000 })),
  opd: Type.Optional(Uuid),
});
export type LetterPeopleQuestion = Static<typeof LetterPeopleQuestion>;
export const LetterPeople = Type.Object({
  people: Colleagues.properties.colleagues,
  /** NIPs that nobody of one's own offices has, as digits. */
  unknown: Type.Array(Type.String()),
});
export type LetterPeople = Static<typeof LetterPeople>;

/** Why somebody cannot be sent, in Bahasa Indonesia. */
const LeftOut = Type.Object({ employee: Type.String(), name: Type.String(), problem: Type.String() });

/** What the letter would do, person by person. */
export const DutyLetterPreview = Type.Object({
  able: Type.Array(
    Type.Object({
      employee: Type.String(),
      name: Type.String(),
      halves: Type.Union([Type.Integer(), Type.Null()]),
    }),
  ),
  leftOut: Type.Array(LeftOut),
});
export type DutyLetterPreview = Static<typeof DutyLetterPreview>;

export const DutyLetter = Type.Object({
  id: Type.String(),
  code: Type.String(),
  title: Type.String(),
  order: DutyOrder,
  from: Type.String(),
  to: Type.String(),
  opdName: Type.Union([Type.String(), Type.Null()]),
  enteredBy: Type.String(),
  createdAt: Type.String(),
  cancelled: Type.Boolean(),
  people: Type.Array(
    Type.Object({
      request: Type.String(),
      employee: Type.String(),
      name: Type.String(),
      nip: Type.String(),
      state: RequestState,
    }),
  ),
  files: Type.Array(EvidenceFile),
  mayCancel: Type.Boolean(),
});
export type DutyLetter = Static<typeof DutyLetter>;
export const DutyLetters = Type.Object({ letters: Type.Array(DutyLetter), total: Type.Integer() });
export const MadeDutyLetter = Type.Object({ letter: DutyLetter, leftOut: Type.Array(LeftOut) });
