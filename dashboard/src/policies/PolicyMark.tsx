import type { PolicySummary } from '@hadir/shared/api/policies';
import { useTranslation } from 'react-i18next';
import styles from './policies.module.css';

/** Where an edition stands. */
export function PolicyMark({ policy }: { policy: Pick<PolicySummary, 'state' | 'inForce' | 'withdrawalAsked'> }) {
  const { t } = useTranslation();
  return (
    <span
      className={styles.mark}
      data-state={policy.withdrawalAsked === null ? policy.state : 'proposed'}
      data-testid="policy-state"
    >
      {policy.withdrawalAsked === null
        ? t(policy.inForce ? 'policies.state.inForce' : `policies.state.${policy.state}`)
        : t('policyWithdrawal.asked')}
    </span>
  );
}
