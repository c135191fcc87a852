import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import styles from './assistance.module.css';
import { PinForm, type PinValues } from './PinForm.tsx';

/** Where a supervisor without an account sets his PIN, by the code that BKD handed over. Nobody signs in here. */
export function PinByCodePage() {
  const { t } = useTranslation();
  const hub = useHub();
  const set = useMutation({
    mutationFn: (values: PinValues) => answerOf(hub.POST('/api/assistance/pin', { body: values })),
  });
  return (
    <main className={styles.alone}>
      <PageHead title={t('ownPin.title')} sub={t('ownPin.explain')} />
      <Card>
        {set.isSuccess ? (
          <Empty title={t('ownPin.saved')}>{t('ownPin.savedDetail')}</Empty>
        ) : (
          <PinForm byCode pending={set.isPending} error={set.error} onSubmit={(values) => set.mutate(values)} />
        )}
      </Card>
    </main>
  );
}
