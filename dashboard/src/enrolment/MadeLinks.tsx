import type { CreatedEnrolmentLinks } from '@hadir/shared/api/enrolment';
import { Button, Group } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { CopyLine } from '../look/CopyLine.tsx';
import { copyText } from '../look/copy-text.ts';
import { ClaimQr } from '../procedures/ClaimQr.tsx';
import styles from './enrolment.module.css';

/** Links while they can be read: to print, to copy, to scan. */
export function MadeLinks({ made, onDone }: { made: CreatedEnrolmentLinks; onDone(): void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [copied, setCopied] = useState(false);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const copy = async () =>
    setCopied(await copyText(made.links.map(({ nip, name, url }) => `${nip}\t${name}\t${url}`).join('\n')));
  return (
    <Card title={t('enrolLinks.made', { n: format.number(made.links.length) })}>
      <p className={styles.text}>{t('enrolLinks.explain')}</p>
      {made.left > 0 && <p className={styles.text}>{t('enrolLinks.left', { n: format.number(made.left) })}</p>}
      <Group mb="md" className={styles.screenOnly ?? ''}>
        <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
          {t('enrolLinks.print')}
        </Button>
        <Button variant="default" onClick={() => void copy()}>
          {copied ? t('enrolLinks.copied') : t('enrolLinks.copyAll')}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t('enrolLinks.done')}
        </Button>
      </Group>
      <ul className={styles.links} data-testid="made-links">
        {made.links.map(({ id, name, nip, url, expiresAt }) => (
          <li key={id}>
            <ClaimQr text={url} label={t('enrolLinks.qr', { name })} />
            <div>
              <b>{name}</b>
              <small>NIP {nip}</small>
              <small>{t('enrolLinks.until', { moment: format.moment(expiresAt, zone) })}</small>
              <CopyLine label={t('enrolLinks.address')} value={url} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
