import { Select, Skeleton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { DutySheet } from './DutySheet.tsx';
import styles from './organisation.module.css';
import { useChosenOpd } from './use-chosen-opd.ts';
import { useDutyList } from './use-organisation.ts';

/** Who has which shift on which day of a month, as a sheet that is filled by tapping or from a file. */
export function DutyListPage() {
  const { t } = useTranslation();
  const { opd, choose, choices } = useChosenOpd();
  const [month, setMonth] = useState(thisMonth);
  const { data, error, refetch, isFetching } = useDutyList(opd, month);
  return (
    <>
      <PageHead title={t('duty.title')} sub={t('duty.sub')} />
      <div className={styles.sections}>
        <div className={styles.fields}>
          <Select
            label={t('organisation.chooseOpd')}
            searchable
            allowDeselect={false}
            value={opd}
            data={choices.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={choose}
          />
          <TextInput
            type="month"
            label={t('policies.field.months')}
            value={month}
            onChange={(event) => event.currentTarget.value !== '' && setMonth(event.currentTarget.value)}
            data-testid="duty-month"
          />
        </div>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={300} radius={14} aria-busy="true" />}
        {data && data.people.length === 0 && (
          <Card>
            <Empty title={t('duty.nobody')}>{t('duty.nobodyDetail')}</Empty>
          </Card>
        )}
        {data && opd !== null && data.people.length > 0 && (
          <DutySheet key={`${opd} ${month}`} list={data} opd={opd} month={month} />
        )}
      </div>
    </>
  );
}

/** By the clock of whoever looks, who is where the office is. */
function thisMonth(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
}
