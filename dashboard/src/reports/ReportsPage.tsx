import { Button, Skeleton } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { ExportCheck } from './ExportCheck.tsx';
import { ReportChooser } from './ReportChooser.tsx';
import { ReportJobsCard } from './ReportJobsCard.tsx';
import { ReportPreview } from './ReportPreview.tsx';
import { missingOf, seesOthers, useReportChoice } from './report-choice.ts';
import styles from './reports.module.css';
import { useReport, useReportStaff } from './use-reports.ts';

/** Choose a report, look at it, take it away. */
export function ReportsPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { data: staff = [] } = useReportStaff(user.employee !== null && !seesOthers(user));
  const reader = { user, staff };
  const { choice, kinds, change } = useReportChoice(reader);
  const missing = missingOf(choice, user);
  const { data, error, refetch, isFetching } = useReport(choice, missing === null);
  const maySign = ['admin_bkd', 'opd_head', 'opd_operator'].includes(user.role);
  return (
    <>
      <PageHead title={t('reports.title')} sub={t('reports.sub')}>
        {maySign && (
          <Button
            component={Link}
            to="/kop-surat"
            variant="default"
            leftSection={<IconSignature size={16} aria-hidden />}
            data-testid="open-letterhead"
          >
            {t('reports.signatories')}
          </Button>
        )}
      </PageHead>
      <div className={styles.sections}>
        <Card>
          <ReportChooser reader={reader} kinds={kinds} choice={choice} onChange={change} />
        </Card>
        <Card>
          {missing !== null && (
            <Empty title={t('reports.choose')}>
              {t(missing === 'opd' ? 'reports.chooseOpdFirst' : 'reports.choosePersonFirst')}
            </Empty>
          )}
          {missing === null && error && !data && (
            <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
          )}
          {missing === null && !error && !data && <Skeleton height={320} radius={14} aria-busy="true" />}
          {missing === null && data && <ReportPreview table={data} choice={choice} />}
        </Card>
        {['admin_bkd', 'leader', 'inspectorate'].includes(user.role) && (
          <ReportJobsCard month={choice.month} mayExport={user.role !== 'leader'} />
        )}
        {['admin_bkd', 'inspectorate'].includes(user.role) && <ExportCheck />}
      </div>
    </>
  );
}
