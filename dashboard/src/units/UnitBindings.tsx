import type { UnitHistory } from '@hadir/shared/api/units';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './unit-page.module.css';

/** The doors that the unit served through time, and how much of each journal the hub holds. */
export function UnitBindings({ bindings, zone }: { bindings: UnitHistory['bindings']; zone: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t('unit.bindings')}>
      <ul className={styles.list} data-testid="unit-bindings">
        {bindings.map((binding) => (
          <li key={binding.number} data-binding={binding.number} data-open={binding.until === null}>
            <span>
              <b>
                {binding.opdName} · {binding.doorName}
              </b>
              <small>
                {format.recentMoment(binding.since, zone)} –{' '}
                {binding.until === null ? t('unit.untilNow') : format.recentMoment(binding.until, zone)}
              </small>
              <small>
                {t('unit.entries', { n: format.number(binding.highWater) })} ·{' '}
                {binding.completeThrough === null
                  ? t('units.neverComplete')
                  : t('units.completeThrough', { time: format.recentMoment(binding.completeThrough, zone) })}
              </small>
            </span>
            <span className={styles.tag}>{t('unit.binding', { n: binding.number })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
