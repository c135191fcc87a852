import type { CaseDetail } from '@hadir/shared/api/discipline';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './discipline.module.css';
import { LetterDialog } from './LetterDialog.tsx';

/** The letters of a case, as they went out. */
export function CaseLetters({ detail }: { detail: CaseDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [writing, setWriting] = useState(false);
  return (
    <Card title={t('letter.title')}>
      {detail.letters.length === 0 && <p className={styles.text}>{t('letter.none')}</p>}
      <ul className={styles.rows} data-testid="letters">
        {detail.letters.map(({ id, kind, number, on, madeBy }) => (
          <li key={id} className={styles.event}>
            {t(`letter.kind.${kind}`)} · {number}
            <small>
              {format.day(on)} · {madeBy}
            </small>
            <a href={`/api/discipline/letters/${id}`} download>
              {t('letter.open')}
            </a>
          </li>
        ))}
      </ul>
      {detail.may.writeLetters && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setWriting(true)} data-testid="make-letter">
          {t('letter.make')}
        </Button>
      )}
      {writing && <LetterDialog detail={detail} onClose={() => setWriting(false)} />}
    </Card>
  );
}
