import type { CaseDetail } from '@hadir/shared/api/discipline';
import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ActionInput } from './case-calls.ts';

const NO_SANCTION = '-';

interface SanctionFieldsProps {
  detail: CaseDetail;
  given: ActionInput;
  onChange(change: Partial<ActionInput>): void;
}

/** What was decided: a step of the ladder, or, where none is set, a sanction in the official's own words. */
export function SanctionFields({ detail, given, onChange }: SanctionFieldsProps) {
  const { t } = useTranslation();
  if (detail.ladder.length === 0)
    return (
      <>
        <TextInput
          label={t('case.unlisted')}
          description={t('case.unlistedHint')}
          maxLength={300}
          value={given.unlistedName}
          onChange={(event) => onChange({ unlistedName: event.currentTarget.value })}
          data-testid="action-unlisted"
        />
        <TextInput
          label={t('case.unlistedClause')}
          maxLength={300}
          value={given.unlistedClause}
          onChange={(event) => onChange({ unlistedClause: event.currentTarget.value })}
          data-testid="action-unlisted-clause"
        />
      </>
    );
  return (
    <Select
      label={t('case.sanction')}
      allowDeselect={false}
      value={given.sanction ?? NO_SANCTION}
      data={[
        { value: NO_SANCTION, label: t('case.notProven') },
        ...detail.ladder.map(({ code, name }) => ({ value: code, label: name })),
      ]}
      onChange={(value) => onChange({ sanction: value === NO_SANCTION ? null : value })}
    />
  );
}
