import { type Static, Type } from 'typebox';
import { DayStatus } from './attendance.ts';
import { Signatory } from './letterheads.ts';
import { Uuid } from './people.ts';

const Maybe = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const Day = Type.String({ pattern: '^20\\d{2}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD, local' });
const Text = Type.String({ minLength: 3, maxLength: 300 });
const Reason = Type.String({ minLength: 10, maxLength: 2000 });

export const CaseKind = Type.Union([Type.Literal('sanction'), Type.Literal('chain'), Type.Literal('superior')]);
export const CaseState = Type.Union([
  Type.Literal('proposed'),
  Type.Literal('open'),
  Type.Literal('decided'),
  Type.Literal('delivered'),
  Type.Literal('revoked'),
  Type.Literal('rejected'),
  Type.Literal('merged'),
  Type.Literal('closed'),
]);

const SanctionName = Type.Object({
  code: Type.String(),
  name: Type.String(),
  grade: Type.String(),
  clause: Type.String(),
});
const Owner = Type.Union([
  Type.Literal('direct_superior'),
  Type.Literal('bkd'),
  Type.Literal('competent_official'),
  Type.Literal('employee'),
]);

/** What a case waits for now. */
const NextStep = Type.Object({
  what: Type.Union([
    Type.Literal('decide-proposal'),
    Type.Literal('reject'),
    Type.Literal('step'),
    Type.Literal('decide'),
    Type.Literal('deliver'),
    Type.Literal('clarify'),
    Type.Literal('reprimand'),
    Type.Literal('act'),
    Type.Literal('superior-case'),
    Type.Literal('close'),
  ]),
  /** Code of the procedure's step. */
  step: Maybe(Type.String()),
  name: Maybe(Type.String()),
  owner: Owner,
  deadline: Maybe(Type.String()),
  overdue: Type.Boolean(),
});

const caseFields = {
  id: Type.String(),
  kind: CaseKind,
  state: CaseState,
  employee: Type.String(),
  name: Type.String(),
  nip: Type.String(),
  employeeKind: Type.String(),
  position: Maybe(Type.String()),
  opd: Type.String(),
  opdName: Type.String(),
  year: Type.Integer(),
  proposed: Maybe(SanctionName),
  /** Unexcused days on which it rests. */
  total: Type.Integer(),
  groundlessSince: Maybe(Type.String()),
  proposedOn: Type.String(),
  next: Maybe(NextStep),
};
export const CaseLine = Type.Object(caseFields);
export type CaseLine = Static<typeof CaseLine>;
/** What a reader looks at together; a case stands in one of them. */
export const CasePart = Type.Union([
  Type.Literal('overdue'),
  Type.Literal('proposals'),
  Type.Literal('running'),
  Type.Literal('warnings'),
  Type.Literal('finished'),
]);
export type CasePart = Static<typeof CasePart>;
export const Cases = Type.Object({
  cases: Type.Array(CaseLine),
  /** How many there are of what was asked for, of which `cases` are some. */
  total: Type.Integer(),
  counts: Type.Object({
    overdue: Type.Integer(),
    proposals: Type.Integer(),
    running: Type.Integer(),
    warnings: Type.Integer(),
    finished: Type.Integer(),
  }),
  evaluatedAt: Maybe(Type.String()),
});

export const DisciplineLetter = Type.Object({
  id: Type.String(),
  kind: Type.Union([
    Type.Literal('teguran'),
    Type.Literal('panggilan_1'),
    Type.Literal('panggilan_2'),
    Type.Literal('surat_opd'),
  ]),
  number: Type.String(),
  on: Type.String(),
  madeBy: Type.String(),
  /** From then on nothing follows from it. */
  withdrawnAt: Maybe(Type.String()),
  mayWithdraw: Type.Boolean(),
});

