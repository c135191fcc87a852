import type { Policy } from '@hadir/shared/api/policies';
import { findUnchecked } from '@hadir/shared/api/policies/unchecked';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { pathWords } from './field-words.ts';
import styles from './policies.module.css';

const MOST_SHOWN = 12;

/** Which figures and numbers nobody has compared with the regulation yet, by the policy's own words. */
export function UncheckedCard({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  const { legalBasis, note, document, state } = policy;
  const fields = state === 'withdrawn' ? [] : findUnchecked({ legalBasis, note, document });
  if (fields.length === 0) return null;
  return (
    <Card title={t('policyCheck.title', { n: fields.length })}>
      <p className={styles.quiet}>{t('policyCheck.explain')}</p>
      <ul className={styles.problems} data-testid="unchecked">
        {fields.slice(0, MOST_SHOWN).map((field) => (
          <li key={field}>{pathWords(t, field, policy)}</li>
        ))}
      </ul>
      {fields.length > MOST_SHOWN && (
        <p className={styles.quiet}>{t('policyCheck.more', { n: fields.length - MOST_SHOWN })}</p>
      )}
    </Card>
  );
}
