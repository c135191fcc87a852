import type { EntryEvidence } from '@hadir/shared/api/attendance';
import { splitJws } from '@hadir/shared/journal/jws';
import { Button } from '@mantine/core';
import { IconChevronDown, IconFingerprint, IconShieldCheck } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameDoor } from '../format/name-door.ts';
import { useFormat } from '../format/use-format.ts';
import { CopyLine } from '../look/CopyLine.tsx';
import { EvidencePicture } from '../privacy/EvidencePicture.tsx';
import styles from './day.module.css';
import { VerificationResult } from './VerificationResult.tsx';
import { decodePayload, type Verification, verifyEntry } from './verify-entry.ts';

interface EntryCardProps {
  entry: EntryEvidence;
  employee: string;
  zone: string;
}

/** One journal entry: what it says, the bytes that were signed, and the check that anyone can make. */
export function EntryCard({ entry, employee, zone }: EntryCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const [verification, setVerification] = useState<Verification | null>(null);
  const details = useId();
  const jws = splitJws(entry.jws);
  const payload = jws === null ? null : decodePayload(jws.payload);
  const verify = () => {
    setVerification(verifyEntry(entry, employee));
    setOpen(true);
  };
  return (
    <li className={styles.entry} data-testid="entry" data-seq={entry.seq}>
      <div className={styles.entryHead}>
        <time dateTime={entry.seenAt}>{format.timeWithSeconds(entry.seenAt, zone)}</time>
        <span className={styles.entryWhat}>
          {entry.type === 'punch'
            ? t('entry.punch', { door: nameDoor(entry.doorName, (door) => t('arrivals.door', { door })) })
            : t('entry.other', { type: entry.type })}
          <small className={styles.entryOf}>
            {entry.unit} · {t('evidence.entryValue', { binding: entry.binding, seq: format.number(entry.seq) })} ·{' '}
            {t('entry.received', { time: format.timeWithSeconds(entry.receivedAt, zone) })}
          </small>
        </span>
        <span className={styles.entryActions}>
          <Button
            size="xs"
            variant="light"
            leftSection={<IconShieldCheck size={16} aria-hidden />}
            onClick={verify}
            data-testid="verify-button"
          >
            {t('verify.button')}
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-expanded={open}
            aria-controls={details}
            rightSection={<IconChevronDown size={14} aria-hidden className={open ? styles.turned : ''} />}
            onClick={() => setOpen(!open)}
          >
            {t(open ? 'entry.close' : 'entry.open')}
          </Button>
        </span>
      </div>
      {open && (
        <div className={styles.entryBody} id={details}>
          {verification && <VerificationResult verification={verification} />}
          {payload && <EvidencePicture payload={payload} zone={zone} />}
          <h3>{t('entry.payload')}</h3>
          {payload ? (
            <pre className={styles.json}>{JSON.stringify(payload, null, 2)}</pre>
          ) : (
            <p>{t('entry.unreadable')}</p>
          )}
          <h3>
            <IconFingerprint size={16} aria-hidden /> {t('entry.proof')}
          </h3>
          <CopyLine label={t('entry.jws')} value={entry.jws} />
          <CopyLine label={t('entry.hash')} value={entry.hash} />
          <CopyLine label={t('entry.key')} value={JSON.stringify(entry.publicKey)} />
          <CopyLine label={t('entry.kid')} value={entry.kid} />
          <p className={styles.hint}>{t('entry.elsewhere')}</p>
        </div>
      )}
    </li>
  );
}
