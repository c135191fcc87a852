import type { Assignment, AssignmentsDocument } from '@hadir/shared/api/policies/assignments-policy';
import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './policies.module.css';
import { TargetField } from './TargetField.tsx';
import { usePolicies } from './use-policies.ts';
import { useScheduleCodes } from './use-schedule-codes.ts';

interface AssignmentsFormProps {
  document: AssignmentsDocument;
  onChange(document: AssignmentsDocument): void;
}

const ON_A_PAGE = 50;

/** Who works by which schedule, from when to when. */
export function AssignmentsForm({ document, onChange }: AssignmentsFormProps) {
  const { t } = useTranslation();
  const codes = useScheduleCodes();
  const today = usePolicies().data?.today ?? '';
  const [shown, setShown] = useState(ON_A_PAGE);
  const { assignments } = document;
  const put = (index: number, assignment: Assignment) =>
    onChange({ assignments: assignments.map((old, at) => (at === index ? assignment : old)) });
  return (
    <div className={styles.scroll}>
      <table className={styles.table} data-testid="assignments">
        <thead>
          <tr>
            <th>{t('policies.form.target')}</th>
            <th>{t('policies.form.schedule')}</th>
            <th>{t('policies.form.from')}</th>
            <th>{t('policies.form.to')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {assignments.slice(0, shown).map((assignment, index) => (
            // Two rules may be alike word for word; a rule is its place in the list.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <tr key={index}>
              <td>
                <TargetField target={assignment.target} onChange={(target) => put(index, { ...assignment, target })} />
              </td>
              <td>
                <Select
                  size="xs"
                  aria-label={t('policies.form.schedule')}
                  allowDeselect={false}
                  w={230}
                  value={assignment.schedule}
                  data={withOwn(codes, assignment.schedule)}
                  onChange={(schedule) => put(index, { ...assignment, schedule: schedule ?? '' })}
                />
              </td>
              <td>
                <TextInput
                  type="date"
                  size="xs"
                  aria-label={t('policies.form.from')}
                  value={assignment.from}
                  onChange={(event) => put(index, { ...assignment, from: event.currentTarget.value })}
                />
              </td>
              <td>
                <TextInput
                  type="date"
                  size="xs"
                  aria-label={t('policies.form.to')}
                  value={assignment.to ?? ''}
                  onChange={(event) => put(index, { ...assignment, to: event.currentTarget.value || null })}
                />
              </td>
              <td>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="red"
                  onClick={() => onChange({ assignments: assignments.filter((_, at) => at !== index) })}
                >
                  {t('policies.form.remove')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.tools}>
        <Button
          size="xs"
          variant="default"
          data-testid="add-assignment"
          onClick={() => {
            const schedule = codes[0]?.value ?? '';
            onChange({
              assignments: [...assignments, { target: { kind: 'opd', opd: '' }, schedule, from: today, to: null }],
            });
            setShown(Math.max(shown, assignments.length + 1));
          }}
        >
          {t('policies.form.add')}
        </Button>
        {/* An address, since the buttons of an edition that is only read do nothing. */}
        {assignments.length > shown && (
          <Button
            component="a"
            href="#"
            size="xs"
            variant="subtle"
            onClick={(event) => {
              event.preventDefault();
              setShown(shown + 200);
            }}
          >
            {t('policyForm.moreLines', { shown, n: assignments.length })}
          </Button>
        )}
      </div>
    </div>
  );
}

function withOwn(codes: { value: string; label: string }[], own: string) {
  return codes.some(({ value }) => value === own) || own === '' ? codes : [...codes, { value: own, label: own }];
}
