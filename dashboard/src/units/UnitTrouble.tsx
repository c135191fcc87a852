import type { Unit } from '@hadir/shared/api/units';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { judgeUnit, problemsOf } from './judge-unit.ts';
import styles from './unit-page.module.css';
import unitStyles from './units.module.css';

/** What is wrong with a unit, since when, and what to do about it. */
export function UnitTrouble({ unit, now }: { unit: Unit; now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const problems = problemsOf(unit);
  const { state } = judgeUnit(unit);
  const advice =
    state === 'quarantined'
      ? t('unit.adviceQuarantined')
      : state === 'revoked'
        ? t('unit.adviceRevoked')
        : state === 'retired'
          ? t('unit.adviceRetired')
          : null;
  if (problems.length === 0 && advice === null)
    return (
      <Card>
        <p className={styles.well}>
          <IconCircleCheck size={20} aria-hidden /> {t('unit.allWell')}
        </p>
      </Card>
    );
  return (
    <Card
      title={t('unit.wrongTitle')}
      note={
        unit.wrongSince !== null &&
        t('fleet.since', {
          moment: format.recentMoment(unit.wrongSince, unit.zone),
          age: format.age(now - Date.parse(unit.wrongSince)),
        })
      }
    >
      {problems.length > 0 && (
        <ul className={unitStyles.problems} aria-label={t('units.problems')} data-testid="unit-problems">
          {problems.map((problem) => (
            <li key={problem}>
              <IconAlertTriangle size={16} aria-hidden /> {problem}
            </li>
          ))}
        </ul>
      )}
      {advice && <p className={styles.advice}>{advice}</p>}
      {(state === 'quarantined' || state === 'revoked') && may(user.role, 'seeQuarantine') && (
        <Link to={`/karantina?cari=${unit.id}`} className={styles.link}>
          {t('unit.toQuarantine')}
        </Link>
      )}
    </Card>
  );
}
