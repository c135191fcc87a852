import type { Unit } from '@hadir/shared/api/units';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import styles from './units.module.css';

/** The unit's own last words, beside what the hub holds of its journal. */
export function UnitSelfReport({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const status = unit.status?.state === 'online' ? unit.status : null;
  const facts: [string, string][] = [
    [t('units.highWater'), t('evidence.entryValue', { binding: unit.binding, seq: format.number(unit.highWater) })],
    ...(status
      ? ([
          [
            t('units.headEntry'),
            `${format.number(status.head)} · ${t('units.receipted', { n: format.number(status.receipted) })}`,
          ],
          [t('units.temperature'), status.temperatureC === null ? '–' : `${format.decimal(status.temperatureC, 1)} °C`],
          [t('units.disk'), status.diskFreeMb === null ? '–' : `${format.number(Math.round(status.diskFreeMb))} MB`],
          [t('units.memory'), `${format.number(Math.round(status.residentMb))} MB`],
          [t('units.uptime'), format.age(status.uptimeMs)],
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
          [t('units.release'), status.release],
        ] satisfies [string, string][])
      : []),
    [t('units.certificate'), format.moment(unit.certificateExpires, unit.zone)],
  ];
  return (
    <dl className={`${styles.facts} ${styles.further}`}>
      {facts.map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}
