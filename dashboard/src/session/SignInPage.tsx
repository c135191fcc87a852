import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { ApiProblem } from '../api/api-problem.ts';
import { useHub } from '../api/hub-context.ts';
import { Brand } from '../shell/Brand.tsx';
import { LanguageSwitch } from '../shell/LanguageSwitch.tsx';
import { SchemeSwitch } from '../shell/SchemeSwitch.tsx';
import { changeSession } from './change-session.ts';
import styles from './sign-in.module.css';

type SignInTrouble = 'wrong' | 'tooMany' | 'unreachable' | 'other';

function troubleOf(error: Error): SignInTrouble {
  if (!(error instanceof ApiProblem)) return 'unreachable';
  if (error.status === 401) return 'wrong';
  return error.status === 429 ? 'tooMany' : 'other';
}

export function SignInPage() {
  const { t } = useTranslation();
  const hub = useHub();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { username: '', password: '' },
    validate: {
      username: (value) => (value.trim() === '' ? t('signIn.usernameMissing') : null),
      password: (value) => (value === '' ? t('signIn.passwordMissing') : null),
    },
  });
  const signIn = useMutation({
    mutationFn: ({ username, password }: typeof form.values) =>
      answerOf(hub.POST('/api/session', { body: { username: username.trim(), password } })),
    onSuccess: (session) => changeSession(queries, session),
    onError: () => form.setFieldValue('password', ''),
  });
  useEffect(() => {
    document.title = `${t('signIn.title')} – Hadir`;
  }, [t]);
  const trouble = signIn.error ? troubleOf(signIn.error) : null;
  return (
    <main className={styles.page}>
      <div className={styles.switches}>
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
      <form
        className={styles.form}
        data-testid="sign-in"
        aria-label={t('signIn.title')}
        onSubmit={form.onSubmit((values) => signIn.mutate(values))}
      >
        <Brand />
        <div>
          <h1 className={styles.title}>{t('signIn.title')}</h1>
          <p className={styles.lead}>{t('signIn.lead')}</p>
        </div>
        {trouble && (
          <Alert
            icon={<IconInfoCircle aria-hidden />}
            color="yellow"
            title={t(`signIn.${trouble}Title`)}
            role="alert"
            data-testid="sign-in-trouble"
          >
            {trouble === 'other' || trouble === 'tooMany' ? signIn.error?.message : t(`signIn.${trouble}`)}
          </Alert>
        )}
        <TextInput
          label={t('signIn.username')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          size="md"
          {...form.getInputProps('username')}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="md" loading={signIn.isPending} fullWidth>
          {t('signIn.submit')}
        </Button>
        <p className={styles.help}>{t('signIn.help')}</p>
      </form>
    </main>
  );
}
