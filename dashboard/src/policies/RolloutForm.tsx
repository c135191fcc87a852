import type { RolloutDocument, RolloutPhase } from '@hadir/shared/api/policies/rollout-policy';
import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './policies.module.css';
import { TargetField } from './TargetField.tsx';

interface RolloutFormProps {
  document: RolloutDocument;
  onChange(document: RolloutDocument): void;
}

/** From when each place is tried, and from when it counts. */
export function RolloutForm({ document, onChange }: RolloutFormProps) {
  const { t } = useTranslation();
  const { phases } = document;
  const put = (index: number, change: Partial<RolloutPhase>) =>
    onChange({ phases: phases.map((phase, at) => (at === index ? { ...phase, ...change } : phase)) });
  return (
    <div className={styles.scroll}>
      <table className={styles.table} data-testid="phases">
        <thead>
          <tr>
            <th>{t('policies.form.target')}</th>
            <th>{t('policies.form.trialFrom')}</th>
            <th>{t('policies.form.goLive')}</th>
            <th>{t('policies.head.note')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {phases.map((phase, index) => (
            // Two phases may name the same place while one is being written.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <tr key={index}>
              <td>
                <TargetField target={phase.target} onChange={(target) => put(index, { target })} />
              </td>
              {(['trialFrom', 'goLive'] as const).map((name) => (
                <td key={name}>
                  <TextInput
                    type="date"
                    size="xs"
                    aria-label={t(`policies.form.${name}`)}
                    value={phase[name] ?? ''}
                    onChange={(event) => put(index, { [name]: event.currentTarget.value || null })}
                  />
                </td>
              ))}
              <td>
                <TextInput
                  size="xs"
                  miw={140}
                  aria-label={t('policies.head.note')}
                  value={phase.note}
                  onChange={(event) => put(index, { note: event.currentTarget.value })}
                />
              </td>
              <td>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="red"
                  onClick={() => onChange({ phases: phases.filter((_, at) => at !== index) })}
                >
                  {t('policies.form.remove')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.tools}>
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            onChange({
              phases: [...phases, { target: { kind: 'opd', opd: '' }, trialFrom: null, goLive: null, note: '' }],
            })
          }
        >
          {t('policies.form.add')}
        </Button>
      </div>
    </div>
  );
}
