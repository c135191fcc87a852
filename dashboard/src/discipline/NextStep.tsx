import type { CaseLine } from '@hadir/shared/api/discipline';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import styles from './discipline.module.css';

/** What a case waits for, from whom, and until when. */
export function NextStep({ next }: { next: NonNullable<CaseLine['next']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { what, name, owner, deadline, overdue } = next;
  return (
    <span data-testid="next-step" data-overdue={overdue}>
      {t(`case.nextWhat.${what}`, { name: name ?? '' })}
      <small className={overdue ? styles.overdue : undefined}>
        {t(`case.owner.${owner}`)}
        {deadline !== null && ` · ${t('case.deadline', { day: format.shortDay(deadline) })}`}
        {overdue && ` · ${t('case.overdue')}`}
      </small>
    </span>
  );
}
