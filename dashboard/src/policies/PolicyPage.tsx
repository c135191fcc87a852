import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { PolicyActions } from './PolicyActions.tsx';
import { PolicyCompare } from './PolicyCompare.tsx';
import { PolicyEditor } from './PolicyEditor.tsx';
import { PolicyHistory } from './PolicyHistory.tsx';
import { PolicyMark } from './PolicyMark.tsx';
import { PreviewCard } from './PreviewCard.tsx';
import styles from './policies.module.css';
import { scopeWords } from './scope-words.ts';
import { UncheckedCard } from './UncheckedCard.tsx';
import { usePolicies, usePolicy } from './use-policies.ts';

/** Their documents are tables that need the whole width. */
const WIDE = new Set(['assignments', 'calendar', 'rollout']);
const DAYS_CHANGE = new Set(['schedules', 'assignments', 'calendar', 'rollout', 'day', 'leave']);

/** One edition: what it says, what it would change, who had to do with it, and the next step. */
export function PolicyPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { policy: id = '' } = useParams();
  const { data: policy, error, refetch, isFetching } = usePolicy(id);
  const [unsaved, setUnsaved] = useState(false);
  const today = usePolicies().data?.today ?? '';
  if (error && !policy) return <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!policy) return <Skeleton height={420} radius={14} aria-busy="true" />;
  const admin = may(user.role, 'change');
  return (
    <>
      <PageHead
        title={t(`policies.kind.${policy.kind}`)}
        sub={
          <>
            <Link to="/kebijakan">{t('policies.title')}</Link> ·{' '}
            {policy.scope === null ? policy.legalBasis : scopeWords(t, policy.scope)}
          </>
        }
      >
        <PolicyMark policy={policy} />
      </PageHead>
      <div className={WIDE.has(policy.kind) ? styles.sections : styles.columns}>
        <div className={styles.sections}>
          <PolicyEditor
            key={`${policy.id} ${policy.state}`}
            policy={policy}
            editable={admin && policy.state === 'draft'}
            today={today}
            onUnsaved={setUnsaved}
          />
        </div>
        <div className={styles.sections}>
          {admin && <PolicyActions policy={policy} unsaved={unsaved} />}
          <UncheckedCard policy={policy} />
          <PolicyCompare policy={policy} />
          {admin && DAYS_CHANGE.has(policy.kind) && <PreviewCard policy={policy} />}
          <PolicyHistory policy={policy} />
        </div>
      </div>
    </>
  );
}
