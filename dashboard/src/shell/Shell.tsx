import { LoadingOverlay } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useNavigation } from 'react-router';
import { ConnectionBadge } from '../live/ConnectionBadge.tsx';
import { ConnectionStrip } from '../live/ConnectionStrip.tsx';
import { useSession } from '../session/session-context.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { Brand } from './Brand.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { NavigationLink } from './NavigationLink.tsx';
import { mostUsed, navigationOf } from './navigation.ts';
import styles from './shell.module.css';
import { useDecisionsWaiting } from './use-decisions-waiting.ts';

/** Navigation beside the page, or under it on a phone. */
export function Shell() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { state } = useNavigation();
  const waiting = useDecisionsWaiting();
  const groups = navigationOf(user);
  const short = mostUsed(user, groups);
  const isLong = groups.some(({ items }) => items.some((item) => !short.includes(item)));
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
          {groups.map(({ word, items }) => (
            <div key={word} className={styles.group}>
              {groups.length > 2 && <span className={styles.groupName}>{t(word)}</span>}
              {items.map((item) => (
                <NavigationLink key={item.to} item={item} waiting={waiting[item.to] ?? 0} />
              ))}
            </div>
          ))}
        </nav>
        <nav className={styles.bar} aria-label={t('nav.label')}>
          {short.map((item) => (
            <NavigationLink key={item.to} item={item} waiting={waiting[item.to] ?? 0} />
          ))}
          {isLong && <MoreMenu groups={groups} shown={short} waiting={waiting} />}
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
