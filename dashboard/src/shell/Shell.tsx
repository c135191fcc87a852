import { LoadingOverlay } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useNavigation } from 'react-router';
import { ConnectionBadge } from '../live/ConnectionBadge.tsx';
import { ConnectionStrip } from '../live/ConnectionStrip.tsx';
import { useSession } from '../session/session-context.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { Brand } from './Brand.tsx';
import { navigationOf } from './navigation.ts';
import styles from './shell.module.css';
import { useDecisionsWaiting } from './use-decisions-waiting.ts';

/** Navigation beside the page, or under it on a phone. */
export function Shell() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { state } = useNavigation();
  const waiting = useDecisionsWaiting();
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#page">
        {t('nav.skip')}
      </a>
      <header className={styles.side}>
        <NavLink to="/" className={styles.brand ?? ''} aria-label="Hadir">
          <Brand />
        </NavLink>
        <nav className={styles.nav} aria-label={t('nav.label')}>
          {navigationOf(user).map(({ to, word, Icon }) => (
            <NavLink key={to} to={to} end={to === '/'} className={styles.link ?? ''}>
              <Icon size={20} stroke={1.8} aria-hidden />
              {t(word)}
              <WaitingBadge count={waiting[to] ?? 0} />
            </NavLink>
          ))}
        </nav>
        <div className={styles.foot}>
          <ConnectionBadge />
          <AccountMenu />
        </div>
      </header>
      <main className={styles.page} id="page" tabIndex={-1}>
        <LoadingOverlay visible={state === 'loading'} overlayProps={{ backgroundOpacity: 0 }} zIndex={5} />
        <ConnectionStrip />
        <Outlet />
      </main>
    </div>
  );
}

function WaitingBadge({ count }: { count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <span className={styles.badge} data-testid="waiting-badge" data-count={count}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="only-for-screen-readers">{t('procedures.badge', { n: count })}</span>
    </span>
  );
}
