import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './people.module.css';
import type { PhotoResult } from './photo-results-of.ts';

interface PhotoTileProps {
  name: string;
  preview: string;
  result: PhotoResult | null;
}

/** A photo and what came of it, with what to do about it. */
export function PhotoTile({ name, preview, result }: PhotoTileProps) {
  const { t } = useTranslation();
  return (
    <li className={styles.photo} data-outcome={result?.outcome}>
      <img src={preview} alt={name} />
      <span className={styles.photoName}>{name}</span>
      {result && (
        <span className={styles.photoResult} data-testid="photo-result" data-outcome={result.outcome}>
          {result.outcome === 'enrolled' ? (
            <IconCircleCheck size={16} aria-hidden />
          ) : (
            <IconInfoCircle size={16} aria-hidden />
          )}
          <span>
            <b>{t(`photo.${result.outcome}`)}</b>
            {result.advice && <small>{result.advice}</small>}
          </span>
        </span>
      )}
    </li>
  );
}
