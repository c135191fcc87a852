import type { CaseDetail } from '@hadir/shared/api/discipline';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './discipline.module.css';
import { useDaysNote } from './use-days-note.ts';

/** Everything that happened, the latest first. */
export function CaseHistory({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const daysNote = useDaysNote();
  const names = new Map(detail.steps.map(({ code, name }) => [code, name]));
  return (
    <Card title={t('case.history')}>
      <ul className={styles.rows} data-testid="case-history">
        {[...detail.events].reverse().map(({ id, kind, step, on, at, by, note }) => (
          <li key={id} className={styles.event} data-kind={kind}>
            {t(`case.event.${kind as 'note'}`)}
            {step !== null && `: ${names.get(step) ?? t(`letter.kind.${step as 'teguran'}`, { defaultValue: step })}`}
            <small>
              {format.day(on)} · {by ?? t('case.bySystem')} · {format.recentMoment(at, 'Asia/Jakarta')}
            </small>
            {note && <span>{by === null ? daysNote(note) : note}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
