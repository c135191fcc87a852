import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { AssignmentsForm } from './AssignmentsForm.tsx';
import { CalendarForm } from './CalendarForm.tsx';
import { RolloutForm } from './RolloutForm.tsx';
import { SchedulesForm } from './SchedulesForm.tsx';
import { StructuredEditor } from './StructuredEditor.tsx';

interface DocumentFormProps {
  edition: Pick<PolicyEdition, 'kind' | 'document'>;
  onChange(document: unknown): void;
}

/** The document of an edition: forms for what officers change often, an editor of its fields for the rest. */
export function DocumentForm({ edition, onChange }: DocumentFormProps) {
  const { kind, document } = edition as PolicyEdition;
  switch (kind) {
    case 'schedules':
      return <SchedulesForm document={document} onChange={onChange} />;
    case 'assignments':
      return <AssignmentsForm document={document} onChange={onChange} />;
    case 'calendar':
      return <CalendarForm document={document} onChange={onChange} />;
    case 'rollout':
      return <RolloutForm document={document} onChange={onChange} />;
    default:
      return <StructuredEditor value={document} onChange={onChange} />;
  }
}
