import { UUID_PATTERN } from '@hadir/shared/ids';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

/** What somebody's finger asks of the dialogue, as the page posts it. */
const AssistActionSchema = Type.Union([
  Type.Object({ do: Type.Literal('open') }),
  Type.Object({ do: Type.Literal('pin'), pin: Type.String({ pattern: '^[0-9]{6}$' }) }),
  Type.Object({ do: Type.Literal('card'), typed: Type.String({ maxLength: 60 }) }),
  Type.Object({
    do: Type.Literal('choose'),
    purpose: Type.Union([Type.Literal('attendance'), Type.Literal('enrolment')]),
  }),
  Type.Object({ do: Type.Literal('type'), text: Type.String({ maxLength: 200 }) }),
  Type.Object({ do: Type.Literal('pick'), employee: Type.String({ pattern: UUID_PATTERN }) }),
  Type.Object({
    do: Type.Literal('reason'),
    reason: Type.Union([
      Type.Literal('face-covered'),
      Type.Literal('face-changed'),
      Type.Literal('not-enrolled'),
      Type.Literal('other'),
    ]),
  }),
  Type.Object({ do: Type.Literal('noted') }),
  Type.Object({ do: Type.Literal('confirm') }),
  Type.Object({ do: Type.Literal('again') }),
  Type.Object({ do: Type.Literal('back') }),
  Type.Object({ do: Type.Literal('close') }),
]);
export type AssistAction = Static<typeof AssistActionSchema>;

const validator = Compile(AssistActionSchema);

/** @returns null where the text is none. */
export function parseAssistAction(text: string): AssistAction | null {
  try {
    const value: unknown = JSON.parse(text);
    return validator.Check(value) ? value : null;
  } catch {
    return null;
  }
}
