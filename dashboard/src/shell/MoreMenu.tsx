import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavigationLink, WaitingBadge } from './NavigationLink.tsx';
import type { NavigationGroup, NavigationItem } from './navigation.ts';
import styles from './shell.module.css';

interface MoreMenuProps {
  readonly groups: readonly NavigationGroup[];
  /** What the bar shows already. */
  readonly shown: readonly NavigationItem[];
  readonly waiting: Partial<Record<string, number>>;
}

/** Everything that a phone's bar has no room for, over the page. */
export function MoreMenu({ groups, shown, waiting }: MoreMenuProps) {
  const { t } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure(false);
  const hidden = groups.flatMap(({ items }) => items).filter((item) => !shown.includes(item));
  return (
    <>
      <button type="button" className={styles.link} onClick={open} data-testid="more" aria-haspopup="dialog">
        <IconMenu2 size={20} stroke={1.8} aria-hidden />
        {t('nav.more')}
        <WaitingBadge count={hidden.reduce((sum, { to }) => sum + (waiting[to] ?? 0), 0)} />
      </button>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="bottom"
        size="85%"
        radius="lg"
        title={t('nav.label')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <nav className={styles.more} aria-label={t('nav.label')}>
          {groups.map(({ word, items }) => (
            <div key={word} className={styles.group}>
              <span className={styles.groupName}>{t(word)}</span>
              {items.map((item) => (
                <NavigationLink key={item.to} item={item} waiting={waiting[item.to] ?? 0} onFollow={close} />
              ))}
            </div>
          ))}
        </nav>
      </Drawer>
    </>
  );
}
