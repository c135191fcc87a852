import type { UnitHistory } from '@hadir/shared/api/units';
import { Button } from '@mantine/core';
import { IconCheck, IconClockOff, IconHourglass, IconSend, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './unit-page.module.css';

const ICONS = { waiting: IconHourglass, sent: IconSend, done: IconCheck, refused: IconX, expired: IconClockOff };
const KINDS = ['roster', 'settings', 'snapshot', 'restart', 'wipe', 'bind', 'unbind', 'trust'] as const;
const AT_FIRST = 6;

/** The orders that were given to the unit and what it answered. */
export function OrderHistory({ commands, zone }: { commands: UnitHistory['commands']; zone: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  return (
    <Card title={t('unit.commands')} note={commands.length > 0 && format.number(commands.length)}>
      {commands.length === 0 && <p className={styles.quiet}>{t('unit.noCommands')}</p>}
      <ul className={styles.list} data-testid="unit-commands">
        {(all ? commands : commands.slice(0, AT_FIRST)).map((command) => {
          const Icon = ICONS[command.state];
          const kind = KINDS.find((known) => known === command.do);
          return (
            <li
              key={`${command.do} ${command.issuedAt}`}
              data-testid="unit-command"
              data-do={command.do}
              data-state={command.state}
            >
              <span>
                <b>{kind ? t(`order.${kind}`) : command.do}</b>
                {command.detail !== null && <span className={styles.detail}>{command.detail}</span>}
                <small>
                  {format.recentMoment(command.issuedAt, zone)} ·{' '}
                  {command.number === null ? t('unit.notSent') : t('unit.commandNumber', { n: command.number })}
                </small>
              </span>
              <span className={styles.orderState} data-state={command.state}>
                <Icon size={16} aria-hidden /> {t(`orderState.${command.state}`)}
              </span>
            </li>
          );
        })}
      </ul>
      {!all && commands.length > AT_FIRST && (
        <Button variant="subtle" size="xs" onClick={() => setAll(true)}>
          {t('procedures.more')}
        </Button>
      )}
    </Card>
  );
}
