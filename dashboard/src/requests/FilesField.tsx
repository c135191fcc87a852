import type { EvidenceFile } from '@hadir/shared/api/requests';
import { ActionIcon, Button, Checkbox, Text } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './requests.module.css';
import { useRequestPolicy, useUpload } from './use-requests.ts';

interface FilesFieldProps {
  label: string;
  files: readonly EvidenceFile[];
  onChange(files: EvidenceFile[]): void;
  medical?: boolean;
  /** Whether a document of the stricter kind may be needed. */
  strictPossible?: boolean;
  most?: number;
}

/** Documents of a form: each is uploaded, and looked at by the hub, as soon as it is chosen. */
export function FilesField({ label, files, onChange, medical, strictPossible, most = 20 }: FilesFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [strict, setStrict] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const upload = useUpload();
  const policy = useRequestPolicy();
  const megabytes = policy.data?.files.megabytes ?? 5;
  const room = Math.min(most, policy.data?.files.count ?? most) - files.length;
  const take = async (chosen: File[]) => {
    let all = [...files];
    setRefused(chosen.length > room ? t('files.tooMany', { n: format.number(files.length + room) }) : null);
    for (const file of chosen.slice(0, room)) {
      // The hub would say the same, but only after all of it was sent.
      if (file.size === 0 || file.size > megabytes * 1_048_576) {
        const word = file.size === 0 ? 'files.empty' : 'files.tooLarge';
        setRefused(t(word, { name: file.name, n: format.number(megabytes) }));
        continue;
      }
      all = [...all, await upload.mutateAsync({ file, strict })];
      onChange(all);
    }
    setStrict(false);
  };
  return (
    <fieldset className={styles.fieldset} data-testid="files">
      <legend>{label}</legend>
      <Text size="xs" c="var(--ink-3)">
        {t('files.hint', { n: format.number(megabytes) })} {medical && t('files.medical')}
      </Text>
      {files.length > 0 && (
        <ul className={styles.files}>
          {files.map((file) => (
            <li key={file.id} data-testid="file">
              <span>
                {file.name}
                <small className={styles.small}>
                  {t('files.size', { n: format.number(Math.max(1, Math.round(file.bytes / 1024))) })}
                  {file.strict && ` · ${t('files.strict')}`}
                </small>
              </span>
              <ActionIcon
                variant="subtle"
                aria-label={t('files.remove', { name: file.name })}
                onClick={() => onChange(files.filter(({ id }) => id !== file.id))}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <FormTrouble error={upload.error} />
      {refused !== null && (
        <Text size="sm" role="alert" data-testid="file-refused">
          {refused}
        </Text>
      )}
      {room > 0 && (
        <>
          {strictPossible && (
            <Checkbox
              label={t('files.strict')}
              checked={strict}
              onChange={(event) => setStrict(event.currentTarget.checked)}
            />
          )}
          <Button
            variant="default"
            leftSection={<IconPaperclip size={16} aria-hidden />}
            loading={upload.isPending}
            onClick={() => input.current?.click()}
          >
            {t('files.add')}
          </Button>
          <input
            ref={input}
            className="only-for-screen-readers"
            type="file"
            aria-label={t('files.add')}
            tabIndex={-1}
            accept="application/pdf,image/jpeg,image/png"
            multiple={most > 1}
            data-testid="file-input"
            onChange={(event) => {
              // What is refused is shown above; the form stays as it is.
              void take([...(event.currentTarget.files ?? [])]).catch(() => {});
              event.currentTarget.value = '';
            }}
          />
        </>
      )}
    </fieldset>
  );
}
