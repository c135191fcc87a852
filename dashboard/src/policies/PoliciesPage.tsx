import { Alert, Skeleton } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { KindCard } from './KindCard.tsx';
import { MissingCalendar } from './MissingCalendar.tsx';
import { PolicyRow } from './PolicyRow.tsx';
import styles from './policies.module.css';
import { POLICY_KINDS } from './policy-kinds.ts';
import { RegionCard } from './RegionCard.tsx';
import { SecondPersonCard } from './SecondPersonCard.tsx';
import { usePolicies } from './use-policies.ts';

/** Every kind of policy with what is in force today, what comes, and what somebody has to decide. */
export function PoliciesPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { data, error, refetch, isFetching } = usePolicies();
  const admin = may(user.role, 'change');
  const waiting =
    data?.policies.filter(({ state, withdrawalAsked }) => state === 'proposed' || withdrawalAsked !== null) ?? [];
  const shipped = data?.policies.filter(({ inForce, shipped: came }) => inForce && came).length ?? 0;
  return (
    <>
      <PageHead title={t('policies.title')} sub={t('policies.sub')} />
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <Skeleton height={420} radius={14} aria-busy="true" />}
      {data && (
        <div className={styles.sections}>
          {admin && shipped > 0 && (
            <Alert
              color="yellow"
              icon={<IconInfoCircle aria-hidden />}
              title={t('policies.shippedTitle', { n: shipped })}
            >
              {t('policies.shippedDetail')}
            </Alert>
          )}
          <MissingCalendar policies={data} admin={admin} />
          {waiting.length > 0 && (
            <Card title={t('policies.waitingTitle', { n: waiting.length })}>
              <ul className={styles.rows} data-testid="policies-waiting">
                {waiting.map((policy) => (
                  <PolicyRow key={policy.id} policy={policy} />
                ))}
              </ul>
            </Card>
          )}
          {POLICY_KINDS.map((kind) => (
            <KindCard
              key={kind}
              kind={kind}
              today={data.today}
              policies={data.policies.filter((policy) => policy.kind === kind)}
              admin={admin}
            />
          ))}
          {admin && <RegionCard />}
          {admin && <SecondPersonCard secondPerson={data.secondPerson} />}
        </div>
      )}
    </>
  );
}
