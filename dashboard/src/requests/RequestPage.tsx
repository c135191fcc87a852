import type { AttendanceRequest } from '@hadir/shared/api/requests';
import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { EndRequest } from './EndRequest.tsx';
import { RequestDaysCard } from './RequestDaysCard.tsx';
import { RequestDecisionForm } from './RequestDecisionForm.tsx';
import { RequestFacts } from './RequestFacts.tsx';
import { RequestStateMark } from './RequestStateMark.tsx';
import { RequestSteps } from './RequestSteps.tsx';
import styles from './requests.module.css';
import { useRequestWords } from './use-request-words.ts';
import { useBalances, useRequest, useRequestDays } from './use-requests.ts';
import { WitnessForm } from './WitnessForm.tsx';

/** One request: what is asked, how far it is, the days beside it, and the decision of whoever has to take it. */
export function RequestPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words = useRequestWords();
  const { request: id = '' } = useParams();
  const { data, error, refetch, isFetching } = useRequest(id);
  const days = useRequestDays(id, data !== undefined && data.state !== 'draft');
  const back = (
    <button
      type="button"
      className={styles.back}
      style={{ border: 0, background: 'none', padding: 0, font: 'inherit', cursor: 'pointer' }}
      onClick={() => void navigate(-1)}
    >
      {t('request.back')}
    </button>
  );
  if (!data)
    return (
      <>
        {back}
        {error ? (
          <Card>
            <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
          </Card>
        ) : (
          <Skeleton height={420} radius={14} aria-busy="true" />
        )}
      </>
    );
  return (
    <div data-testid="request" data-request={data.id} data-state={data.state}>
      {back}
      <PageHead title={data.title} sub={`${data.employee.name} · ${words.when(data)}`}>
        <RequestStateMark state={data.state} />
      </PageHead>
      <div className={styles.columns}>
        <div className={styles.side}>
          <RequestFacts request={data} days={days.data !== undefined && days.data.days.length > 0} />
          {days.data && <RequestDaysCard data={days.data} absence={data.subject.kind === 'absence'} />}
        </div>
        <div className={styles.side}>
          <WitnessForm request={data} />
          <RequestDecisionForm request={data} />
          {(data.mayDecide || data.mayVerify || data.mayOverride) && <LeaveLeft request={data} />}
          <RequestSteps request={data} zone={days.data?.zone} />
          {data.mayEdit && (
            <Button component={Link} to={`/permohonan/${data.id}/ubah`}>
              {t('request.edit')}
            </Button>
          )}
          <EndRequest request={data} />
        </div>
      </div>
    </div>
  );
}

/** How much of that kind of leave the employee has, with what is asked for counted already; nothing without a quota. */
function LeaveLeft({ request }: { request: AttendanceRequest }) {
  const { t } = useTranslation();
  const { days } = useRequestWords();
  const { subject, employee, from } = request;
  const { data } = useBalances(subject.kind === 'absence' ? employee.id : null, Number(from.slice(0, 4)));
  const balance = data?.balances.find(({ code }) => subject.kind === 'absence' && code === subject.code);
  if (balance === undefined) return null;
  const all = balance.grantedHalves + balance.carriedHalves;
  return (
    <Card title={t('request.left', { name: balance.name, year: balance.year })}>
      <p className={styles.text} data-testid="leave-left">
        {[
          `${days(balance.leftHalves)} ${t('balance.left')}`,
          t('balance.of', { n: days(all) }),
          balance.takenHalves > 0 && t('balance.taken', { n: days(balance.takenHalves) }),
          balance.pendingHalves > 0 && t('balance.pending', { n: days(balance.pendingHalves) }),
        ]
          .filter((part) => part !== false)
          .join(' · ')}
      </p>
    </Card>
  );
}
