import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { useTranslation } from 'react-i18next';
import { AssignmentsForm } from './AssignmentsForm.tsx';
import { CalendarForm } from './CalendarForm.tsx';
import styles from './policies.module.css';
import { RolloutForm } from './RolloutForm.tsx';
import { SchedulesForm } from './SchedulesForm.tsx';
import { StructuredEditor } from './StructuredEditor.tsx';

interface DocumentFormProps {
  edition: Pick<PolicyEdition, 'kind' | 'document'>;
  legalBasis: string;
  editable: boolean;
  onChange(document: unknown): void;
}

/** The document of an edition: forms for what officers change often, an editor of its fields for the rest. */
export function DocumentForm({ edition, legalBasis, editable, onChange }: DocumentFormProps) {
  const { t } = useTranslation();
  const { kind } = edition;
  return (
    <>
      {editable && hasHelp(kind) && <p className={styles.about}>{t(`policyForm.${kind}`)}</p>}
      <Fields edition={edition} legalBasis={legalBasis} editable={editable} onChange={onChange} />
    </>
  );
}

const WITH_HELP = ['schedules', 'assignments', 'rollout', 'calendar'] as const;

function hasHelp(kind: string): kind is (typeof WITH_HELP)[number] {
  return WITH_HELP.some((each) => each === kind);
}

function Fields({ edition, legalBasis, editable, onChange }: DocumentFormProps) {
  const { kind, document } = edition as PolicyEdition;
  switch (kind) {
    case 'schedules':
      return <SchedulesForm document={document} onChange={onChange} />;
    case 'assignments':
      return <AssignmentsForm document={document} onChange={onChange} />;
    case 'calendar':
      return <CalendarForm document={document} legalBasis={legalBasis} editable={editable} onChange={onChange} />;
    case 'rollout':
      return <RolloutForm document={document} onChange={onChange} />;
    case 'tpp':
      // Editions from before this field was known do not have it.
      return <StructuredEditor value={{ leaveWithoutTpp: [], ...document }} onChange={onChange} />;
    default:
      return <StructuredEditor value={document} onChange={onChange} />;
  }
}
