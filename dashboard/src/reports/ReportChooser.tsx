import type { ReportKind } from '@hadir/shared/api/reports';
import type { Session } from '@hadir/shared/api/session';
import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOpds } from '../units/use-units.ts';
import { PersonSelect } from './PersonSelect.tsx';
import { isBoundToOffice, mayBeAllOffices, type ReportChoice, seesOthers } from './report-choice.ts';
import styles from './reports.module.css';

interface ReportChooserProps {
  user: Session['user'];
  kinds: readonly ReportKind[];
  choice: ReportChoice;
  onChange(changes: Partial<ReportChoice>): void;
}

export function ReportChooser({ user, kinds, choice, onChange }: ReportChooserProps) {
  const { t } = useTranslation();
  const opds = useOpds();
  const { kind, opd, month, day, employee } = choice;
  return (
    <>
      <div className={styles.chooser} data-testid="report-chooser">
        <Select
          label={t('reports.kindLabel')}
          data={kinds.map((value) => ({ value, label: t(`reports.kind.${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => value !== null && onChange({ kind: value as ReportKind })}
          data-testid="report-kind"
        />
        {kind !== 'person-recap' && !isBoundToOffice(user) && (
          <Select
            label={t('reports.opd')}
            placeholder={t(mayBeAllOffices(kind) ? 'reports.allOpds' : 'reports.chooseOpd')}
            searchable
            clearable
            limit={100}
            data={opds.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            nothingFoundMessage={t('opds.none')}
            value={opd}
            onChange={(value) => onChange({ opd: value })}
            data-testid="report-opd"
          />
        )}
        {kind === 'person-recap' && seesOthers(user) && (
          <PersonSelect value={employee} onChange={(value) => onChange({ employee: value })} />
        )}
        {kind === 'daily-list' ? (
          <TextInput
            type="date"
            label={t('reports.day')}
            value={day}
            onChange={({ currentTarget: { value } }) => value !== '' && onChange({ day: value })}
            data-testid="report-day"
          />
        ) : (
          <TextInput
            type="month"
            label={t('reports.month')}
            value={month}
            onChange={({ currentTarget: { value } }) => /^\d{4}-\d{2}$/.test(value) && onChange({ month: value })}
            data-testid="report-month"
          />
        )}
      </div>
      <p className={styles.help}>{t(`reports.help.${kind}`)}</p>
    </>
  );
}
