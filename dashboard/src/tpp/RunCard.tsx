import type { MonthRun } from '@hadir/shared/api/tpp-runs';
import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './tpp.module.css';
import { isUnderWay, useCancelRun } from './use-runs.ts';

const ZONE = 'Asia/Jakarta';

/** How far the work on many offices is, and which of them stayed as they were. */
export function RunCard({ run }: { run: MonthRun }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cancel = useCancelRun();
  const { id, kind, month, state, done, of, refused, orderedBy, orderedAt } = run;
  const numbers = { done: format.number(done), of: format.number(of), n: format.number(done - refused.length) };
  return (
    <Card title={t(`run.kind.${kind}`)} note={t(`run.state.${state}`)}>
      <div data-testid="run" data-state={state}>
        <p className={styles.text} role="status">
          {t(isUnderWay(run) ? 'run.progress' : `run.outcome.${kind}`, numbers)}{' '}
          {t('run.by', { name: orderedBy, moment: format.recentMoment(orderedAt, ZONE) })}
        </p>
        <FormTrouble error={cancel.error} />
        {isUnderWay(run) && (
          <>
            <Progress value={of === 0 ? 0 : (100 * done) / of} mb="sm" aria-label={t(`run.kind.${kind}`)} />
            <p className={styles.text}>{t('run.leave')}</p>
            <Button variant="default" size="xs" loading={cancel.isPending} onClick={() => cancel.mutate(id)}>
              {t('run.cancel')}
            </Button>
          </>
        )}
        {refused.length > 0 && (
          <>
            <h3>{t('run.refused', { n: format.number(refused.length) })}</h3>
            <ul className={styles.rows} data-testid="run-refused">
              {refused.map(({ opd, opdName, problem }) => (
                <li key={opd} className={styles.pair}>
                  <Link to={`/tpp/${opd}/${month}`}>{opdName}</Link>
                  <span>{problem}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Card>
  );
}
