import type { EvidenceFile } from '@hadir/shared/api/requests';
import { Anchor, Text } from '@mantine/core';
import { IconFileDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import styles from './requests.module.css';

/** Documents that the reader may open: each as a download, which the hub records. */
export function FileList({ files }: { files: readonly EvidenceFile[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const [failed, setFailed] = useState(false);
  if (files.length === 0) return null;
  const download = async ({ id, name }: EvidenceFile) => {
    setFailed(false);
    try {
      const call = hub.GET('/api/evidence-files/{id}', { params: { path: { id } }, parseAs: 'blob' });
      const address = URL.createObjectURL((await answerOf(call as never)) as Blob);
      const link = Object.assign(document.createElement('a'), { href: address, download: name });
      link.click();
      URL.revokeObjectURL(address);
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.id}>
            <span>
              {file.name}
              <small className={styles.small}>
                {t('files.size', { n: format.number(Math.max(1, Math.round(file.bytes / 1024))) })}
                {file.strict && ` · ${t('files.strict')}`}
              </small>
            </span>
            <Anchor
              component="button"
              type="button"
              aria-label={t('files.download', { name: file.name })}
              onClick={() => void download(file)}
            >
              <IconFileDownload size={20} aria-hidden />
            </Anchor>
          </li>
        ))}
      </ul>
      {failed && (
        <Text size="sm" role="alert">
          {t('files.downloadFailed')}
        </Text>
      )}
    </>
  );
}
