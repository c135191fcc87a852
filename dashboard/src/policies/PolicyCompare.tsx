import type { Policy } from '@hadir/shared/api/policies';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { compareDocuments } from './compare-documents.ts';
import { fieldWord } from './field-words.ts';
import styles from './policies.module.css';
import { useTargetWords } from './use-target-words.ts';

const MOST_SHOWN = 60;

/** What is different from the edition that holds without this one. */
export function PolicyCompare({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  const format = useFormat();
  const targetWords = useTargetWords();
  const { before, document } = policy;
  if (before === null)
    return (
      <Card title={t('policies.compare.title')}>
        <p className={styles.quiet}>{t('policies.compare.first')}</p>
      </Card>
    );
  const differences = compareDocuments(before.document, document).filter(({ path }) => !path.includes('target'));
  return (
    <Card title={t('policies.compare.title')}>
      <p className={styles.quiet}>
        {t('policies.compare.note', { day: format.shortDay(policy.effectiveFrom), basis: before.legalBasis })}
      </p>
      {differences.length === 0 ? (
        <p className={styles.quiet}>{t('policies.compare.none')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table} data-testid="policy-compare">
            <thead>
              <tr>
                <th>{t('policies.compare.field')}</th>
                <th>{t('policies.compare.before')}</th>
                <th>{t('policies.compare.after')}</th>
              </tr>
            </thead>
            <tbody>
              {differences.slice(0, MOST_SHOWN).map(({ path, before: old, after }) => (
                <tr key={path.join('/')}>
                  <td>{path.map((name) => targetWords(name) ?? fieldWord(t, name)).join(' › ')}</td>
                  <td className={styles.old}>{old ?? t('policies.compare.nothing')}</td>
                  <td className={styles.young}>{after ?? t('policies.compare.nothing')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {differences.length > MOST_SHOWN && (
        <p className={styles.quiet}>{t('policies.compare.more', { n: differences.length - MOST_SHOWN })}</p>
      )}
    </Card>
  );
}
