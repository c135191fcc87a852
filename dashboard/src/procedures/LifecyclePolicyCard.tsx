import type { ProcedureKind } from '@hadir/shared/api/procedures';
import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './procedures.module.css';
import { useLifecyclePolicy, useSetLifecyclePolicy } from './use-procedures.ts';

const KINDS: readonly ProcedureKind[] = ['install', 'replace', 'move', 'retire', 'reactivate', 'stolen'];

/** Which kinds of procedure a second person must approve. */
export function LifecyclePolicyCard() {
  const { t } = useTranslation();
  const policy = useLifecyclePolicy();
  const set = useSetLifecyclePolicy();
  if (!policy.data) return null;
  const chosen = set.isPending ? set.variables : policy.data.secondPerson;
  return (
    <Card title={t('policy.title')}>
      <p className={styles.text}>{t('policy.explain')}</p>
      <FormTrouble error={set.error} />
      <div className={styles.policy} data-testid="lifecycle-policy">
        {KINDS.map((kind) => {
          const on = chosen.includes(kind);
          return (
            <Switch
              key={kind}
              label={t(`kind.${kind}`)}
              description={t(on ? 'policy.on' : 'policy.off')}
              checked={on}
              disabled={set.isPending}
              data-testid={`policy-${kind}`}
              onChange={() => set.mutate(on ? chosen.filter((other) => other !== kind) : [...chosen, kind])}
            />
          );
        })}
      </div>
    </Card>
  );
}
