import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { Trouble } from '../look/Trouble.tsx';
import styles from './assistance.module.css';
import { PinForm } from './PinForm.tsx';
import { useOwnAssistance, useSupervisorChange } from './use-assistance.ts';

/** A supervisor's own PIN, set when he is signed in. */
export function OwnPin() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, refetch, isFetching } = useOwnAssistance();
  const set = useSupervisorChange((hub, pin: string) =>
    answerOf(hub.PUT('/api/assistance/own/pin', { body: { pin } })),
  );
  if (error && data === undefined)
    return <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  if (data === undefined) return <Skeleton height={260} radius={14} aria-busy="true" />;
  if (data === null) return <Empty title={t('ownPin.notNamed')}>{t('ownPin.notNamedDetail')}</Empty>;
  if (set.isSuccess) return <Empty title={t('ownPin.saved')}>{t('ownPin.savedDetail')}</Empty>;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const state =
    data.pinSetAt === null
      ? t('ownPin.none')
      : t('ownPin.current', { moment: format.recentMoment(data.pinSetAt, zone) });
  return (
    <Card title={t('ownPin.title')}>
      <p className={styles.explain}>
        {t('ownPin.explain')} {state}
      </p>
      <PinForm byCode={false} pending={set.isPending} error={set.error} onSubmit={({ pin }) => set.mutate(pin)} />
    </Card>
  );
}
