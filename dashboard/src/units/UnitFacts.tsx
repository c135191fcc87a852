import type { Unit } from '@hadir/shared/api/units';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { judgeUnit } from './judge-unit.ts';
import styles from './units.module.css';

/** The five things that an operator looks at: last seen, journal, roster, clock, camera. */
export function UnitFacts({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { waiting, rosterHas } = judgeUnit(unit);
  const status = unit.status?.state === 'online' ? unit.status : null;
  const journal =
    waiting === null
      ? t('units.journalUnknown', { n: format.number(unit.highWater) })
      : waiting === 0
        ? t('units.journalAll', { n: format.number(unit.highWater) })
        : t('units.journalWaiting', { n: format.number(waiting) });
  const roster =
    rosterHas === null
      ? t('units.rosterUnknown', { wanted: unit.rosterWanted })
      : rosterHas === unit.rosterWanted
        ? t('units.rosterSame', { version: rosterHas })
        : t('units.rosterBehind', { version: rosterHas, wanted: unit.rosterWanted });
  return (
    <dl className={styles.facts}>
      <dt>{t('units.lastSeen')}</dt>
      <dd>{unit.lastSeen === null ? '–' : format.recentMoment(unit.lastSeen, unit.zone)}</dd>
      <dt>{t('units.journal')}</dt>
      <dd data-attention={waiting !== null && waiting > 0} data-testid="unit-journal">
        {journal}
        <small className={styles.aside}>
          {unit.completeThrough === null
            ? t('units.neverComplete')
            : t('units.completeThrough', { time: format.recentMoment(unit.completeThrough, unit.zone) })}
        </small>
      </dd>
      <dt>{t('units.roster')}</dt>
      <dd data-attention={rosterHas !== null && rosterHas !== unit.rosterWanted} data-testid="unit-roster">
        {roster}
      </dd>
      <dt>{t('units.clock')}</dt>
      <dd data-attention={status !== null && status.clock.source !== 'ntp' && status.clock.source !== 'rtc'}>
        {status === null || status.clock.source === 'unknown'
          ? t('units.unknown')
          : status.clock.uncertaintyMs === null
            ? `${t(`clock.${status.clock.source}`)} · ${t('units.uncertaintyUnknown')}`
            : `${t(`clock.${status.clock.source}`)} · ± ${format.number(Math.round(status.clock.uncertaintyMs))} ms`}
      </dd>
      <dt>{t('units.camera')}</dt>
      <dd data-attention={status !== null && status.camera.state !== 'running'}>
        {status === null
          ? t('units.unknown')
          : status.camera.state === 'running'
            ? t('camera.running', { fps: format.decimal(status.camera.framesPerSecond, 1) })
            : t(`camera.${status.camera.state}`)}
        {status?.camera.problem && <small className={styles.aside}>{status.camera.problem}</small>}
      </dd>
    </dl>
  );
}
