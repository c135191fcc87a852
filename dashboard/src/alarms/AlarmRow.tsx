import type { Alarm, AlarmKind } from '@hadir/shared/api/alarms';
import { Button } from '@mantine/core';
import {
  type Icon,
  IconCameraOff,
  IconCameraRotate,
  IconCircleCheck,
  IconMasksTheater,
  IconPasswordUser,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import styles from './alarms.module.css';
import { SeeAlarmForm } from './SeeAlarmForm.tsx';

const ICONS: Record<AlarmKind, Icon> = {
  'presentation-attacks': IconMasksTheater,
  'camera-covered': IconCameraOff,
  'camera-moved': IconCameraRotate,
  'second-factor-guessed': IconPasswordUser,
};

/** One alarm: what happened, where, what to do, and who did it. */
export function AlarmRow({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { what, count, doorName, opdName, zone, since, at, seen, unit } = alarm;
  const Icon = ICONS[what];
  return (
    <li className={styles.row} data-testid="alarm-row" data-what={what} data-seen={seen !== null}>
      <span className={styles.icon} aria-hidden>
        <Icon size={22} />
      </span>
      <div className={styles.what}>
        <strong>{t(`alarms.what.${what}`, { n: format.number(count) })}</strong>
        <span>
          {doorName} · {opdName}
        </span>
        <small>
          {t('alarms.period', { from: format.recentMoment(since, zone), to: format.time(at, zone) })} · {unit}
        </small>
        {seen === null && <p className={styles.advice}>{t(`alarms.advice.${what}`)}</p>}
        {open && seen === null && <SeeAlarmForm alarm={alarm} onDone={() => setOpen(false)} />}
      </div>
      {seen === null ? (
        !open && (
          <Button variant="light" className={styles.action} onClick={() => setOpen(true)} data-testid="alarm-see">
            {t('alarms.see')}
          </Button>
        )
      ) : (
        <div className={styles.seen} data-testid="alarm-seen">
          <strong>
            <IconCircleCheck size={16} aria-hidden /> {t('alarms.seenBy', { name: seen.by })}
          </strong>
          <small>{format.recentMoment(seen.at, zone)}</small>
          <span>{seen.note}</span>
        </div>
      )}
    </li>
  );
}
