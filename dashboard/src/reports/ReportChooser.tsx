import type { ReportKind } from '@hadir/shared/api/reports';
import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useOpds } from '../units/use-units.ts';
import { PersonSelect } from './PersonSelect.tsx';
import {
  isAboutStaff,
  isBoundToOffice,
  mayBeAllOffices,
  type ReportChoice,
  type ReportReader,
  seesOthers,
} from './report-choice.ts';
import styles from './reports.module.css';

/** The kinds that a superior sees of his own staff. */
type StaffKind = 'monthly-recap' | 'daily-list' | 'lateness';

interface ReportChooserProps {
  reader: ReportReader;
  kinds: readonly ReportKind[];
  choice: ReportChoice;
  onChange(changes: Partial<ReportChoice>): void;
}

export function ReportChooser({ reader, kinds, choice, onChange }: ReportChooserProps) {
  const { t } = useTranslation();
  const { user, staff } = reader;
  const { kind, month, day, employee } = choice;
  const aboutStaff = isAboutStaff(user, kind);
  return (
    <>
      <div className={styles.chooser} data-testid="report-chooser">
        <Select
          label={t('reports.kindLabel')}
          data={kinds.map((value) => ({
            value,
            label: isAboutStaff(user, value)
              ? t(`reports.staffKind.${value as StaffKind}`)
              : t(`reports.kind.${value}`),
          }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => value !== null && onChange({ kind: value as ReportKind })}
          data-testid="report-kind"
        />
        {kind !== 'person-recap' && <OfficeSelect reader={reader} choice={choice} onChange={onChange} />}
        {kind === 'person-recap' && seesOthers(user) && (
          <PersonSelect value={employee} onChange={(value) => onChange({ employee: value })} />
        )}
        {kind === 'person-recap' && !seesOthers(user) && staff.length > 0 && (
          <Select
            label={t('reports.person')}
            searchable
            allowDeselect={false}
            data={[
              ...(user.employee === null ? [] : [{ value: user.employee, label: t('reports.myself') }]),
              ...staff.map(({ id, name, nip }) => ({ value: id, label: `${name} · ${nip}` })),
            ]}
            value={employee}
            onChange={(value) => onChange({ employee: value })}
            data-testid="report-staff"
          />
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
      <p className={styles.help}>{t(aboutStaff ? 'reports.staffAlone' : `reports.help.${kind}`)}</p>
    </>
  );
}

/** All OPDs; of a superior those where he has staff, if these are several. */
function OfficeSelect({ reader: { user, staff }, choice, onChange }: Omit<ReportChooserProps, 'kinds'>) {
  const { t } = useTranslation();
  const opds = useOpds();
  const aboutStaff = isAboutStaff(user, choice.kind);
  const ofStaff = new Map(staff.map(({ opd, opdName }) => [opd, opdName]));
  if (aboutStaff ? ofStaff.size < 2 : isBoundToOffice(user)) return null;
  const all = opds.data?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  return (
    <Select
      label={t('reports.opd')}
      placeholder={t(!aboutStaff && mayBeAllOffices(choice.kind) ? 'reports.allOpds' : 'reports.chooseOpd')}
      searchable
      clearable
      limit={100}
      data={aboutStaff ? [...ofStaff].map(([value, label]) => ({ value, label })) : all}
      nothingFoundMessage={t('opds.none')}
      value={choice.opd}
      onChange={(value) => onChange({ opd: value })}
      data-testid="report-opd"
    />
  );
}
