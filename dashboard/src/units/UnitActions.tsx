import type { Unit } from '@hadir/shared/api/units';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { ActionDialog } from './ActionDialog.tsx';
import { judgeUnit } from './judge-unit.ts';
import { actionsFor, isFinal, type UnitAction, waitsForOthers } from './unit-actions.ts';
import styles from './unit-page.module.css';

interface UnitActionsProps {
  unit: Unit;
  /** A procedure is under way for it. */
  busy: boolean;
}

/** What can be done to the unit from afar, each with a line that says what it is. */
export function UnitActions({ unit, busy }: UnitActionsProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<UnitAction | null>(null);
  const [taken, setTaken] = useState(false);
  return (
    <Card title={t('actions.title')}>
      {busy && <p className={styles.quiet}>{t('actions.busy')}</p>}
      {taken && (
        <p className={styles.sent} role="status">
          {t('actions.done')}
        </p>
      )}
      <ul className={styles.list}>
        {actionsFor(judgeUnit(unit).state).map((action) => (
          <li key={action}>
            <span>
              <b>{t(`actions.${action}.name`)}</b>
              <small>{t(`actions.${action}.what`)}</small>
            </span>
            <Button
              size="xs"
              variant={isFinal(action) ? 'light' : 'default'}
              {...(isFinal(action) && { color: 'red' })}
              disabled={busy && waitsForOthers(action)}
              onClick={() => {
                setTaken(false);
                setChosen(action);
              }}
              aria-label={t(`actions.${action}.name`)}
              data-testid={`action-${action}`}
            >
              {t('actions.choose')}
            </Button>
          </li>
        ))}
      </ul>
      {chosen && (
        <ActionDialog
          unit={unit}
          action={chosen}
          onClose={() => setChosen(null)}
          onTaken={() => {
            setChosen(null);
            setTaken(true);
          }}
        />
      )}
    </Card>
  );
}
