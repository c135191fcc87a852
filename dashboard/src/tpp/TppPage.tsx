import type { SheetSummary } from '@hadir/shared/api/tpp';
import { Button, Select, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import styles from './tpp.module.css';
import { useMonthName } from './use-month-name.ts';
import { useRupiah } from './use-rupiah.ts';
import { useSheets } from './use-tpp.ts';

const ZONE = 'Asia/Jakarta';

/** Months of all offices: what each comes to, what is incomplete, what is settled. */
export function TppPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const monthName = useMonthName();
  const { data, error, refetch, isFetching } = useSheets(undefined);
  const [chosen, setChosen] = useState<string | null>(null);
  // The month that has ended is what people work on.
  const month = chosen ?? data?.months[1] ?? data?.months[0] ?? '';
  const sheets = data?.sheets.filter((sheet) => sheet.month === month) ?? [];
  const waiting = data?.sheets.reduce((sum, sheet) => sum + sheet.correctionsWaiting, 0) ?? 0;
  return (
    <>
      <PageHead title={t('tpp.title')} sub={t('tpp.sub')}>
        <div className={styles.tools}>
          <Button component={Link} to="/tpp/koreksi" variant={waiting > 0 ? 'light' : 'default'}>
            {waiting > 0 ? t('tpp.correctionsWaiting', { n: waiting }) : t('tpp.corrections')}
          </Button>
          {(user.role === 'admin_bkd' || user.role === 'leader') && (
            <Button component={Link} to="/tpp/coba" variant="default">
              {t('tpp.trials')}
            </Button>
          )}
        </div>
      </PageHead>
      <Card>
        <div className={styles.filters}>
          <Select
            label={t('tpp.month')}
            allowDeselect={false}
            value={month === '' ? null : month}
            data={data?.months.map((each) => ({ value: each, label: monthName(each) })) ?? []}
            onChange={setChosen}
            data-testid="month"
          />
        </div>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={320} radius={10} aria-busy="true" />}
        {data && sheets.length === 0 && <Empty title={t('tpp.none')} />}
        <ul className={styles.rows} data-testid="sheets">
          {sheets.map((sheet) => (
            <SheetRow key={sheet.opd} sheet={sheet} />
          ))}
        </ul>
      </Card>
    </>
  );
}

function SheetRow({ sheet }: { sheet: SheetSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const { opd, opdName, month, state, people, total, incomplete, workedOutAt, correctionsWaiting } = sheet;
  return (
    <li className={styles.row} data-testid="sheet-row" data-state={state}>
      <span>
        <Link className={styles.whole} to={`/tpp/${opd}/${month}`}>
          {opdName}
        </Link>
        <small>
          {people === null ? t('tpp.notWorkedOut') : t('tpp.people', { n: format.number(people) })}
          {state === 'open' && workedOutAt !== null && (
            <> · {t('tpp.workedOut', { moment: format.recentMoment(workedOutAt, ZONE) })}</>
          )}
        </small>
      </span>
      <span>
        <span className={styles.state} data-state={state}>
          {t(`tpp.state.${state}`)}
        </span>
        {incomplete !== null && incomplete > 0 && (
          <small className={styles.warn}>{t('tpp.incomplete', { n: format.number(incomplete) })}</small>
        )}
        {correctionsWaiting > 0 && <small>{t('tpp.correctionsWaiting', { n: correctionsWaiting })}</small>}
      </span>
      <span className={styles.amount}>{total === null ? '–' : rupiah(total)}</span>
    </li>
  );
}
