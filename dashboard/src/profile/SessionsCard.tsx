import type { Profile } from '@hadir/shared/api/accounts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { nameDevice } from './name-device.ts';
import styles from './profile.module.css';
import { useEndSessions } from './use-profile.ts';

/** The hub notes the use of a session to this. */
const JUST_NOW_MS = 11 * 60_000;

type OwnSession = Profile['sessions'][number];

/** Where one is signed in, and the way to end that from afar. */
export function SessionsCard({ sessions }: { sessions: readonly OwnSession[] }) {
  const { t } = useTranslation();
  const end = useEndSessions();
  const others = sessions.filter(({ current }) => !current);
  const ordered = [...sessions.filter(({ current }) => current), ...others];
  return (
    <Card title={t('profile.sessions')} note={t('profile.sessionsNote')}>
      <FormTrouble error={end.error} />
      <ul className={styles.sessions} data-testid="sessions">
        {ordered.map((session) => (
          <li key={session.id}>
            <SessionLine session={session} />
            {!session.current && (
              <Button
                size="xs"
                variant="default"
                loading={end.isPending && end.variables === session.id}
                onClick={() => end.mutate(session.id)}
                data-testid={`end-${session.id}`}
              >
                {t('profile.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length === 0 ? (
        <p className={styles.quiet}>{t('profile.noOthers')}</p>
      ) : (
        <>
          <p className={styles.quiet}>{t('profile.strange')}</p>
          {others.length > 1 && (
            <Button
              variant="default"
              loading={end.isPending && end.variables === null}
              onClick={() => end.mutate(null)}
              data-testid="end-others"
            >
              {t('profile.endOthers')}
            </Button>
          )}
        </>
      )}
    </Card>
  );
}

function SessionLine({ session: { current, since, usedAt, address, device } }: { session: OwnSession }) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const named = nameDevice(device);
  const idle = Date.now() - new Date(usedAt).getTime();
  return (
    <div className={styles.what}>
      <b>{named === null ? t('profile.unknownDevice') : t('profile.device', { ...named })}</b>
      {current && <span className={styles.here}>{t('profile.current')}</span>}
      <small>
        {[
          address,
          t('profile.since', { moment: format.recentMoment(since, zone) }),
          !current && (idle < JUST_NOW_MS ? t('profile.usedNow') : t('profile.used', { age: format.age(idle) })),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </div>
  );
}
