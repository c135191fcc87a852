import type { Policy } from '@hadir/shared/api/policies';
import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useOpds } from '../units/use-units.ts';
import styles from './policies.module.css';
import { usePreview } from './use-policies.ts';

/** Whom the edition would treat differently on a day that has been. */
export function PreviewCard({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  const format = useFormat();
  const opds = useOpds();
  const preview = usePreview(policy.id);
  // What begins later is tried on a day that has been.
  const [day, setDay] = useState(() =>
    policy.kind === 'calendar' || policy.effectiveFrom < dayAgo() ? policy.effectiveFrom : dayAgo(),
  );
  const [opd, setOpd] = useState<string | null>(null);
  return (
    <Card title={t('policies.preview.title')}>
      <p className={styles.about}>{t('policies.preview.explain')}</p>
      <FormTrouble error={preview.error} />
      <div className={styles.fields}>
        <TextInput
          type="date"
          label={t('policies.preview.day')}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          data-testid="preview-day"
        />
        <Select
          label={t('policies.preview.opd')}
          data={(opds.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={opd}
          onChange={setOpd}
          searchable
          clearable
        />
      </div>
      <div className={styles.tools}>
        <Button
          variant="default"
          disabled={day === ''}
          loading={preview.isPending}
          data-testid="preview-run"
          onClick={() => preview.mutate({ day, opd })}
        >
          {t('policies.preview.run')}
        </Button>
        {preview.data && (
          <span role="status" data-testid="preview-result">
            {t('policies.preview.result', {
              changed: format.number(preview.data.changed),
              compared: format.number(preview.data.compared),
            })}
          </span>
        )}
      </div>
      {preview.data && preview.data.people.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{t('policies.preview.person')}</th>
                <th>{t('policies.preview.now')}</th>
                <th>{t('policies.preview.withIt')}</th>
              </tr>
            </thead>
            <tbody>
              {preview.data.people.map(({ employee, name, before, after }) => (
                <tr key={employee}>
                  <td>{name}</td>
                  <td>{before}</td>
                  <td>{after}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

/** By the clock of whoever looks. */
function dayAgo(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() - 1)).toISOString().slice(0, 10);
}
