import { IconFaceId, IconFaceIdError } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import styles from './people.module.css';

/** Whether a door can recognise this person at all. */
export function FaceCount({ count }: { count: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className={count === 0 ? `${styles.faces} ${styles.noFace}` : styles.faces}>
      {count === 0 ? <IconFaceIdError size={18} aria-hidden /> : <IconFaceId size={18} aria-hidden />}
      {count === 0 ? t('people.noFace') : t('people.faceCount', { n: format.number(count) })}
    </span>
  );
}
