import type { ReportJob } from '@hadir/shared/api/reports';
import { Button, Group, Progress, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { Trouble } from '../look/Trouble.tsx';
import styles from './reports.module.css';
import { useCancelReport, useOrderReport, useReportJobs } from './use-reports.ts';

/** Reports that take longer than one waits for: order, follow, fetch. */
export function ReportJobsCard({ month, mayExport }: { month: string; mayExport: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useReportJobs();
  const order = useOrderReport();
  const [from, setFrom] = useState(`${month.slice(0, 4)}-01`);
  const [to, setTo] = useState(month);
  return (
    <Card title={t('reportJobs.title')}>
      <p className={styles.help}>{t('reportJobs.help')}</p>
      <div className={styles.orders}>
        <div className={styles.order}>
          <b>{t('reportJobs.allRecaps')}</b>
          <p className={styles.help}>{t('reportJobs.allRecapsHelp')}</p>
          <Group gap="xs">
            {(['pdf', 'xlsx'] as const).map((format) => (
              <Button
                key={format}
                variant="default"
                onClick={() => order.mutate({ kind: 'all-recaps', month, format })}
                data-testid={`order-recaps-${format}`}
              >
                {t('reportJobs.orderAs', { format: t(`reports.download.${format}`) })}
              </Button>
            ))}
          </Group>
        </div>
        {mayExport && (
          <form
            className={styles.order}
            data-testid="order-mcsp"
            onSubmit={(event) => {
              event.preventDefault();
              order.mutate({ kind: 'mcsp', from, to });
            }}
          >
            <b>{t('reportJobs.mcsp')}</b>
            <p className={styles.help}>{t('reportJobs.mcspHelp')}</p>
            <div className={styles.months}>
              <TextInput
                type="month"
                label={t('reportJobs.from')}
                value={from}
                onChange={({ currentTarget }) => setFrom(currentTarget.value)}
              />
              <TextInput
                type="month"
                label={t('reportJobs.to')}
                value={to}
                onChange={({ currentTarget }) => setTo(currentTarget.value)}
              />
              <Button type="submit" variant="default" loading={order.isPending}>
                {t('reportJobs.order')}
              </Button>
            </div>
          </form>
        )}
      </div>
      <FormTrouble error={order.error} />
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className={styles.help}>{t('reportJobs.none')}</p>}
      {data && data.length > 0 && (
        <ul className={styles.jobs}>
          {data.map((job) => (
            <ReportJobRow key={job.id} job={job} />
          ))}
        </ul>
      )}
    </Card>
  );
}

const MEGABYTE = 1_048_576;

function ReportJobRow({ job }: { job: ReportJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cancel = useCancelReport();
  const { wanted, state, done, of } = job;
  const name =
    wanted.kind === 'mcsp'
      ? t('reportJobs.mcspOf', { from: wanted.from, to: wanted.to })
      : t('reportJobs.recapsOf', { month: wanted.month, format: t(`reports.download.${wanted.format}`) });
  return (
    <li data-testid="report-job" data-state={state}>
      <div className={styles.jobText}>
        <b>{name}</b>
        <small>
          {t(`reportJobs.state.${state}`, { done: format.number(done), of: format.number(of) })}
          {' · '}
          {t('reportJobs.ordered', { at: format.recentMoment(job.createdAt, 'Asia/Jakarta') })}
        </small>
        {job.problem !== null && <small role="alert">{job.problem}</small>}
        {state === 'running' && <Progress value={of === 0 ? 0 : (100 * done) / of} mt={6} aria-label={name} animated />}
      </div>
      {state === 'ready' && (
        <Button component="a" href={`/api/report-jobs/${job.id}/file`} size="sm" data-testid="take-report">
          {t('reportJobs.take', { size: `${format.decimal(Math.max(0.1, job.bytes / MEGABYTE), 1)} MB` })}
        </Button>
      )}
      {(state === 'waiting' || state === 'running') && (
        <Button variant="subtle" size="sm" loading={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
          {t('reportJobs.cancel')}
        </Button>
      )}
    </li>
  );
}
