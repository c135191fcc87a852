import type { CaseDetail } from '@hadir/shared/api/discipline';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './discipline.module.css';
import { LetterDialog } from './LetterDialog.tsx';
import { useLetterKinds } from './use-letter-kinds.ts';
import { WithdrawDialog } from './WithdrawDialog.tsx';

/** The letters of a case, as they went out. */
export function CaseLetters({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const kinds = useLetterKinds(detail);
  const [writing, setWriting] = useState(false);
  const [taking, setTaking] = useState<string | null>(null);
  return (
    <Card title={t('letter.title')}>
      {detail.letters.length === 0 && <p className={styles.text}>{t('letter.none')}</p>}
      <ul className={styles.rows} data-testid="letters">
        {detail.letters.map(({ id, kind, number, on, madeBy, withdrawnAt, mayWithdraw }) => (
          <li key={id} className={styles.event} data-withdrawn={withdrawnAt !== null}>
            {t(`letter.kind.${kind}`)} · {number}
            <small>
              {format.day(on)} · {madeBy}
              {withdrawnAt !== null && ` · ${t('letter.withdrawn')}`}
            </small>
            <a href={`/api/discipline/letters/${id}`} download>
              {t('letter.open')}
            </a>
            {mayWithdraw && (
              <Button size="compact-xs" variant="subtle" onClick={() => setTaking(id)} data-testid="withdraw-letter">
                {t('letter.withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {detail.may.writeLetters && kinds.length > 0 && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setWriting(true)} data-testid="make-letter">
          {t('letter.make')}
        </Button>
      )}
      {writing && <LetterDialog detail={detail} kinds={kinds} onClose={() => setWriting(false)} />}
      {taking !== null && <WithdrawDialog of={detail.id} letter={taking} onClose={() => setTaking(null)} />}
    </Card>
  );
}
