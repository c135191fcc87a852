import type { Procedure } from '@hadir/shared/api/procedures';
import { IconBan, IconCircleCheck, IconCircleX, IconHourglass, IconProgress } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './procedures.module.css';

const ICONS = {
  'awaiting-approval': IconHourglass,
  running: IconProgress,
  done: IconCircleCheck,
  refused: IconCircleX,
  cancelled: IconBan,
} as const satisfies Record<Procedure['state'], unknown>;

export function ProcedureState({ state }: { state: Procedure['state'] }) {
  const { t } = useTranslation();
  const Icon = ICONS[state];
  return (
    <span className={styles.state} data-state={state} data-testid="procedure-state">
      <Icon size={16} aria-hidden /> {t(`procedureState.${state}`)}
    </span>
  );
}
