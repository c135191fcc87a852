import { Button, Select, Skeleton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { FreezeMany } from './FreezeMany.tsx';
import { pastMonths } from './past-months.ts';
import { RunCard } from './RunCard.tsx';
import { SheetRow } from './SheetRow.tsx';
import { SheetSums } from './SheetSums.tsx';
import styles from './tpp.module.css';
import { useMonthName } from './use-month-name.ts';
import { isUnderWay, useLastRun, useOrderRun } from './use-runs.ts';
import { useSheets } from './use-tpp.ts';

const MONTHS_OFFERED = 24;

/** Months of all offices: what each comes to, what is incomplete, what is settled; and the way to settle many at once. */
export function TppPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const monthName = useMonthName();
  const admin = user.role === 'admin_bkd';
  const [chosen, setChosen] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [freezing, setFreezing] = useState(false);
  // The month that has ended is what people work on.
  const months = pastMonths(new Date(), MONTHS_OFFERED);
  const month = chosen ?? months[1] ?? '';
  const run = useLastRun(month, admin).data ?? null;
  const working = isUnderWay(run);
  const { data, error, refetch, isFetching } = useSheets(month, working);
  const order = useOrderRun(month);
  const sheets = data?.sheets.filter((sheet) => sheet.month === month) ?? [];
  const words = search.trim().toLowerCase();
  const found = sheets.filter(({ opdName }) => opdName.toLowerCase().includes(words));
  const freezable = sheets.filter(({ mayFreeze }) => mayFreeze);
  const waiting = data?.sheets.reduce((sum, sheet) => sum + sheet.correctionsWaiting, 0) ?? 0;
  return (
    <>
      <PageHead title={t('tpp.title')} sub={t('tpp.sub')}>
        <div className={styles.tools}>
          <Button component={Link} to="/tpp/koreksi" variant={waiting > 0 ? 'light' : 'default'}>
            {waiting > 0 ? t('tpp.correctionsWaiting', { n: waiting }) : t('tpp.corrections')}
          </Button>
          {(admin || user.role === 'leader') && (
            <Button component={Link} to="/tpp/coba" variant="default">
              {t('tpp.trials')}
            </Button>
          )}
        </div>
      </PageHead>
      <div className={styles.sections}>
        {run !== null && <RunCard run={run} />}
        <Card>
          <div className={styles.filters}>
            <Select
              label={t('tpp.month')}
              allowDeselect={false}
              value={month}
              data={months.map((each) => ({ value: each, label: monthName(each) }))}
              onChange={setChosen}
              data-testid="month"
            />
            {sheets.length > 8 && (
              <TextInput
                label={t('tpp.searchOpd')}
                leftSection={<IconSearch size={16} aria-hidden />}
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
            )}
          </div>
          {sheets.length > 1 && <SheetSums sheets={sheets} />}
          {admin && sheets.some(({ state }) => state === 'open') && (
            <div className={styles.tools} style={{ margin: '0 0 14px' }}>
              <Button
                disabled={working || freezable.length === 0}
                onClick={() => setFreezing(true)}
                data-testid="freeze-many-open"
              >
                {t('freezeMany.button')}
              </Button>
              <Button
                variant="default"
                disabled={working}
                loading={order.isPending}
                onClick={() => order.mutate({ kind: 'work_out' })}
                data-testid="work-out-all"
              >
                {t('run.order')}
              </Button>
            </div>
          )}
          <FormTrouble error={order.error} />
          {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
          {!error && !data && <Skeleton height={320} radius={10} aria-busy="true" />}
          {data && found.length === 0 && <Empty title={t(sheets.length === 0 ? 'tpp.none' : 'tpp.noMatch')} />}
          <ul className={styles.rows} data-testid="sheets">
            {found.map((sheet) => (
              <SheetRow key={sheet.opd} sheet={sheet} />
            ))}
          </ul>
        </Card>
      </div>
      {admin && (
        <FreezeMany key={month} month={month} sheets={freezable} opened={freezing} onClose={() => setFreezing(false)} />
      )}
    </>
  );
}
