import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { changeSession } from '../session/change-session.ts';
import { useSession } from '../session/session-context.ts';
import styles from '../session/sign-in.module.css';
import { Brand } from '../shell/Brand.tsx';
import { LanguageSwitch } from '../shell/LanguageSwitch.tsx';
import { SchemeSwitch } from '../shell/SchemeSwitch.tsx';
import { PasswordForm } from './PasswordForm.tsx';

/** Between the first sign-in and everything else: a password that nobody else knows. */
export function FirstPasswordPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const hub = useHub();
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => answerOf(hub.DELETE('/api/session')),
    onSuccess: () => changeSession(queries, null),
  });
  useEffect(() => {
    document.title = `${t('password.firstTitle')} – Hadir`;
  }, [t]);
  return (
    <main className={styles.page}>
      <div className={styles.switches}>
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
      <div className={styles.form} data-testid="first-password">
        <Brand />
        <div>
          <h1 className={styles.title}>{t('password.firstTitle')}</h1>
          <p className={styles.lead}>{t('password.firstLead', { name: user.name })}</p>
        </div>
        <PasswordForm isFirst />
        <Button variant="subtle" loading={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('password.signOut')}
        </Button>
      </div>
    </main>
  );
}
