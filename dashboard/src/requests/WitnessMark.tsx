import type { AttendanceRequest } from '@hadir/shared/api/requests';
import { useTranslation } from 'react-i18next';
import styles from './requests.module.css';

/** What the witness says, or that there is none; nothing for requests that need none. */
export function WitnessMark({ request }: { request: Pick<AttendanceRequest, 'subject' | 'witness'> }) {
  const { t } = useTranslation();
  const { subject, witness } = request;
  if (subject.kind !== 'forgotten' && subject.kind !== 'manual') return null;
  const state = witness === null ? 'none' : (witness.word ?? (witness.account ? 'silent' : 'noAccount'));
  return (
    <small
      className={`${styles.small} ${state === 'denied' ? styles.late : ''}`}
      data-testid="witness-mark"
      data-witness={state}
    >
      {t(`witness.${state}`)}
    </small>
  );
}
