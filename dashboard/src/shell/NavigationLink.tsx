import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { NavigationItem } from './navigation.ts';
import styles from './shell.module.css';

interface NavigationLinkProps {
  readonly item: NavigationItem;
  /** Decisions that wait there. */
  readonly waiting: number;
  readonly onFollow?: () => void;
}

export function NavigationLink({ item: { to, word, Icon }, waiting, onFollow }: NavigationLinkProps) {
  const { t } = useTranslation();
  return (
    <NavLink to={to} end={to === '/' || to === '/tpp'} className={styles.link ?? ''} onClick={() => onFollow?.()}>
      <Icon size={20} stroke={1.8} aria-hidden />
      {t(word)}
      <WaitingBadge count={waiting} />
    </NavLink>
  );
}

export function WaitingBadge({ count }: { count: number }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <span className={styles.badge} data-testid="waiting-badge" data-count={count}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="only-for-screen-readers">{t('procedures.badge', { n: count })}</span>
    </span>
  );
}
