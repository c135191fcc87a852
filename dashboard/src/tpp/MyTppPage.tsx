import { Select, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { PersonMonthView } from './PersonMonthView.tsx';
import { pastMonths } from './past-months.ts';
import styles from './tpp.module.css';
import { useMonthName } from './use-month-name.ts';
import { usePersonMonth, usePersonMonths } from './use-tpp.ts';

/** The reader's own months. */
export function MyTppPage() {
  const { t } = useTranslation();
  const monthName = useMonthName();
  const { employee } = useSession().user;
  const months = usePersonMonths(employee);
  const [chosen, setChosen] = useState<string | null>(null);
  const [current = ''] = pastMonths(new Date(), 1);
  // The month that has ended is what people want to see.
  const ended = months.data?.find((each) => each.month < current) ?? months.data?.[0];
  const month = chosen ?? ended?.month ?? '';
  const { data, error, refetch, isFetching } = usePersonMonth(employee ?? '', month);
  const trouble = error ?? months.error;
  if (employee === null)
    return (
      <>
        <PageHead title={t('tpp.mine')} />
        <Card>
          <Empty title={t('tpp.noMine')} />
        </Card>
      </>
    );
  return (
    <>
      <PageHead title={t('tpp.mine')} sub={t('tpp.mineSub')} />
      <div className={styles.sections}>
        <Select
          label={t('tpp.month')}
          allowDeselect={false}
          maw={320}
          value={month === '' ? null : month}
          data={
            months.data?.map((each) => ({
              value: each.month,
              label: `${monthName(each.month)} · ${t(`tpp.state.${each.state}`)}`,
            })) ?? []
          }
          onChange={setChosen}
        />
        {trouble && !data && (
          <Card>
            <Trouble error={trouble} onRetry={() => void refetch()} retrying={isFetching} />
          </Card>
        )}
        {months.data?.length === 0 && (
          <Card>
            <Empty title={t('tpp.noMonths')} />
          </Card>
        )}
        {!trouble && !data && months.data?.length !== 0 && <Skeleton height={360} radius={14} aria-busy="true" />}
        {data && <PersonMonthView month={data} />}
      </div>
    </>
  );
}
