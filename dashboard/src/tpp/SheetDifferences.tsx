import type { Differences } from '@hadir/shared/api/tpp';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useSession } from '../session/session-context.ts';
import { Outcomes } from './Outcomes.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import styles from './tpp.module.css';
import { useRupiah } from './use-rupiah.ts';
import { useDifferences, useProposeMany } from './use-tpp.ts';

const PROPOSERS: readonly string[] = ['admin_bkd', 'opd_head', 'opd_operator'];
const MOST_AT_ONCE = 500;

/** Whose data changed after the freeze: the way to corrections, one by one or for all of them at once. */
export function SheetDifferences({ opd, month }: { opd: string; month: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const { user } = useSession();
  const [asked, setAsked] = useState(false);
  const [proposing, setProposing] = useState(false);
  const { data, error, isFetching, refetch } = useDifferences(opd, month, asked);
  const propose = useProposeMany(opd, month);
  const ripe = (data ?? []).filter(({ complete, waiting }) => complete && !waiting).slice(0, MOST_AT_ONCE);
  const sum = ripe.reduce((all, { difference }) => all + difference, 0);
  const many = { n: format.number(ripe.length), amount: rupiah(sum) };
  return (
    <Card title={t('correction.differences')}>
      <FormTrouble error={error} />
      {propose.data && <Outcomes outcomes={propose.data} word="correction.proposedMany" />}
      {data && (
        <p className={styles.text}>
          {t(data.length === 0 ? 'correction.noDifferences' : 'correction.differencesHelp')}
        </p>
      )}
      <ul className={styles.rows} data-testid="differences">
        {data?.map((difference) => (
          <Difference key={difference.employee} month={month} row={difference} />
        ))}
      </ul>
      <div className={styles.tools} style={{ marginTop: 10 }}>
        {ripe.length > 1 && PROPOSERS.includes(user.role) && (
          <Button size="xs" onClick={() => setProposing(true)} data-testid="propose-many">
            {t('correction.proposeMany', many)}
          </Button>
        )}
        <Button
          variant="default"
          size="xs"
          loading={isFetching}
          onClick={() => (asked ? void refetch() : setAsked(true))}
          data-testid="check-differences"
        >
          {t('correction.check')}
        </Button>
      </div>
      <ReasonDialog
        opened={proposing}
        title={t('correction.proposeMany', many)}
        explain={t('correction.proposeManyExplain', many)}
        label={t('correction.reason')}
        hint={t('freeze.reasonHint')}
        confirm={t('correction.propose')}
        pending={propose.isPending}
        error={propose.error}
        onClose={() => setProposing(false)}
        onConfirm={(reason) =>
          propose.mutate(
            { reason, people: ripe.map(({ employee, digest }) => ({ employee, digest })) },
            { onSuccess: () => setProposing(false) },
          )
        }
      />
    </Card>
  );
}

function Difference({ row, month }: { row: Differences['differences'][number]; month: string }) {
  const { t } = useTranslation();
  const rupiah = useRupiah();
  const { employee, name, nip, settled, now, difference, complete, waiting } = row;
  return (
    <li className={styles.row} data-testid="difference">
      <span>
        <Link className={styles.whole} to={`/tpp/pegawai/${employee}/${month}`}>
          {name}
        </Link>
        <small>NIP {nip}</small>
      </span>
      <span>
        {settled === null ? t('correction.newcomer') : rupiah(settled)} → {rupiah(now)}
        {difference === 0 && <small>{t('correction.otherReasons')}</small>}
        {waiting && <small>{t('correction.state.proposed')}</small>}
        {!complete && <small className={styles.warn}>{t('correction.notComplete')}</small>}
      </span>
      <span className={styles.amount}>{rupiah(difference)}</span>
    </li>
  );
}
