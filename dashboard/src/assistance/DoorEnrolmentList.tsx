import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { Trouble } from '../look/Trouble.tsx';
import styles from './assistance.module.css';
import { useDoorEnrolments } from './use-assistance.ts';

/** Faces that supervisors took at doors, and what became of each. */
export function DoorEnrolmentList() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, refetch, isFetching } = useDoorEnrolments();
  return (
    <Card>
      <p className={styles.explain}>{t('doorFaces.explain')}</p>
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <Skeleton height={240} radius={10} aria-busy="true" />}
      {data?.length === 0 && <Empty title={t('doorFaces.none')}>{t('doorFaces.noneDetail')}</Empty>}
      {data && data.length > 0 && (
        <ul className={styles.rows} data-testid="door-enrolments">
          {data.map((face) => (
            <li key={face.session} className={styles.row}>
              <div className={styles.what}>
                <Link to={`/pegawai/${face.employee}`} className={styles.name}>
                  {face.name}
                </Link>
                <span className={styles.soft}>{face.opdName}</span>
                <span>
                  {t('doorFaces.usable', { usable: face.usable, looks: face.looks })} ·{' '}
                  {t('doorFaces.takenBy', { name: face.supervisorName, door: face.doorName })}
                </span>
                {face.advice.map((words, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the same words may be said of two looks, and nothing moves
                  <span key={i} className={styles.soft}>
                    {words}
                  </span>
                ))}
              </div>
              <div className={styles.when}>
                <strong>{t(`doorFaces.state.${face.state ?? 'none'}`)}</strong>
                <span className={styles.soft}>{format.recentMoment(face.takenAt, face.zone)}</span>
                {face.state === 'waiting' && <Link to="/pendaftaran">{t('doorFaces.decide')}</Link>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
