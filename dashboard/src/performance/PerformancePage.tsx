import { localDay } from '@hadir/shared/time/local-day';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import styles from '../requests/requests.module.css';
import { useSession } from '../session/session-context.ts';
import { ReportForm } from './ReportForm.tsx';
import { ReportList } from './ReportList.tsx';
import { StaffList } from './StaffList.tsx';
import { useStaffMonths } from './use-performance.ts';
import { useRatingWord } from './use-rating-word.ts';

/** One's own reports of a month, and those of one's staff with their ratings. */
export function PerformancePage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const ratingWord = useRatingWord();
  const [month, setMonth] = useState(localDay(new Date(), 'Asia/Jakarta').slice(0, 7));
  const [writing, setWriting] = useState(false);
  const { data } = useStaffMonths(month);
  const staff = data?.staff.filter(({ employee }) => employee.id !== user.employee) ?? [];
  const mine = data?.staff.find(({ employee }) => employee.id === user.employee);
  const [tab, setTab] = useState<'mine' | 'staff'>(user.employee === null ? 'staff' : 'mine');
  const leads = staff.length > 0 || user.employee === null;
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
          {leads && user.employee !== null ? (
            <SegmentedControl
              value={tab}
              onChange={(next) => setTab(next === 'staff' ? 'staff' : 'mine')}
              data={(['mine', 'staff'] as const).map((each) => ({
                value: each,
                label: t(`performance.tabs.${each}`),
              }))}
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
      {tab === 'staff' && data && <StaffList data={data} staff={staff} />}
    </div>
  );
}
