import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './self-enrol.module.css';

const MOST = 6;

/** For whom the camera does not work: photos from the device. */
export function ChosenFiles({ onChosen }: { onChosen(pictures: Blob[]): void }) {
  const { t } = useTranslation();
  const input = useId();
  return (
    <label htmlFor={input} className={styles.files}>
      {t('capture.file')}
      <input
        id={input}
        className="only-for-screen-readers"
        type="file"
        accept="image/jpeg,image/png,image/webp"
        multiple
        data-testid="choose-files"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])].filter(({ type }) => type.startsWith('image/'));
          if (files.length > 0) onChosen(files.slice(0, MOST));
        }}
      />
    </label>
  );
}
