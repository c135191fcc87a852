import type { PolicySummary } from '@hadir/shared/api/policies';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { PolicyMark } from './PolicyMark.tsx';
import styles from './policies.module.css';
import { scopeWords } from './scope-words.ts';

/** One edition on a line: what it rests on, from when to when, and where it stands. */
export function PolicyRow({ policy, children }: { policy: PolicySummary; children?: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { effectiveFrom, effectiveTo, legalBasis, scope, shipped, unchecked, state } = policy;
  const from = format.shortDay(effectiveFrom);
  const year = effectiveFrom.slice(0, 4);
  const span =
    effectiveTo === null
      ? t('policies.from', { day: `${from} ${year}` })
      : t('policies.until', {
          from: `${from} ${year}`,
          to: `${format.shortDay(effectiveTo)} ${effectiveTo.slice(0, 4)}`,
        });
  return (
    <li className={styles.row} data-testid={`policy-${policy.id}`}>
      <div className={styles.what}>
        <Link to={`/kebijakan/${policy.id}`}>
          {scope === null ? legalBasis : `${scopeWords(t, scope)} · ${legalBasis}`}
        </Link>
        <small>
          {span}
          {shipped && ` · ${t('policies.shipped')}`}
          {unchecked && state !== 'withdrawn' && <span className={styles.unchecked}>{t('policyCheck.mark')}</span>}
        </small>
      </div>
      <PolicyMark policy={policy} />
      {children}
    </li>
  );
}
