import type { Arrival } from '@hadir/shared/api/attendance';
import { isZone, localDay } from '@hadir/shared/time/local-day';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { memo, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { initials } from '../format/initials.ts';
import { nameDoor } from '../format/name-door.ts';
import { useFormat } from '../format/use-format.ts';
import { StatusMark } from '../status/StatusMark.tsx';
import styles from './arrivals-list.module.css';
import { evidenceStrength } from './evidence-strength.ts';

/** Stored this much later than seen, an arrival came through the unit's queue. */
const QUEUED_MS = 60_000;

interface ArrivalRowProps {
  arrival: Arrival;
  isNew: boolean;
  /** The day that the page shows. */
  day: string;
}

export const ArrivalRow = memo(function ArrivalRow({ arrival, isNew, day }: ArrivalRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const details = useId();
  const { evidence, zone } = arrival;
  const seenOn = isZone(zone) ? localDay(new Date(arrival.seenAt), zone) : day;
  const queued = Date.parse(arrival.storedAt) - Date.parse(arrival.seenAt) > QUEUED_MS;
  const strength = evidenceStrength(evidence);
  return (
    <li
      className={isNew ? `${styles.row} ${styles.isNew}` : styles.row}
      data-testid="arrival-row"
      data-arrival={arrival.id}
      data-employee={arrival.employee}
      data-seq={arrival.seq}
    >
      <div className={styles.summary}>
        <time dateTime={arrival.seenAt}>
          {format.time(arrival.seenAt, zone)}
          {seenOn !== day && <small className={styles.date}>{format.shortDay(seenOn)}</small>}
        </time>
        <span className={styles.avatar} aria-hidden>
          {initials(arrival.name)}
        </span>
        <span className={styles.who}>
          <Link to={`/pegawai/${arrival.employee}/hari/${seenOn}`}>{arrival.name}</Link>
          <small className={styles.where}>
            {arrival.opdName} · {nameDoor(arrival.doorName, (door) => t('arrivals.door', { door }))}
            {queued && ` · ${t('arrivals.queued', { time: format.time(arrival.storedAt, zone) })}`}
          </small>
        </span>
        <span className={styles.end}>
          {arrival.first ? (
            <StatusMark status={arrival.status} label lateMinutes={arrival.lateMinutes} />
          ) : (
            <span className={styles.again}>{t('arrivals.again')}</span>
          )}
          <button
            type="button"
            className={styles.evidenceButton}
            aria-expanded={open}
            aria-controls={details}
            data-strength={strength}
            onClick={() => setOpen(!open)}
          >
            <IconCheck size={13} stroke={2.6} aria-hidden /> {t(`evidence.${strength}`)}
            <IconChevronDown size={13} aria-hidden className={open ? styles.turned : ''} />
          </button>
        </span>
      </div>
      {open && (
        <dl className={styles.evidence} id={details} data-testid="arrival-evidence">
          {strength === 'assisted' ? (
            <>
              <dt>{t('evidence.assisted')}</dt>
              <dd>{t('evidence.assistedDetail')}</dd>
            </>
          ) : (
            <>
              <dt>{t('evidence.score')}</dt>
              <dd>
                {t('evidence.scoreValue', {
                  score: format.decimal(evidence.score, 2),
                  threshold: format.decimal(evidence.threshold, 2),
                })}
              </dd>
              <dt>{t('evidence.second')}</dt>
              <dd>
                {evidence.secondScore === null ? t('evidence.noSecond') : format.decimal(evidence.secondScore, 2)}
              </dd>
              <dt>{t('evidence.liveness')}</dt>
              <dd>{format.percent(evidence.liveness)}</dd>
              <dt>{t('evidence.frames')}</dt>
              <dd>
                {t('evidence.framesValue', { frames: evidence.frames, height: format.number(evidence.faceHeight) })}
              </dd>
            </>
          )}
          <dt>{t('evidence.clock')}</dt>
          <dd>{clockWords(t, evidence.clockSource)}</dd>
          <dt>{t('evidence.entry')}</dt>
          <dd>
            {arrival.unit} · {t('evidence.entryValue', { binding: arrival.binding, seq: format.number(arrival.seq) })}
          </dd>
        </dl>
      )}
    </li>
  );
});

function clockWords(t: TFunction, source: string): string {
  if (source === 'ntp' || source === 'rtc' || source === 'unsynchronised') return t(`clock.${source}`);
  return t('clock.unknown');
}
