import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronUp, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { initials } from '../format/initials.ts';
import { changeSession } from '../session/change-session.ts';
import { useSession } from '../session/session-context.ts';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { SchemeSwitch } from './SchemeSwitch.tsx';
import styles from './shell.module.css';

/** Who is signed in, as what, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { user } = useSession();
  const hub = useHub();
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => answerOf(hub.DELETE('/api/session')),
    onSuccess: () => changeSession(queries, null),
  });
  return (
    <Menu position="top-start" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton className={styles.account} aria-label={t('account.open', { name: user.name })}>
          <span className={styles.avatar} aria-hidden>
            {initials(user.name)}
          </span>
          <span className={styles.who}>
            <b>{user.name}</b>
            <small>{t(`role.${user.role}`)}</small>
          </span>
          <IconChevronUp size={16} aria-hidden className={styles.chevron ?? ''} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.menuHead}>
          <b>{user.name}</b>
          <small>{t(`role.${user.role}`)}</small>
        </div>
        <div className={styles.menuSwitches}>
          <LanguageSwitch />
          <SchemeSwitch />
        </div>
        <Menu.Item
          component={Link}
          to="/profil"
          leftSection={<IconUserCircle size={18} aria-hidden />}
          data-testid="open-profile"
        >
          {t('account.profile')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={18} aria-hidden />}
          closeMenuOnClick={false}
          disabled={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          {signOut.isError ? t('account.signOutFailed') : t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
