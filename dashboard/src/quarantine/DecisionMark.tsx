import type { QuarantinedMessage } from '@hadir/shared/api/units';
import { IconCheck, IconHourglass, IconLock, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './quarantine.module.css';

const ICONS = { waiting: IconHourglass, accepted: IconCheck, refused: IconX, final: IconLock };

export function DecisionMark({ decision }: { decision: QuarantinedMessage['decision'] }) {
  const { t } = useTranslation();
  const Icon = ICONS[decision];
  return (
    <span className={styles.decision} data-decision={decision} data-testid="quarantine-decision">
      <Icon size={16} aria-hidden /> {t(`quarantine.decision.${decision}`)}
    </span>
  );
}
