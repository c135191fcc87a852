import { ONE_TIME_DAYS } from '@hadir/shared/api/account-limits';
import type { MadeAccount } from '@hadir/shared/api/accounts';
import { Portal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-context.ts';
import styles from './slips.module.css';
import { spellUsername } from './spell-username.ts';

/** What the printer gets instead of the page: a slip for each, to be cut and handed out. */
export function PasswordSlips({ slips }: { slips: readonly MadeAccount[] }) {
  const { t } = useTranslation();
  const { region } = useSession();
  return (
    // Of its own: in the one that dialogues share it could not be told from them.
    <Portal reuseTargetNode={false}>
      <div className={styles.sheet} data-print-only aria-hidden data-testid="slips">
        {slips.map(({ name, username, password, workUnit }) => (
          <div key={username} className={styles.slip}>
            <small>
              Hadir · {region}
              {workUnit && ` · ${workUnit}`}
            </small>
            <b>{name}</b>
            <dl>
              <dt>{t('oneTime.address')}</dt>
              <dd>{window.location.host}</dd>
              <dt>{t('oneTime.username')}</dt>
              <dd>{spellUsername(username)}</dd>
              <dt>{t('oneTime.password')}</dt>
              <dd className={styles.secret}>{password}</dd>
            </dl>
            <small>{t('oneTime.slipNote', { days: ONE_TIME_DAYS })}</small>
          </div>
        ))}
      </div>
    </Portal>
  );
}