export const CaseDetail = Type.Object({
  ...caseFields,
  ground: Type.Object({
    because: Type.String(),
    clause: Type.String(),
    days: Type.Array(Type.String()),
    /** Those of the days that are no unexcused absences any more, as of now, and what they are instead. */
    fallen: Type.Array(Type.Object({ day: Type.String(), status: Maybe(DayStatus) })),
    longestRun: Type.Integer(),
    payStopsFrom: Maybe(Type.String()),
    openDays: Type.Array(Type.String()),
  }),
  openedOn: Maybe(Type.String()),
  mergedInto: Maybe(Type.String()),
  /** The neglected case of a superior's case. */
  about: Maybe(Type.String()),
  /** The direct superior now, and since when he is. */
  superior: Maybe(Type.Object({ employee: Type.String(), name: Type.String(), since: Type.String() })),
  /** Whether the superior's own case is proposed already. */
  hasSuperiorCase: Type.Boolean(),
  decision: Maybe(
    Type.Object({
      sanction: Maybe(Type.String()),
      number: Type.String(),
      official: Type.String(),
      on: Type.String(),
      deliveredOn: Maybe(Type.String()),
      inForceFrom: Maybe(Type.String()),
      fromMonth: Maybe(Type.String()),
      revoked: Maybe(Type.Object({ number: Type.String(), official: Type.String(), on: Type.String() })),
    }),
  ),
  steps: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      owner: Owner,
      state: Type.Union([
        Type.Literal('done'),
        Type.Literal('skipped'),
        Type.Literal('due'),
        Type.Literal('overdue'),
        Type.Literal('later'),
      ]),
      doneOn: Maybe(Type.String()),
      deadline: Maybe(Type.String()),
      documents: Type.Array(Type.String()),
      clause: Type.String(),
      mayRecord: Type.Boolean(),
      maySkip: Type.Boolean(),
      /** That it was recorded last, and may be taken back. */
      mayUndo: Type.Boolean(),
    }),
  ),
  events: Type.Array(
    Type.Object({
      id: Type.String(),
      at: Type.String(),
      on: Type.String(),
      by: Maybe(Type.String()),
      kind: Type.String(),
      step: Maybe(Type.String()),
      note: Maybe(Type.String()),
    }),
  ),
  letters: Type.Array(DisciplineLetter),
  /** Open cases of the same person into which this proposal may go. */
  mergeInto: Type.Array(Type.Object({ id: Type.String(), label: Type.String() })),
  /** What may be decided; empty where no ladder is set, and the official names the sanction himself. */
  ladder: Type.Array(SanctionName),
  /** Who may sign a letter, as their letterheads and postings name them; empty for whoever writes none. */
  signatories: Type.Array(Signatory),
  may: Type.Object({
    decideProposal: Type.Boolean(),
    decide: Type.Boolean(),
    deliver: Type.Boolean(),
    revoke: Type.Boolean(),
    clarify: Type.Boolean(),
    act: Type.Boolean(),
    report: Type.Boolean(),
    writeLetters: Type.Boolean(),
    close: Type.Boolean(),
  }),
});
export type CaseDetail = Static<typeof CaseDetail>;

export const Evaluation = Type.Object({
  people: Type.Integer(),
  proposed: Type.Integer(),
  changed: Type.Integer(),
  groundless: Type.Integer(),
});
export const CaseReason = Type.Object({ note: Reason });
export const CaseMerge = Type.Object({ into: Uuid, note: Reason });
/** Something that happened, on a local day that may lie in the past. */
export const CaseStepDone = Type.Object({ step: Type.String({ maxLength: 40 }), on: Day, note: Type.Optional(Text) });
export const CaseStepSkipped = Type.Object({ step: Type.String({ maxLength: 40 }), note: Reason });
export const CaseHappened = Type.Object({ on: Day, note: Reason });
export const CaseDecision = Type.Object({
  /** Code of a step of the ladder; null: not proven, no sanction. */
  sanction: Maybe(Type.String({ maxLength: 40 })),
  number: Text,
  official: Text,
  on: Day,
  /** Only where no ladder is set, with `sanction` null: what was decided, and by which rule. */
  unlisted: Type.Optional(Type.Object({ name: Text, clause: Text })),
});
export const CaseRevocation = Type.Object({ number: Text, official: Text, on: Day, note: Reason });
export const CaseDelivery = Type.Object({
  on: Day,
  /** First month that is cut; default: the one after it comes into force. */
  fromMonth: Type.Optional(Type.String({ pattern: '^20\\d{2}-(0[1-9]|1[0-2])$' })),
});
export const NewLetter = Type.Object({
  kind: DisciplineLetter.properties.kind,
  number: Text,
  on: Day,
  nature: Type.Union([Type.Literal('Biasa'), Type.Literal('Penting'), Type.Literal('Segera'), Type.Literal('Rahasia')]),
  signatory: Type.Object({
    name: Text,
    position: Text,
    nip: Type.String({ maxLength: 30 }),
    rank: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  /** Whose heading it carries; default: BKD's for a letter to the office, else the office's own. */
  heading: Type.Optional(Type.Union([Type.Literal('region'), Type.Literal('opd')])),
  /** Tembusan. */
  copies: Type.Optional(Type.Array(Text, { maxItems: 8 })),
  /** Of a summons: when and where to appear. */
  appear: Type.Optional(
    Type.Object({ on: Day, time: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }), place: Text }),
  ),
});
export type NewLetter = Static<typeof NewLetter>;
