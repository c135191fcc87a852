import type { Profile } from '@hadir/shared/api/accounts';
import { Alert, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { SchemeSwitch } from '../shell/SchemeSwitch.tsx';
import { asLanguage } from '../words/language.ts';
import { chooseLanguage } from '../words/start-words.ts';
import { PasswordForm } from './PasswordForm.tsx';
import styles from './profile.module.css';
import { SessionsCard } from './SessionsCard.tsx';
import { useProfile } from './use-profile.ts';

/** One's own data, password, sessions and language. */
export function ProfilePage() {
  const { t } = useTranslation();
  const { data, error, refetch, isFetching } = useProfile();
  return (
    <>
      <PageHead title={t('profile.title')} sub={t('profile.sub')} />
      {error && !data && (
        <Card>
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        </Card>
      )}
      {!error && !data && <Skeleton height={360} radius={14} aria-busy="true" />}
      {data && (
        <div className={styles.page}>
          <div className={styles.column}>
            <DataCard profile={data} />
            <LanguageCard />
          </div>
          <div className={styles.column}>
            <PasswordCard since={data.passwordSetAt} />
            <SessionsCard sessions={data.sessions} />
          </div>
        </div>
      )}
    </>
  );
}

function DataCard({ profile: { username, name, role, opdName, employee } }: { profile: Profile }) {
  const { t } = useTranslation();
  const facts: [string, string | null | undefined][] = [
    [t('profile.name'), name],
    [t('profile.username'), username],
    [t('profile.role'), t(`role.${role}`)],
    [t('profile.opd'), opdName],
    [t('profile.nip'), employee?.nip],
    [t('profile.position'), employee?.position],
    [t('profile.rank'), employee?.rank],
    [t('profile.workUnit'), employee?.workUnit],
    [t('profile.superior'), employee?.superior],
  ];
  return (
    <Card title={t('profile.data')} note={t('profile.dataNote')}>
      <dl className={styles.facts} data-testid="profile-facts">
        {facts
          .filter(([, value]) => value !== null && value !== undefined)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Card>
  );
}

function PasswordCard({ since }: { since: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [saved, setSaved] = useState(false);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Card title={t('profile.password')} note={t('profile.passwordSince', { moment: format.recentMoment(since, zone) })}>
      {saved && (
        <Alert color="teal" role="status" mb="md" data-testid="password-saved">
          {t('password.saved')}
        </Alert>
      )}
      <PasswordForm onChanged={() => setSaved(true)} />
      <Text size="xs" c="dimmed" mt="xs">
        {t('password.endsOthers')}
      </Text>
    </Card>
  );
}

function LanguageCard() {
  const { t, i18n } = useTranslation();
  return (
    <Card title={t('profile.language')} note={t('profile.languageHint')}>
      <div className={styles.switches}>
        <SegmentedControl
          value={asLanguage(i18n.language)}
          data={[
            { value: 'id', label: 'Bahasa Indonesia' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(language) => void chooseLanguage(asLanguage(language))}
          data-testid="language"
        />
        <SchemeSwitch />
      </div>
    </Card>
  );
}
