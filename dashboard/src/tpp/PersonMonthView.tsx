import type { PersonMonth, TppFigure } from '@hadir/shared/api/tpp';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { CorrectionRow } from './CorrectionRow.tsx';
import { Figure } from './Figure.tsx';
import { RatingEntry } from './RatingEntry.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import styles from './tpp.module.css';
import { useRupiah } from './use-rupiah.ts';
import { useProposeCorrection } from './use-tpp.ts';

/** One person's month: what is settled, what was corrected, and what the data say now where they differ. */
export function PersonMonthView({ month }: { month: PersonMonth }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { employee, zone, figure, corrected, now, corrections, frozenAt, onSheet } = month;
  const about = { employee, zone };
  const frozen = month.state === 'frozen';
  return (
    <div className={styles.sections} data-testid="person-month" data-state={month.state}>
      {frozenAt === null ? (
        <p className={styles.note} style={{ margin: 0 }}>
          {t('tpp.provisional')}
        </p>
      ) : (
        <span className={styles.state} data-state="frozen">
          {t('tpp.state.frozen')} {format.moment(frozenAt, zone)}
        </span>
      )}
      {!onSheet && <p className={styles.note}>{t('figure.notOnSheet')}</p>}
      {corrected !== null && <Figure title={t('figure.corrected')} figure={corrected} {...about} />}
      {onSheet && <Figure title={t(frozen ? 'figure.original' : 'figure.title')} figure={figure} {...about} />}
      {month.ratings.length > 0 && <RatingEntry month={month} />}
      {now !== null && (
        <>
          <Propose month={month} settled={(corrected ?? (onSheet ? figure : null))?.total ?? 0} now={now} />
          <Figure title={t('figure.now')} figure={now} {...about} />
        </>
      )}
      {corrections.length > 0 && (
        <Card title={t('tpp.corrections')}>
          <ul className={styles.rows}>
            {corrections.map((correction) => (
              <CorrectionRow key={correction.id} correction={correction} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function Propose({ month, settled, now }: { month: PersonMonth; settled: number; now: TppFigure }) {
  const { t } = useTranslation();
  const rupiah = useRupiah();
  const [opened, setOpened] = useState(false);
  const propose = useProposeCorrection(month.employee, month.month);
  const difference = rupiah(now.total - settled);
  const waits = month.corrections.some(({ state }) => state === 'proposed');
  return (
    <Card>
      <p className={styles.text}>{t('figure.differs', { amount: difference })}</p>
      {!month.mayCorrect && now.open.length > 0 && <p className={styles.text}>{t('correction.stillOpen')}</p>}
      {month.mayCorrect && !waits && (
        <Button onClick={() => setOpened(true)} data-testid="propose-correction">
          {t('correction.propose')}
        </Button>
      )}
      <ReasonDialog
        opened={opened}
        title={t('correction.propose')}
        explain={t('correction.explain', { after: rupiah(now.total), difference })}
        label={t('correction.reason')}
        hint={t('freeze.reasonHint')}
        confirm={t('correction.propose')}
        pending={propose.isPending}
        error={propose.error}
        onClose={() => setOpened(false)}
        onConfirm={(reason) =>
          propose.mutate({ reason, digest: month.nowDigest ?? '' }, { onSuccess: () => setOpened(false) })
        }
      />
    </Card>
  );
}
