import type { SeenPhoto } from '@hadir/shared/api/enrolment';
import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './self-enrol.module.css';

interface TakenPhotosProps {
  pictures: readonly Blob[];
  /** What the hub said of each; empty while it has said nothing. */
  results: readonly SeenPhoto[];
  onRemove(at: number): void;
}

/** What is about to be sent, and what was wrong with it. */
export function TakenPhotos({ pictures, results, onRemove }: TakenPhotosProps) {
  const { t } = useTranslation();
  const [addresses, setAddresses] = useState<string[]>([]);
  useEffect(() => {
    const made = pictures.map((picture) => URL.createObjectURL(picture));
    setAddresses(made);
    return () => made.forEach((address) => void URL.revokeObjectURL(address));
  }, [pictures]);
  return (
    <ul className={styles.photos}>
      {addresses.map((address, i) => (
        <li key={address}>
          <img src={address} alt={t('capture.step', { n: i + 1, total: addresses.length })} />
          <ActionIcon
            className={styles.remove}
            variant="filled"
            color="gray"
            size={36}
            aria-label={t('selfEnrol.remove')}
            onClick={() => onRemove(i)}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
          {results[i]?.advice && <small>{results[i]?.advice}</small>}
        </li>
      ))}
    </ul>
  );
}
