import type { DeductedDay, DeductionLine, TppFigure } from '@hadir/shared/api/tpp';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import styles from './tpp.module.css';
import { useRupiah } from './use-rupiah.ts';

interface DeductionTreeProps {
  figure: TppFigure;
  employee: string;
  zone: string;
}

/** Every deduction, opening to its rule, its day, its sightings and its approvals. */
export function DeductionTree({ figure, employee, zone }: DeductionTreeProps) {
  const { t } = useTranslation();
  if (figure.lines.length === 0) return <p className={styles.text}>{t('figure.full')}</p>;
  return (
    <ul className={styles.tree} data-testid="deductions">
      {figure.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a figure are laid one upon the other; their place is what they are.
        <Deduction key={index} line={line} employee={employee} zone={zone} />
      ))}
    </ul>
  );
}

/** Kinds of which there are several, told apart by their codes. */
const CODED: ReadonlySet<DeductionLine['kind']> = new Set(['performance', 'event', 'leave']);

type DeductionProps = Omit<DeductionTreeProps, 'figure'> & { line: DeductionLine };

function Deduction({ line, employee, zone }: DeductionProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const { kind, code, label, percent, rupiah: amount, clauses, approvals, document, day } = line;
  return (
    <li>
      <details data-testid="deduction" data-code={code}>
        <summary>
          <span>
            {t(`figure.kind.${kind}`)}{' '}
            {CODED.has(kind) && <b>{label ?? (code === 'none' ? t('figure.noRating') : code.replaceAll('_', ' '))}</b>}
            <small>
              {day !== null && `${format.day(day.day)} · `}
              {t('figure.percentOf', { percent: format.decimal(Number(percent), decimals(percent)) })}
            </small>
          </span>
          <span className={styles.amount}>{rupiah(-amount)}</span>
        </summary>
        <dl className={styles.branch}>
          {document !== null && <Leaf label={t('figure.document')}>{document}</Leaf>}
          {day !== null && <DayLeaf day={day} employee={employee} zone={zone} />}
          <Leaf label={t('figure.approvals')}>
            {approvals.length === 0
              ? t('figure.noApprovals')
              : approvals.map((approval) => <ApprovalName key={approval.id} {...approval} />)}
          </Leaf>
          {clauses.length > 0 && (
            <Leaf label={t('figure.clause')}>
              {clauses.map((clause) => (
                <span key={clause} style={{ display: 'block' }}>
                  {clause}
                </span>
              ))}
            </Leaf>
          )}
        </dl>
      </details>
    </li>
  );
}

const OF_A_REQUEST = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/\d+$/;

/** Who approved what; a step of a request leads to the request with its documents. */
function ApprovalName({ id, text }: DeductionLine['approvals'][number]) {
  const request = OF_A_REQUEST.exec(id)?.[1];
  return (
    <span style={{ display: 'block' }}>
      {request === undefined ? text : <Link to={`/permohonan/${request}`}>{text}</Link>}
    </span>
  );
}

function DayLeaf({ day, employee, zone }: { day: DeductedDay; employee: string; zone: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { arrival, departure, lateMinutes, earlyMinutes, status, schedule, excuse } = day;
  const seen = (sighting: DeductedDay['arrival'], word: 'figure.arrival' | 'figure.departure') =>
    sighting === null ? null : (
      <span style={{ display: 'block' }}>
        {t(word, { time: format.timeWithSeconds(sighting.at, zone) })}
        {sighting.source === 'correction' ? ` (${t('figure.byCorrection')})` : ` · ${sighting.id}`}
      </span>
    );
  return (
    <>
      <Leaf label={t('figure.day')}>
        {format.day(day.day)}: {t(`figure.status.${status}` as 'figure.status.late', { defaultValue: status })}
        {excuse !== null && ` (${excuse})`}
        {lateMinutes > 0 && `, ${t('figure.late', { time: format.minutes(lateMinutes) })}`}
        {earlyMinutes > 0 && `, ${t('figure.early', { time: format.minutes(earlyMinutes) })}`} ·{' '}
        {t('figure.schedule', { code: schedule })}
      </Leaf>
      <Leaf label={t('figure.punches')}>
        {seen(arrival, 'figure.arrival') ?? t('figure.noArrival')}
        {seen(departure, 'figure.departure') ?? (arrival === null ? null : <span>{t('figure.noDeparture')}</span>)}
        <Link to={`/pegawai/${employee}/hari/${day.day}`}>{t('figure.openDay')}</Link>
      </Leaf>
    </>
  );
}

function Leaf({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** An exact decimal is shown with the places that it has. */
function decimals(percent: string): number {
  return percent.split('.')[1]?.length ?? 0;
}
