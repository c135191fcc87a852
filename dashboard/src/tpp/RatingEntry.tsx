import type { PersonMonth } from '@hadir/shared/api/tpp';
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import styles from './tpp.module.css';
import { useSetRating } from './use-tpp.ts';

/** BKD enters the rating of the month where the superior did not; of a settled month that is the ground of a correction. */
export function RatingEntry({ month }: { month: PersonMonth }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const enter = useSetRating(month.employee, month.month);
  const close = () => {
    enter.reset();
    setOpened(false);
  };
  return (
    <Card title={t('rating.title')}>
      <p className={styles.text}>{t(month.state === 'frozen' ? 'rating.helpFrozen' : 'rating.help')}</p>
      <Button variant="default" size="xs" onClick={() => setOpened(true)} data-testid="enter-rating">
        {t('rating.enter')}
      </Button>
      <ReasonDialog
        opened={opened}
        title={t('rating.enter')}
        explain={t('rating.explain', { name: month.name })}
        label={t('rating.reason')}
        hint={t('freeze.reasonHint')}
        confirm={t('rating.save')}
        pending={enter.isPending}
        error={enter.error}
        onClose={close}
        onConfirm={(note) => code !== null && enter.mutate({ code, note }, { onSuccess: close })}
        ready={code !== null}
      >
        <Select
          label={t('rating.code')}
          allowDeselect={false}
          value={code}
          data={month.ratings.map(({ code: value, percent }) => ({
            value,
            label: `${value.replaceAll('_', ' ')} (${percent.replace('.', ',')} %)`,
          }))}
          onChange={setCode}
          data-testid="rating-code"
        />
      </ReasonDialog>
    </Card>
  );
}
