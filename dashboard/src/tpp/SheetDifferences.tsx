import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './tpp.module.css';
import { useRupiah } from './use-rupiah.ts';
import { useDifferences } from './use-tpp.ts';

/** Whose data changed after the freeze: the way to corrections. */
export function SheetDifferences({ opd, month }: { opd: string; month: string }) {
  const { t } = useTranslation();
  const rupiah = useRupiah();
  const [asked, setAsked] = useState(false);
  const { data, error, isFetching, refetch } = useDifferences(opd, month, asked);
  return (
    <Card title={t('correction.differences')}>
      <FormTrouble error={error} />
      {data && (
        <p className={styles.text}>
          {t(data.length === 0 ? 'correction.noDifferences' : 'correction.differencesHelp')}
        </p>
      )}
      <ul className={styles.rows} data-testid="differences">
        {data?.map(({ employee, name, nip, settled, now, difference }) => (
          <li key={employee} className={styles.row}>
            <span>
              <Link className={styles.whole} to={`/tpp/pegawai/${employee}/${month}`}>
                {name}
              </Link>
              <small>NIP {nip}</small>
            </span>
            <span>
              {settled === null ? t('correction.newcomer') : rupiah(settled)} → {rupiah(now)}
            </span>
            <span className={styles.amount}>{rupiah(difference)}</span>
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        size="xs"
        mt="sm"
        loading={isFetching}
        onClick={() => (asked ? void refetch() : setAsked(true))}
      >
        {t('correction.check')}
      </Button>
    </Card>
  );
}
