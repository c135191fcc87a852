import type { Unit } from '@hadir/shared/api/units';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { useNow } from '../format/use-now.ts';
import { judgeUnit } from './judge-unit.ts';
import styles from './units.module.css';

/** Online or since when not; a shape beside the colour. */
export function UnitState({ unit, aheadMs }: { unit: Unit; aheadMs: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(10_000) + aheadMs;
  const { state } = judgeUnit(unit);
  const words = {
    quarantined: t('units.quarantined'),
    revoked: t('units.revoked'),
    retired: t('fleet.retired'),
    silent:
      unit.lastSeen === null
        ? t('units.neverSeen')
        : t('units.silent', { age: format.age(now - Date.parse(unit.lastSeen)) }),
    ailing: t('units.ailing'),
    well: t('units.online'),
  }[state];
  return (
    <span className={styles.state} data-state={state}>
      <i aria-hidden /> {words}
    </span>
  );
}
