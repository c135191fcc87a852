import { localDay } from '@hadir/shared/time/local-day';
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import styles from '../requests/requests.module.css';
import { useSession } from '../session/session-context.ts';
import { useOpds } from '../units/use-units.ts';
import { ReportForm } from './ReportForm.tsx';
import { ReportList } from './ReportList.tsx';
import { StaffList } from './StaffList.tsx';
import { useStaffMonths } from './use-performance.ts';
import { useRatingWord } from './use-rating-word.ts';

type Tab = 'mine' | 'staff' | 'office';

/** One's own reports of a month, and those of one's staff with their ratings. */
export function PerformancePage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const ratingWord = useRatingWord();
  const [month, setMonth] = useState(localDay(new Date(), 'Asia/Jakarta').slice(0, 7));
  const [writing, setWriting] = useState(false);
  const overseer = user.role === 'admin_bkd' || user.role === 'inspectorate';
  const [opd, setOpd] = useState<string | null>(null);
  const { data, error, refetch, isFetching } = useStaffMonths(month, null);
  const office = useStaffMonths(month, opd);
  const opds = useOpds();
  const staff = data?.staff.filter(({ employee }) => employee.id !== user.employee) ?? [];
  const mine = data?.staff.find(({ employee }) => employee.id === user.employee);
  const [tab, setTab] = useState<Tab>(user.employee !== null ? 'mine' : overseer ? 'office' : 'staff');
  const leads = staff.length > 0 || (user.employee === null && !overseer);
  const tabs: Tab[] = [
    ...(user.employee === null ? [] : (['mine'] as const)),
    ...(leads ? (['staff'] as const) : []),
    ...(overseer ? (['office'] as const) : []),
  ];
  return (
    <div className={styles.page}>
      <PageHead title={t('performance.title')} sub={t('performance.sub')}>
        {user.employee !== null && tab === 'mine' && !writing && mine?.frozen !== true && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setWriting(true)}
            data-testid="new-report"
          >
            {t('performance.new')}
          </Button>
        )}
      </PageHead>
      <Card>
        <div className={styles.toolbar}>
          {tabs.length > 1 ? (
            <SegmentedControl
              value={tab}
              onChange={(next) => setTab(next as Tab)}
              data={tabs.map((each) => ({ value: each, label: t(`performance.tabs.${each}`) }))}
            />
          ) : (
            <span />
          )}
          <TextInput
            type="month"
            aria-label={t('performance.month')}
            value={month}
            onChange={(event) => {
              if (/^\d{4}-\d{2}$/.test(event.currentTarget.value)) setMonth(event.currentTarget.value);
            }}
          />
        </div>
        {tab === 'office' && (
          <>
            <Select
              label={t('opds.opd')}
              searchable
              limit={100}
              value={opd}
              data={opds.data?.map(({ id, name: label }) => ({ value: id, label })) ?? []}
              nothingFoundMessage={t('opds.none')}
              onChange={setOpd}
              data-testid="performance-opd"
            />
            <p className={styles.text} style={{ marginTop: 10 }}>
              {t(opd === null ? 'performance.chooseOffice' : 'performance.officeExplain')}
            </p>
          </>
        )}
        {tab === 'mine' && mine && (
          <p className={styles.text} data-testid="my-rating">
            {t('performance.myRating')}:{' '}
            <b>{mine.rating === null ? t('performance.noRating') : ratingWord(mine.rating.code)}</b>
            {mine.frozen && ` · ${t('performance.frozen')}`}
          </p>
        )}
      </Card>
      {tab === 'mine' && writing && (
        <Card title={t('performance.new')}>
          <ReportForm month={month} report={null} onClose={() => setWriting(false)} />
        </Card>
      )}
      {tab === 'mine' && user.employee !== null && <ReportList month={month} employee={user.employee} />}
      {tab === 'staff' && error && !data && (
        <Card>
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        </Card>
      )}
      {tab === 'staff' && data && <StaffList data={data} staff={staff} />}
      {tab === 'office' && opd !== null && office.error && !office.data && (
        <Card>
          <Trouble error={office.error} onRetry={() => void office.refetch()} retrying={office.isFetching} />
        </Card>
      )}
      {tab === 'office' && opd !== null && office.data && (
        <StaffList data={office.data} staff={office.data.staff} inPlaceOf />
      )}
    </div>
  );
}
