import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { AssistedFacts } from './AssistedFacts.tsx';
import styles from './assistance.module.css';
import { useAssistedDay } from './use-assistance.ts';

/** What supervisors answered for on one person's day; nothing where they did not. */
export function AssistedNotes({ employee, day }: { employee: string; day: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useAssistedDay(employee, day);
  if (data === undefined || data.length === 0) return null;
  return (
    <Card title={t('assistance.title')}>
      <ul className={styles.rows} data-testid="assisted-notes">
        {data.map((punch) => (
          <li
            key={`${punch.unit}/${punch.binding}/${punch.seq}`}
            className={styles.row}
            data-refused={punch.refused !== null}
          >
            <div className={styles.what}>
              <AssistedFacts punch={punch} />
            </div>
            <div className={styles.when}>
              <strong>{format.time(punch.seenAt, punch.zone)}</strong>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
