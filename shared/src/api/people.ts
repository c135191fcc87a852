import { type Static, Type } from 'typebox';
import { UUID_PATTERN } from '../ids.ts';
import { Problem } from './problem.ts';

export const Uuid = Type.String({ pattern: UUID_PATTERN });

export const Zone = Type.Union([
  Type.Literal('Asia/Jakarta'),
  Type.Literal('Asia/Makassar'),
  Type.Literal('Asia/Jayapura'),
]);

export const NewOpd = Type.Object({ name: Type.String({ minLength: 2, maxLength: 200 }), zone: Zone });
export const Opd = Type.Object({ id: Type.String(), name: Type.String(), zone: Zone });
export type Opd = Static<typeof Opd>;
export const Opds = Type.Object({ opds: Type.Array(Opd) });

export const NewDoor = Type.Object({ opd: Uuid, name: Type.String({ minLength: 1, maxLength: 100 }) });
export const Door = Type.Object({
  id: Type.String(),
  opd: Type.String(),
  opdName: Type.String(),
  name: Type.String(),
  zone: Zone,
  /** The unit bound to the door now. */
  unit: Type.Union([Type.String(), Type.Null()]),
  rosterVersion: Type.Integer(),
});
export type Door = Static<typeof Door>;
export const Doors = Type.Object({ doors: Type.Array(Door) });
export type Doors = Static<typeof Doors>;

export const NewEmployee = Type.Object({
  nip: Type.String({ maxLength: 40, description: '18 digits; spaces and dots are accepted' }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  opd: Uuid,
  position: Type.Optional(Type.String({ maxLength: 200 })),
});
export const Employee = Type.Object({
  id: Type.String(),
  nip: Type.String(),
  name: Type.String(),
  opd: Type.String(),
  opdName: Type.String(),
  position: Type.Union([Type.String(), Type.Null()]),
  /** Number of active face templates; 0 means that no door can recognise this person. */
  templates: Type.Integer(),
  warnings: Type.Array(Type.String()),
});
export type Employee = Static<typeof Employee>;
/** A page of the list; `total` counts everyone whom the search found. */
export const Employees = Type.Object({ total: Type.Integer(), employees: Type.Array(Employee) });
export type Employees = Static<typeof Employees>;
/** One employee with the faces that a door may recognise; an `id` is what the face is removed by. */
export const EmployeeDetail = Type.Object({
  ...Employee.properties,
  active: Type.Boolean(),
  faces: Type.Array(Type.Object({ id: Type.String(), model: Type.String(), createdAt: Type.String() })),
});
export type EmployeeDetail = Static<typeof EmployeeDetail>;

/** What is missing stays as it is. */
export const EmployeeChange = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  position: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
  /** Whoever left is on no roster any more. */
  active: Type.Optional(Type.Boolean()),
  /** With `active: false`: erase his faces too, for good. */
  eraseFaces: Type.Optional(Type.Boolean()),
});

/** What came of one photo of an enrolment. */
export const PhotoResult = Type.Object({
  file: Type.String(),
  outcome: Type.Union([
    Type.Literal('enrolled'),
    Type.Literal('unreadable'),
    Type.Literal('no-face'),
    Type.Literal('several-faces'),
    Type.Literal('poor-quality'),
    Type.Literal('belongs-to-another'),
    Type.Literal('differs-from-the-others'),
  ]),
  /** What to do about it, in Bahasa Indonesia. */
  advice: Type.Union([Type.String(), Type.Null()]),
  template: Type.Union([Type.String(), Type.Null()]),
});
export const FaceEnrolment = Type.Object({ employee: Type.String(), photos: Type.Array(PhotoResult) });
export type FaceEnrolment = Static<typeof FaceEnrolment>;
/** The problem of an enrolment in which no photo could be used, with the result of each. */
export const EnrolmentProblem = Type.Object({ ...Problem.properties, photos: Type.Array(PhotoResult) });
