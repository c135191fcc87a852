import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './policies.module.css';
import { useRegionPolicies, useTakeRegion } from './use-policies.ts';

/** What is known of five regions, as drafts to begin from. */
export function RegionCard() {
  const { t } = useTranslation();
  const regions = useRegionPolicies();
  const take = useTakeRegion();
  const [code, setCode] = useState<string | null>(null);
  const chosen = regions.data?.regions.find((region) => region.code === code);
  return (
    <Card title={t('policies.region.title')}>
      <p className={styles.about}>{t('policies.region.explain')}</p>
      <FormTrouble error={take.error ?? regions.error} />
      <div className={styles.tools}>
        <Select
          aria-label={t('policies.region.choose')}
          placeholder={t('policies.region.choose')}
          data={(regions.data?.regions ?? []).map((region) => ({ value: region.code, label: region.name }))}
          value={code}
          onChange={setCode}
          w={280}
          data-testid="region"
        />
        <Button
          variant="default"
          disabled={code === null}
          loading={take.isPending}
          data-testid="take-region"
          onClick={() => code !== null && take.mutate(code)}
        >
          {t('policies.region.take')}
        </Button>
        {take.data && <span role="status">{t('policies.region.taken', { n: take.data.drafts.length })}</span>}
      </div>
      {chosen && (
        <ul className={styles.problems}>
          {chosen.editions.map(({ kind, effectiveFrom, note }) => (
            <li key={`${kind} ${effectiveFrom}`}>
              <b>{t(`policies.kind.${kind}`)}</b>: {note}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
