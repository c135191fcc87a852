import type { Policies } from '@hadir/shared/api/policies';
import { Alert, Button, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './policies.module.css';
import { useSetSecondPerson } from './use-policies.ts';

const CHOICES = { auto: null, on: true, off: false } as const;

/** Whether whoever proposed an edition may put it into force himself. */
export function SecondPersonCard({ secondPerson }: { secondPerson: Policies['secondPerson'] }) {
  const { t } = useTranslation();
  const set = useSetSecondPerson();
  const { asked, chosen } = secondPerson;
  const value = chosen === null ? 'auto' : chosen ? 'on' : 'off';
  return (
    <Card title={t('policies.two.title')}>
      <p className={styles.about}>{t('policies.two.explain')}</p>
      <FormTrouble error={set.error} />
      {asked !== null && (
        <Alert color="yellow" mb="sm" data-testid="second-person-asked">
          {t(asked.own ? 'policyTwo.waiting' : 'policyTwo.asked', {
            name: asked.by ?? '–',
            choice: t(asked.chosen === false ? 'policyTwo.off' : 'policyTwo.auto'),
          })}
          <div className={styles.tools}>
            {!asked.own && (
              <Button
                size="xs"
                loading={set.isPending}
                onClick={() => set.mutate(asked.chosen)}
                data-testid="second-person-agree"
              >
                {t('policyTwo.agree')}
              </Button>
            )}
            <Button size="xs" variant="default" loading={set.isPending} onClick={() => set.mutate(secondPerson.chosen)}>
              {t(asked.own ? 'policyTwo.takeBack' : 'policyTwo.refuse')}
            </Button>
          </div>
        </Alert>
      )}
      <SegmentedControl
        orientation="vertical"
        fullWidth
        value={value}
        disabled={set.isPending}
        data-testid="second-person"
        onChange={(next) => set.mutate(CHOICES[next as keyof typeof CHOICES])}
        data={[
          { value: 'auto', label: t('policies.two.auto', { n: secondPerson.officers }) },
          { value: 'on', label: t('policies.two.on') },
          { value: 'off', label: t('policies.two.off') },
        ]}
      />
    </Card>
  );
}
