import type { UnitHistory } from '@hadir/shared/api/units';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './unit-page.module.css';
import unitStyles from './units.module.css';

const FACTS = ['model', 'serial', 'mac', 'camera'] as const;

interface UnitHardwareProps {
  facts: UnitHistory['facts'];
  changes: UnitHistory['factsChanges'];
  zone: string;
}

/** What the hardware says of itself, and when it became another under the same keys. */
export function UnitHardware({ facts, changes, zone }: UnitHardwareProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t('unit.hardware')}>
      {facts === null ? (
        <p className={styles.quiet}>{t('unit.noFacts')}</p>
      ) : (
        <dl className={unitStyles.facts}>
          {FACTS.map((fact) => [
            <dt key={`${fact} name`}>{t(`unit.facts.${fact}`)}</dt>,
            <dd key={fact}>{facts[fact] ?? t('unit.notSaid')}</dd>,
          ])}
        </dl>
      )}
      {changes.map(({ at, before, after }) => (
        <div key={at} className={styles.change} data-testid="hardware-change">
          <b>
            <IconArrowsExchange size={18} aria-hidden />
            {t('unit.changed', { moment: format.recentMoment(at, zone) })}
          </b>
          <dl className={unitStyles.facts}>
            {FACTS.filter((fact) => before[fact] !== after[fact]).map((fact) => [
              <dt key={`${fact} name`}>{t(`unit.facts.${fact}`)}</dt>,
              <dd key={fact} data-attention="true">
                {after[fact] ?? t('unit.notSaid')}
                <small className={unitStyles.aside}>
                  {t('unit.from', { value: before[fact] ?? t('unit.notSaid') })}
                </small>
              </dd>,
            ])}
          </dl>
          <p>{t('unit.changedAdvice')}</p>
        </div>
      ))}
    </Card>
  );
}
