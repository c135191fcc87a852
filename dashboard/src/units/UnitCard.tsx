import type { Unit } from '@hadir/shared/api/units';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, type To } from 'react-router';
import { judgeUnit, problemsOf } from './judge-unit.ts';
import { UnitFacts } from './UnitFacts.tsx';
import { UnitState } from './UnitState.tsx';
import styles from './units.module.css';

interface UnitCardProps {
  unit: Unit;
  aheadMs: number;
  to: To;
}

export function UnitCard({ unit, aheadMs, to }: UnitCardProps) {
  const { t } = useTranslation();
  const { state } = judgeUnit(unit);
  const problems = problemsOf(unit);
  return (
    <article className={styles.card} data-testid="unit-card" data-unit={unit.id} data-state={state}>
      <header>
        <h2>
          <Link to={to}>{unit.doorName}</Link>
          <small>{unit.opdName}</small>
        </h2>
        <UnitState unit={unit} aheadMs={aheadMs} />
      </header>
      {problems.length > 0 && (
        <ul className={styles.problems} aria-label={t('units.problems')}>
          {problems.slice(0, 3).map((problem) => (
            <li key={problem}>
              <IconAlertTriangle size={16} aria-hidden /> {problem}
            </li>
          ))}
        </ul>
      )}
      <UnitFacts unit={unit} />
    </article>
  );
}
