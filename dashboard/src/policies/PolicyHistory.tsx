import type { Policy } from '@hadir/shared/api/policies';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './policies.module.css';

const STEPS = ['created', 'proposed', 'activated', 'withdrawn'] as const;

/** Who did what with it, and when. */
export function PolicyHistory({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t('policies.history')}>
      <ul className={styles.rows} data-testid="policy-history">
        {STEPS.map((name) => {
          const step = policy[name];
          if (step === null) return null;
          return (
            <li key={name} className={styles.row}>
              <div className={styles.what}>
                <b>{t(`policies.step.${name}`)}</b>{' '}
                {step.by === null ? t('policies.step.system') : t('policies.step.by', { name: step.by })}
                <small>{format.recentMoment(step.at, 'Asia/Jakarta')}</small>
                {name === 'withdrawn' && policy.withdrawnReason !== null && <small>{policy.withdrawnReason}</small>}
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
