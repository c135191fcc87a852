import type { Correction } from '@hadir/shared/api/tpp';
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { CorrectionRow } from './CorrectionRow.tsx';
import { Outcomes } from './Outcomes.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import styles from './tpp.module.css';
import { useRupiah } from './use-rupiah.ts';
import { useDecideCorrections } from './use-tpp.ts';

/** Corrections that wait: decided one by one, or those that were ticked at once. */
export function WaitingCorrections({ corrections }: { corrections: readonly Correction[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const decide = useDecideCorrections();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [verdict, setVerdict] = useState<'approve' | 'refuse' | null>(null);
  const mine = corrections.filter(({ mayDecide }) => mayDecide);
  const chosen = mine.filter(({ id }) => ticked.has(id));
  const sum = chosen.reduce((all, { difference }) => all + difference, 0);
  const tick = (id: string, on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  return (
    <Card title={t('correction.waiting')} note={format.number(corrections.length)}>
      {corrections.length === 0 && <p className={styles.text}>{t('correction.noneWaiting')}</p>}
      {decide.data && <Outcomes outcomes={decide.data} word="correction.decidedMany" />}
      {mine.length > 1 && (
        <div className={styles.tools} style={{ marginBottom: 10 }}>
          <Checkbox
            label={t('correction.selectAll', { n: format.number(mine.length) })}
            checked={chosen.length === mine.length}
            indeterminate={chosen.length > 0 && chosen.length < mine.length}
            onChange={({ currentTarget: { checked } }) => setTicked(new Set(checked ? mine.map(({ id }) => id) : []))}
            data-testid="select-corrections"
          />
          {chosen.length > 0 && (
            <>
              <Button size="compact-sm" onClick={() => setVerdict('approve')} data-testid="approve-corrections">
                {t('correction.approveMany', { n: format.number(chosen.length) })}
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setVerdict('refuse')}>
                {t('correction.refuseMany', { n: format.number(chosen.length) })}
              </Button>
            </>
          )}
        </div>
      )}
      <ul className={styles.rows}>
        {corrections.map((correction) => (
          <CorrectionRow
            key={correction.id}
            correction={correction}
            {...(mine.length > 1 && {
              selection: { selected: ticked.has(correction.id), onSelect: (on) => tick(correction.id, on) },
            })}
          />
        ))}
      </ul>
      <ReasonDialog
        opened={verdict !== null}
        title={t(verdict === 'refuse' ? 'correction.refuse' : 'correction.approve')}
        explain={t('correction.manyExplain', { n: format.number(chosen.length), amount: rupiah(sum) })}
        label={t('correction.note')}
        confirm={t(verdict === 'refuse' ? 'correction.refuse' : 'correction.approve')}
        atLeast={0}
        pending={decide.isPending}
        error={decide.error}
        onClose={() => setVerdict(null)}
        onConfirm={(note) =>
          verdict !== null &&
          decide.mutate(
            { corrections: chosen.map(({ id }) => id), verdict, ...(note === '' ? {} : { note }) },
            { onSuccess: () => setVerdict(null) },
          )
        }
      />
    </Card>
  );
}
