import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { PersonMonthView } from './PersonMonthView.tsx';
import styles from './tpp.module.css';
import { useMonthName } from './use-month-name.ts';
import { usePersonMonth } from './use-tpp.ts';

/** One person's month of TPP, for whoever may see it. */
export function PersonMonthPage() {
  const { t } = useTranslation();
  const monthName = useMonthName();
  const { employee = '', month = '' } = useParams();
  const { data, error, refetch, isFetching } = usePersonMonth(employee, month);
  if (!data)
    return error ? (
      <Card>
        <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
      </Card>
    ) : (
      <Skeleton height={420} radius={14} aria-busy="true" />
    );
  return (
    <>
      <Link to={`/tpp/${data.opd}/${month}`} className={styles.back}>
        {t('tpp.backToSheet')}
      </Link>
      <PageHead
        title={data.name}
        sub={[`TPP ${monthName(month)}`, data.opdName, data.rank].filter((each) => each !== null).join(' · ')}
      />
      <PersonMonthView month={data} />
    </>
  );
}
