import type { Account } from '@hadir/shared/api/accounts';
import { useTranslation } from 'react-i18next';
import styles from './accounts.module.css';

/** What is out of the ordinary about an account. */
export function AccountMarks({ account: { active, own, credential, employeeActive } }: { account: Account }) {
  const { t } = useTranslation();
  const marks = [
    own && { kind: 'own', word: t('accounts.you') },
    !active && { kind: 'off', word: t('accounts.inactive') },
    active && employeeActive === false && { kind: 'warn', word: t('accounts.left') },
    active && credential === 'one-time' && { kind: 'new', word: t('accounts.oneTime') },
    active && credential === 'expired' && { kind: 'warn', word: t('accounts.expired') },
  ].filter((mark) => mark !== false);
  if (marks.length === 0) return null;
  return (
    <span className={styles.marks}>
      {marks.map(({ kind, word }) => (
        <span key={word} className={styles.mark} data-kind={kind}>
          {word}
        </span>
      ))}
    </span>
  );
}
