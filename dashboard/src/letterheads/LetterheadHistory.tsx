import type { Letterhead, LetterheadDetail } from '@hadir/shared/api/letterheads';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './letterheads.module.css';

interface LetterheadHistoryProps {
  history: LetterheadDetail['history'];
  mayChange: boolean;
  /** Fills the form with an older version; nothing is saved by that. */
  onTake(document: Letterhead): void;
}

export function LetterheadHistory({ history, mayChange, onTake }: LetterheadHistoryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (history.length === 0) return null;
  return (
    <Card title={t('letterheads.history')} note={t('letterheads.historyNote')}>
      <ul className={styles.history} data-testid="letterhead-history">
        {history.map(({ version, at, by, document }, index) => (
          <li key={version}>
            <span>
              {by ?? t('letterheads.nobody')}
              <small>
                {format.recentMoment(at, 'Asia/Jakarta')}
                {document.head.name !== '' && ` · ${document.head.name}`}
              </small>
            </span>
            {mayChange && index > 0 && (
              <Button size="compact-xs" variant="default" onClick={() => onTake(document)}>
                {t('letterheads.take')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
