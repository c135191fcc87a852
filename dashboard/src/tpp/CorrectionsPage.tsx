import type { Correction } from '@hadir/shared/api/tpp';
import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { CorrectionRow } from './CorrectionRow.tsx';
import styles from './tpp.module.css';
import { useCorrections } from './use-tpp.ts';

/** Corrections that wait, and those that were decided. */
export function CorrectionsPage() {
  const { t } = useTranslation();
  const { data, error, refetch, isFetching } = useCorrections();
  const waiting = data?.filter(({ state }) => state === 'proposed') ?? [];
  const decided = data?.filter(({ state }) => state !== 'proposed') ?? [];
  return (
    <>
      <Link to="/tpp" className={styles.back}>
        {t('tpp.back')}
      </Link>
      <PageHead title={t('correction.title')} sub={t('correction.sub')} />
      {error && !data && (
        <Card>
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        </Card>
      )}
      {!error && !data && <Skeleton height={320} radius={14} aria-busy="true" />}
      {data && (
        <div className={styles.sections}>
          <Part title={t('correction.waiting')} none={t('correction.noneWaiting')} corrections={waiting} />
          <Part title={t('correction.decided')} none={t('correction.noneDecided')} corrections={decided} />
        </div>
      )}
    </>
  );
}

function Part({ title, none, corrections }: { title: string; none: string; corrections: readonly Correction[] }) {
  const format = useFormat();
  return (
    <Card title={title} note={format.number(corrections.length)}>
      {corrections.length === 0 && <p className={styles.text}>{none}</p>}
      <ul className={styles.rows}>
        {corrections.map((correction) => (
          <CorrectionRow key={correction.id} correction={correction} />
        ))}
      </ul>
    </Card>
  );
}
