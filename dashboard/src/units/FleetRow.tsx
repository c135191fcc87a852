import type { Unit } from '@hadir/shared/api/units';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import styles from './fleet.module.css';
import { judgeUnit, problemsOf } from './judge-unit.ts';
import { UnitState } from './UnitState.tsx';

interface FleetRowProps {
  unit: Unit;
  /** Of the hub's clock, in milliseconds. */
  now: number;
  aheadMs: number;
}

/** One unit on one line: how it is, where, what is wrong and since when. */
export function FleetRow({ unit, now, aheadMs }: FleetRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, waiting } = judgeUnit(unit);
  const [first, ...others] = problemsOf(unit);
  return (
    <li className={styles.row} data-testid="unit-card" data-unit={unit.id} data-state={state}>
      <UnitState unit={unit} aheadMs={aheadMs} />
      <span className={styles.door}>
        <Link to={`/unit/${unit.id}`}>{unit.doorName}</Link>
        <small>
          {unit.opdName} · {unit.id}
        </small>
      </span>
      <span className={styles.wrong}>
        {first === undefined ? (
          <span className={styles.quiet}>{t('fleet.nothingWrong')}</span>
        ) : (
          <span>
            {first}
            {others.length > 0 && <em> {t('fleet.more', { n: others.length })}</em>}
          </span>
        )}
        {unit.wrongSince !== null && (
          <small>
            {t('fleet.since', {
              moment: format.recentMoment(unit.wrongSince, unit.zone),
              age: format.age(now - Date.parse(unit.wrongSince)),
            })}
          </small>
        )}
      </span>
      <span className={styles.journal} data-attention={waiting !== null && waiting > 0}>
        {waiting === null
          ? t('units.journalUnknown', { n: format.number(unit.highWater) })
          : waiting === 0
            ? t('units.journalAll', { n: format.number(unit.highWater) })
            : t('units.journalWaiting', { n: format.number(waiting) })}
      </span>
    </li>
  );
}
