import type { TrialAnswer } from '@hadir/shared/api/tpp-trials';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import styles from './tpp.module.css';
import { useMonthName } from './use-month-name.ts';
import { useRupiah } from './use-rupiah.ts';

const AT_FIRST = 20;
type Bar = TrialAnswer['histogram'][number];

/** Who would have got how much more or less: in sum, by office, by size, and by name. */
export function TrialAnswerView({ answer }: { answer: TrialAnswer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const monthName = useMonthName();
  const [shown, setShown] = useState(AT_FIRST);
  const { people, changed, before, after, opds, histogram, changes, withoutFigure, gaps } = answer;
  const bars = trimmed(histogram);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <div className={styles.sections} data-testid="trial-answer">
      <dl className={styles.sums}>
        <div>
          <dt>{t('trial.before')}</dt>
          <dd>{rupiah(before)}</dd>
        </div>
        <div>
          <dt>{t('trial.after')}</dt>
          <dd>{rupiah(after)}</dd>
        </div>
        <div>
          <dt>{t('trial.difference')}</dt>
          <dd data-strong="true">{rupiah(after - before)}</dd>
        </div>
      </dl>
      {gaps.length > 0 && (
        <div className={styles.note} style={{ margin: 0 }} data-testid="trial-gaps">
          {t('trial.gaps')}
          {gaps.map((gap) => (
            <small key={gap}>{gap}</small>
          ))}
        </div>
      )}
      {withoutFigure.after > 0 && (
        <div className={styles.note} style={{ margin: 0 }} data-testid="trial-without">
          {t('trial.without', {
            n: format.number(withoutFigure.after),
            before: format.number(withoutFigure.before),
          })}
          {withoutFigure.why.map(({ why, count }) => (
            <small key={why}>
              {t(`tpp.open.${why}`)}: {format.number(count)}
            </small>
          ))}
        </div>
      )}
      <p className={styles.text}>
        {changed === 0
          ? t('trial.noChange')
          : t('trial.summary', { changed: format.number(changed), people: format.number(people) })}
      </p>
      {changed > 0 && (
        <>
          <section>
            <h3>{t('trial.histogram')}</h3>
            <p className={styles.text}>{t('trial.histogramHelp')}</p>
            <div className={styles.bars}>
              {bars.map((bar) => (
                <div key={`${bar.from} ${bar.to}`} className={styles.bar} data-sign={signOf(bar)}>
                  <span>{rangeOf(bar, rupiah)}</span>
                  <span>{bar.count > 0 && <i style={{ width: `${(100 * bar.count) / most}%` }} aria-hidden />}</span>
                  <span>{format.number(bar.count)}</span>
                </div>
              ))}
            </div>
          </section>
          <section>
            <h3>{t('trial.perOpd')}</h3>
            <ul className={styles.rows}>
              {opds.map(({ opd, opdName, people: n, more, less, difference }) => (
                <li key={opd} className={styles.row}>
                  <span>
                    {opdName}
                    <small>{t('tpp.people', { n: format.number(n) })}</small>
                  </span>
                  <span>
                    {t('trial.more', { n: format.number(more) })}, {t('trial.less', { n: format.number(less) })}
                  </span>
                  <span className={styles.amount}>{rupiah(difference)}</span>
                </li>
              ))}
            </ul>
          </section>
          <section>
            <h3>{t('trial.largest')}</h3>
            <ul className={styles.rows}>
              {changes.slice(0, shown).map((change) => (
                <li key={`${change.employee} ${change.month}`} className={styles.row}>
                  <span>
                    <Link className={styles.whole} to={`/tpp/pegawai/${change.employee}/${change.month}`}>
                      {change.name}
                    </Link>
                    <small>
                      NIP {change.nip} · {change.opdName} · {monthName(change.month)}
                    </small>
                  </span>
                  <span>
                    {rupiah(change.before)} → {rupiah(change.after)}
                  </span>
                  <span className={styles.amount}>{rupiah(change.difference)}</span>
                </li>
              ))}
            </ul>
            {changes.length > shown && (
              <Button variant="subtle" size="xs" onClick={() => setShown(shown + 100)}>
                {t('tpp.more')}
              </Button>
            )}
          </section>
        </>
      )}
    </div>
  );
}

/** Without the empty bars at both ends. */
function trimmed(bars: readonly Bar[]): readonly Bar[] {
  const first = bars.findIndex(({ count }) => count > 0);
  const last = bars.findLastIndex(({ count }) => count > 0);
  return first < 0 ? [] : bars.slice(first, last + 1);
}

function signOf({ from, to }: Bar): 'less' | 'none' | 'more' {
  if (from === 0 && to === 1) return 'none';
  return from !== null && from >= 0 ? 'more' : 'less';
}

function rangeOf({ from, to }: Bar, rupiah: (amount: number) => string): string {
  if (from === 0 && to === 1) return rupiah(0);
  if (from === null) return `< ${rupiah(to ?? 0)}`;
  if (to === null) return `≥ ${rupiah(from)}`;
  return `${rupiah(from === 1 ? 0 : from)} – ${rupiah(to)}`;
}
