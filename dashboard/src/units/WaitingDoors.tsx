import type { Door } from '@hadir/shared/api/people';
import type { Procedure } from '@hadir/shared/api/procedures';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './units.module.css';

interface WaitingDoorsProps {
  doors: readonly Door[];
  /** Procedures under way: a door that has one leads to it. */
  open: readonly Procedure[];
  /** Null for those who may not install. */
  onInstall: ((door: string) => void) | null;
}

const SHOWN = 5;

/** Doors that no unit serves yet. */
export function WaitingDoors({ doors, open, onInstall }: WaitingDoorsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  if (doors.length === 0) return null;
  return (
    <Card title={t('waiting.title')} note={format.number(doors.length)} className={styles.waiting}>
      <ul>
        {(all ? doors : doors.slice(0, SHOWN)).map((door) => {
          const procedure = open.find((running) => running.door === door.id);
          return (
            <li key={door.id} data-testid="waiting-door" data-door={door.id}>
              <span>
                {door.opdName} · <b>{door.name}</b>
              </span>
              {procedure ? (
                <Button size="xs" variant="default" component={Link} to={`/prosedur/${procedure.id}`}>
                  {t('unit.openProcedure')}
                </Button>
              ) : (
                onInstall && (
                  <Button size="xs" variant="light" onClick={() => onInstall(door.id)} data-testid="start-install">
                    {t('waiting.install')}
                  </Button>
                )
              )}
            </li>
          );
        })}
      </ul>
      {!all && doors.length > SHOWN && (
        <Button variant="subtle" size="xs" mt={8} onClick={() => setAll(true)}>
          {t('waiting.more', { n: format.number(doors.length - SHOWN) })}
        </Button>
      )}
    </Card>
  );
}
