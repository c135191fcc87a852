import type { Letterhead } from '@hadir/shared/api/letterheads';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import styles from './letterheads.module.css';

/** How the heading and the signature will stand on paper. */
export function LetterheadPaper({ letterhead }: { letterhead: Letterhead }) {
  const { t } = useTranslation();
  const { government, office, address, contact, place, head } = letterhead;
  // Letters are in Bahasa Indonesia, whatever the reader's language.
  const day = new Intl.DateTimeFormat('id-ID', { dateStyle: 'long' }).format(new Date());
  return (
    <Card title={t('letterheads.preview')} note={t('letterheads.previewNote')}>
      <div className={styles.paper} data-testid="letterhead-paper">
        <div className={styles.kop}>
          <span>{government}</span>
          <b>{office}</b>
          {address !== '' && <small>{address}</small>}
          {contact !== '' && <small>{contact}</small>}
        </div>
        <p className={styles.date}>
          {place === '' ? '…………' : place}, {day}
        </p>
        <div className={styles.signature}>
          <span>{head.position},</span>
          <b>{head.name === '' ? '……………………' : head.name}</b>
          {head.rank !== '' && <span>{head.rank}</span>}
          <span>NIP {head.nip === '' ? '……………………' : head.nip}</span>
        </div>
      </div>
    </Card>
  );
}
