import type { AssistedPunch } from '@hadir/shared/api/assistance';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import styles from './assistance.module.css';

/** Who answered, why, how he proved himself, and what BKD said to it. */
export function AssistedFacts({ punch }: { punch: AssistedPunch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { refused, note, reason, supervisorName, second, doorName, zone } = punch;
  return (
    <>
      <span>
        <b>{t(`assistance.reason.${reason}`)}</b>
        {note !== '' && ` – ${note}`}
      </span>
      <span className={styles.soft}>
        {t('assistance.by', { name: supervisorName })} · {t(`assistance.second.${second}`)} · {doorName}
      </span>
      {!punch.authorised && (
        <span className={styles.warning} title={t('assistance.notAuthorisedHint')}>
          {t('assistance.notAuthorised')}
        </span>
      )}
      {refused !== null && (
        <span className={styles.refused}>
          {t('assistance.refusedBy', {
            name: refused.by,
            moment: format.recentMoment(refused.at, zone),
            reason: refused.reason,
          })}
        </span>
      )}
    </>
  );
}
