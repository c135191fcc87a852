import type { Unit } from '@hadir/shared/api/units';
import { UnstyledButton } from '@mantine/core';
import { IconArchive } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import styles from './fleet.module.css';
import { FLEET_FILTERS, type FleetFilter, isShownBy, judgeUnit } from './judge-unit.ts';
import stateStyles from './units.module.css';

interface FleetChipsProps {
  units: readonly Unit[];
  chosen: FleetFilter;
  onChoose(filter: FleetFilter | null): void;
}

/** The shape of each state, as in the rows; none where the filter means several. */
const SHAPES: Partial<Record<FleetFilter, string>> = {
  attention: 'ailing',
  offline: 'silent',
  quarantined: 'quarantined',
  well: 'well',
};

/** The fleet at a glance: how many units are how, each number opening its list. */
export function FleetChips({ units, chosen, onChoose }: FleetChipsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const states = units.map((unit) => judgeUnit(unit).state);
  return (
    <fieldset className={styles.chips}>
      <legend className="only-for-screen-readers">{t('fleet.state')}</legend>
      {FLEET_FILTERS.map((filter) => (
        <UnstyledButton
          key={filter}
          className={styles.chip}
          aria-pressed={filter === chosen}
          data-filter={filter}
          data-testid={`fleet-filter-${filter}`}
          onClick={() => onChoose(filter === 'all' ? null : filter)}
        >
          <b>
            {filter === 'gone' && chosen !== 'gone' ? (
              <IconArchive size={22} aria-hidden />
            ) : (
              format.number(states.filter((state) => isShownBy(filter, state)).length)
            )}
          </b>
          <span>
            {SHAPES[filter] && (
              <span className={stateStyles.shape} data-state={SHAPES[filter]} aria-hidden>
                <i />
              </span>
            )}
            {t(`fleet.${filter}`)}
          </span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
