import type { Door } from '@hadir/shared/api/people';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './units.module.css';

interface WaitingDoorsProps {
  doors: readonly Door[];
  /** Null for those who may not claim. */
  onClaim: ((door: string) => void) | null;
}

const SHOWN = 8;

/** Doors that no unit serves yet. */
export function WaitingDoors({ doors, onClaim }: WaitingDoorsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (doors.length === 0) return null;
  return (
    <Card title={t('waiting.title')} note={format.number(doors.length)} className={styles.waiting}>
      <ul>
        {doors.slice(0, SHOWN).map((door) => (
          <li key={door.id}>
            <span>
              {door.opdName} · <b>{door.name}</b>
            </span>
            {onClaim && (
              <Button size="xs" variant="light" onClick={() => onClaim(door.id)} data-testid="make-claim">
                {t('waiting.claim')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {doors.length > SHOWN && <p>{t('waiting.more', { n: format.number(doors.length - SHOWN) })}</p>}
    </Card>
  );
}
