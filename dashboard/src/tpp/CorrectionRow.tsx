import type { Correction } from '@hadir/shared/api/tpp';
import { Button, Checkbox, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { useSession } from '../session/session-context.ts';
import { ChangedLines } from './ChangedLines.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import styles from './tpp.module.css';
import { useMonthName } from './use-month-name.ts';
import { useRupiah } from './use-rupiah.ts';
import { useDecideCorrection } from './use-tpp.ts';

const ZONE = 'Asia/Jakarta';

interface CorrectionRowProps {
  correction: Correction;
  /** Given where several can be decided at once. */
  selection?: { selected: boolean; onSelect(selected: boolean): void };
}

/** A correction with its reason and what it changes, and the decision where it is the reader's. */
export function CorrectionRow({ correction, selection }: CorrectionRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const monthName = useMonthName();
  const { user } = useSession();
  const decide = useDecideCorrection(correction.id);
  const [verdict, setVerdict] = useState<'approve' | 'refuse' | null>(null);
  const { employee, name, nip, opdName, month, state, reason, before, after, difference } = correction;
  const moment = (at: string | null) => (at === null ? '' : format.recentMoment(at, ZONE));
  const close = () => {
    decide.reset();
    setVerdict(null);
  };
  return (
    <li className={styles.row} data-testid="correction" data-state={state}>
      <span>
        <span className={styles.tools}>
          {selection && correction.mayDecide && (
            <Checkbox
              size="xs"
              aria-label={t('correction.select', { name })}
              checked={selection.selected}
              onChange={(event) => selection.onSelect(event.currentTarget.checked)}
            />
          )}
          <Link to={`/tpp/pegawai/${employee}/${month}`}>{name}</Link>
        </span>
        <small>
          NIP {nip} · {opdName} · {monthName(month)}
        </small>
        <span>{reason}</span>
        {correction.changes.length > 0 && <ChangedLines changes={correction.changes} />}
        <small>{t('correction.by', { name: correction.proposedBy, moment: moment(correction.proposedAt) })}</small>
        {correction.decidedBy !== null && (
          <small>
            {t('correction.decidedBy', { name: correction.decidedBy, moment: moment(correction.decidedAt) })}
            {correction.note !== null && `: ${correction.note}`}
          </small>
        )}
      </span>
      <span>
        <span className={styles.state} data-state={state}>
          {t(`correction.state.${state}`)}
        </span>
        {correction.mayDecide && (
          <Group gap={6} mt={8}>
            <Button size="compact-sm" onClick={() => setVerdict('approve')} data-testid="approve-correction">
              {t('correction.approve')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setVerdict('refuse')}>
              {t('correction.refuse')}
            </Button>
          </Group>
        )}
        {state === 'proposed' && !correction.mayDecide && user.role === 'admin_bkd' && (
          <small>{t('correction.notYours')}</small>
        )}
      </span>
      <span className={styles.amount}>
        {rupiah(difference)}
        <small>
          {before === null ? '–' : rupiah(before)} → {rupiah(after)}
        </small>
      </span>
      <ReasonDialog
        opened={verdict !== null}
        title={t(`correction.${verdict ?? 'approve'}`)}
        explain={`${name}, ${monthName(month)}: ${rupiah(difference)}`}
        label={t('correction.note')}
        confirm={t(`correction.${verdict ?? 'approve'}`)}
        atLeast={0}
        pending={decide.isPending}
        error={decide.error}
        onClose={close}
        onConfirm={(note) => verdict !== null && decide.mutate({ verdict, note }, { onSuccess: close })}
      />
    </li>
  );
}
