import { Button } from '@mantine/core';
import { IconCloudOff, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/api-problem.ts';
import styles from './trouble.module.css';

interface TroubleProps {
  error: unknown;
  onRetry?: () => void;
  retrying?: boolean;
}

/** What went wrong with a part of a page, in words, and the way to try again. */
export function Trouble({ error, onRetry, retrying = false }: TroubleProps) {
  const { t } = useTranslation();
  const refused = error instanceof ApiProblem;
  return (
    <div className={styles.trouble} role="alert">
      {refused ? <IconInfoCircle size={28} aria-hidden /> : <IconCloudOff size={28} aria-hidden />}
      <strong>{refused ? t('trouble.refused') : t('trouble.unreachable')}</strong>
      <span>{refused ? error.message : t('trouble.unreachableDetail')}</span>
      {onRetry && (
        <Button variant="default" onClick={onRetry} loading={retrying}>
          {t('trouble.retry')}
        </Button>
      )}
    </div>
  );
}
