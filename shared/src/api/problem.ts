import { type Static, Type } from 'typebox';

/** RFC 9457. `code` is stable and for programs; `detail` is for people and says what to do. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String(),
  /** The fields that are wrong, where it is about input. */
  fields: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
});
export type Problem = Static<typeof Problem>;
