import type { Unit } from '@hadir/shared/api/units';
import { Drawer } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { CopyLine } from '../look/CopyLine.tsx';
import { Empty } from '../look/Empty.tsx';
import { problemsOf } from './judge-unit.ts';
import { UnitFacts } from './UnitFacts.tsx';
import { UnitState } from './UnitState.tsx';
import styles from './units.module.css';

interface UnitDrawerProps {
  unit: Unit | null;
  /** The address names a unit that there is not. */
  missing: boolean;
  aheadMs: number;
  onClose(): void;
}

/** Everything that the hub and the unit itself say about a unit. */
export function UnitDrawer({ unit, missing, aheadMs, onClose }: UnitDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={unit !== null || missing}
      onClose={onClose}
      position="right"
      size="lg"
      title={unit ? `${unit.opdName} · ${unit.doorName}` : t('units.title')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      {unit ? <UnitDetails unit={unit} aheadMs={aheadMs} /> : <Empty title={t('units.missing')} />}
    </Drawer>
  );
}

function UnitDetails({ unit, aheadMs }: { unit: Unit; aheadMs: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const status = unit.status?.state === 'online' ? unit.status : null;
  const problems = problemsOf(unit);
  const facts: [string, string][] = status
    ? [
        [
          t('units.headEntry'),
          `${format.number(status.head)} · ${t('units.receipted', { n: format.number(status.receipted) })}`,
        ],
        [
          t('units.sightings'),
          t('units.sightingsValue', {
            recognised: format.number(status.sightings.recognised),
            unknown: format.number(status.sightings.unknown),
            notLive: format.number(status.sightings.notLive),
            poor: format.number(status.sightings.poorQuality),
          }),
        ],
        [
          t('units.frames'),
          t('units.framesValue', {
            dropped: format.number(status.camera.framesDropped),
            undecodable: format.number(status.camera.framesUndecodable),
            restarts: format.number(status.camera.restarts),
          }),
        ],
        [t('units.uptime'), format.age(status.uptimeMs)],
        [t('units.memory'), `${format.number(Math.round(status.residentMb))} MB`],
        [t('units.temperature'), status.temperatureC === null ? '–' : `${format.decimal(status.temperatureC, 1)} °C`],
        [t('units.disk'), status.diskFreeMb === null ? '–' : `${format.number(Math.round(status.diskFreeMb))} MB`],
        [t('units.release'), status.release],
      ]
    : [];
  return (
    <div className={styles.details}>
      <UnitState unit={unit} aheadMs={aheadMs} />
      {problems.length > 0 && (
        <ul className={styles.problems} aria-label={t('units.problems')}>
          {problems.map((problem) => (
            <li key={problem}>
              <IconAlertTriangle size={16} aria-hidden /> {problem}
            </li>
          ))}
        </ul>
      )}
      <UnitFacts unit={unit} />
      <dl className={styles.facts}>
        {facts.map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
        <dt>{t('units.highWater')}</dt>
        <dd>{t('evidence.entryValue', { binding: unit.binding, seq: format.number(unit.highWater) })}</dd>
        <dt>{t('units.certificate')}</dt>
        <dd>{format.moment(unit.certificateExpires, unit.zone)}</dd>
      </dl>
      <CopyLine label={t('units.id')} value={unit.id} />
      <CopyLine label={t('entry.kid')} value={unit.kid} />
    </div>
  );
}
