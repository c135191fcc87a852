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
import { WaitingCorrections } from './WaitingCorrections.tsx';

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
          <WaitingCorrections corrections={waiting} />
          <Decided corrections={decided} />
        </div>
      )}
    </>
  );
}

function Decided({ corrections }: { corrections: readonly Correction[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t('correction.decided')} note={format.number(corrections.length)}>
      {corrections.length === 0 && <p className={styles.text}>{t('correction.noneDecided')}</p>}
      <ul className={styles.rows}>
        {corrections.map((correction) => (
          <CorrectionRow key={correction.id} correction={correction} />
        ))}
      </ul>
    </Card>
  );
}
