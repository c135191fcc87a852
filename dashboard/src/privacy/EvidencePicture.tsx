import { Button, TextInput } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useSession } from '../session/session-context.ts';
import styles from './privacy.module.css';
import { useEvidenceState, useOpenEvidence } from './use-evidence.ts';

const SHORTEST_REASON = 5;

interface EvidencePictureProps {
  /** What the signed entry says. */
  payload: object;
  zone: string;
}

/** The sealed picture behind an entry, for the few who may open it; nothing for anybody else, or where there is none. */
export function EvidencePicture({ payload, zone }: EvidencePictureProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { role } = useSession().user;
  const id = 'evidence' in payload && typeof payload.evidence === 'string' ? payload.evidence : null;
  const mayLook = id !== null && (role === 'admin_bkd' || role === 'inspectorate');
  const { data, error } = useEvidenceState(id ?? '', mayLook);
  if (!mayLook) return null;
  return (
    <section className={styles.evidence} data-testid="evidence">
      <h3>{t('evidencePicture.title')}</h3>
      <FormTrouble error={error} />
      {data?.state === 'awaited' && <p>{t('evidencePicture.awaited')}</p>}
      {data?.state === 'removed' && (
        <p>{t('evidencePicture.removed', { moment: data.removedAt ? format.moment(data.removedAt, zone) : '' })}</p>
      )}
      {data?.state === 'kept' && <OpenPicture id={id} />}
      {data && data.opened.length > 0 && (
        <details>
          <summary>{t('evidencePicture.opened')}</summary>
          <ul>
            {data.opened.map(({ at, by, reason }) => (
              <li key={at}>
                {t('evidencePicture.openedBy', {
                  moment: format.moment(at, zone),
                  name: by ?? t('evidencePicture.somebody'),
                  reason,
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function OpenPicture({ id }: { id: string }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [url, setUrl] = useState<string | null>(null);
  const open = useOpenEvidence(id);
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate(reason.trim(), { onSuccess: (blob) => setUrl(URL.createObjectURL(blob)) });
  };
  if (url !== null)
    return (
      <div className={styles.opened}>
        <img src={url} alt={t('evidencePicture.alt')} data-testid="evidence-picture" />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconEyeOff size={16} aria-hidden />}
          onClick={() => {
            setUrl(null);
            setReason('');
            open.reset();
          }}
        >
          {t('evidencePicture.close')}
        </Button>
      </div>
    );
  return (
    <form onSubmit={submit} className={styles.ask}>
      <p>{t('evidencePicture.there')}</p>
      <FormTrouble error={open.error} />
      <TextInput
        label={t('evidencePicture.reason')}
        description={t('evidencePicture.reasonHelp')}
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-testid="evidence-reason"
      />
      <Button
        type="submit"
        size="sm"
        leftSection={<IconEye size={18} aria-hidden />}
        disabled={reason.trim().length < SHORTEST_REASON}
        loading={open.isPending}
        data-testid="open-evidence"
      >
        {t('evidencePicture.open')}
      </Button>
    </form>
  );
}
