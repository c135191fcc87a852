import type { AssistedPunch } from '@hadir/shared/api/assistance';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { AssistedFacts } from './AssistedFacts.tsx';
import styles from './assistance.module.css';
import { GroundsDialog } from './GroundsDialog.tsx';
import { useDecideAssisted } from './use-assistance.ts';

/** One answer of a supervisor, with what BKD can say to it. */
export function AssistedRow({ punch }: { punch: AssistedPunch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const [asking, setAsking] = useState(false);
  const decide = useDecideAssisted(punch);
  const decision = punch.refused === null ? 'refuse' : 'restore';
  return (
    <li className={styles.row} data-refused={punch.refused !== null}>
      <div className={styles.what}>
        <Link to={`/pegawai/${punch.employee}/hari/${punch.day}`} className={styles.name}>
          {punch.name}
        </Link>
        <span className={styles.soft}>{punch.opdName}</span>
        <AssistedFacts punch={punch} />
      </div>
      <div className={styles.when}>
        <strong>{format.time(punch.seenAt, punch.zone)}</strong>
        <span className={styles.soft}>{format.shortDay(punch.day)}</span>
        {may(user.role, 'change') && (
          <Button size="xs" variant="default" onClick={() => setAsking(true)} data-testid={`${decision}-assisted`}>
            {t(`assistance.${decision}`)}
          </Button>
        )}
      </div>
      <GroundsDialog
        opened={asking}
        title={t(`assistance.${decision}Title`)}
        explain={t(`assistance.${decision}Explain`, { name: punch.name, day: format.day(punch.day) })}
        action={t(`assistance.${decision}`)}
        error={decide.error}
        pending={decide.isPending}
        onClose={() => {
          setAsking(false);
          decide.reset();
        }}
        onSure={(reason) => decide.mutate({ decision, reason }, { onSuccess: () => setAsking(false) })}
      />
    </li>
  );
}
