import type { SheetSummary } from '@hadir/shared/api/tpp';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import styles from './tpp.module.css';
import { useRupiah } from './use-rupiah.ts';

const ZONE = 'Asia/Jakarta';

/** One office's month in a line. */
export function SheetRow({ sheet }: { sheet: SheetSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const { opd, opdName, month, state, people, total, corrected, incomplete, workedOutAt, correctionsWaiting } = sheet;
  return (
    <li className={styles.row} data-testid="sheet-row" data-state={state}>
      <span>
        <Link className={styles.whole} to={`/tpp/${opd}/${month}`}>
          {opdName}
        </Link>
        <small>
          {people === null ? t('tpp.notWorkedOut') : t('tpp.people', { n: format.number(people) })}
          {state === 'open' && workedOutAt !== null && (
            <> · {t('tpp.workedOut', { moment: format.recentMoment(workedOutAt, ZONE) })}</>
          )}
        </small>
      </span>
      <span>
        <span className={styles.state} data-state={state}>
          {t(`tpp.state.${state}`)}
        </span>
        {incomplete !== null && incomplete > 0 && (
          <small className={styles.warn}>{t('tpp.incomplete', { n: format.number(incomplete) })}</small>
        )}
        {correctionsWaiting > 0 && <small>{t('tpp.correctionsWaiting', { n: correctionsWaiting })}</small>}
      </span>
      <span className={styles.amount}>
        {total === null ? '–' : rupiah(total)}
        {corrected !== 0 && <small>{t('tpp.correctedBy', { amount: rupiah(corrected) })}</small>}
      </span>
    </li>
  );
}
