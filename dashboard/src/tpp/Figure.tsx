import type { TppFigure } from '@hadir/shared/api/tpp';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { DeductionTree } from './DeductionTree.tsx';
import styles from './tpp.module.css';
import { useRupiah } from './use-rupiah.ts';

interface FigureProps {
  title: string;
  figure: TppFigure;
  employee: string;
  zone: string;
}

/** What is paid, its parts, and why it is not more. */
export function Figure({ title, figure, employee, zone }: FigureProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const { base, performance, attendance, total, legalBasis, open } = figure;
  return (
    <Card title={title} {...(legalBasis === null ? {} : { note: t('figure.legal', { basis: legalBasis }) })}>
      <dl className={styles.sums} data-testid="figure">
        <div>
          <dt>{t('tpp.base')}</dt>
          <dd>{rupiah(base)}</dd>
        </div>
        <div>
          <dt>{t('tpp.performance')}</dt>
          <dd>{rupiah(performance)}</dd>
        </div>
        <div>
          <dt>{t('tpp.attendance')}</dt>
          <dd>{rupiah(attendance)}</dd>
        </div>
        <div>
          <dt>{t('tpp.paid')}</dt>
          <dd data-strong="true" data-testid="total">
            {rupiah(total)}
          </dd>
        </div>
      </dl>
      {open.length > 0 && (
        <p className={styles.note} style={{ margin: '14px 0 0' }}>
          {open.slice(0, 8).map(({ day, why }) => (
            <span key={`${day} ${why}`} style={{ display: 'block' }}>
              {day !== null && `${format.day(day)}: `}
              {t(`tpp.open.${why}`)}
            </span>
          ))}
          {open.length > 8 && `+ ${open.length - 8}`}
        </p>
      )}
      <div style={{ marginTop: 14 }}>
        <DeductionTree figure={figure} employee={employee} zone={zone} />
      </div>
    </Card>
  );
}
