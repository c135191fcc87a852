import type { RequestState } from '@hadir/shared/api/requests';
import { useTranslation } from 'react-i18next';
import styles from './requests.module.css';

export function RequestStateMark({ state }: { state: RequestState }) {
  const { t } = useTranslation();
  return (
    <span className={styles.state} data-state={state} data-testid="request-state">
      {t(`requestState.${state}`)}
    </span>
  );
}
