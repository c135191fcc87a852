import { Progress } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import styles from './enrolment.module.css';
import { uploadArchive } from './upload-archive.ts';
import { useImports } from './use-enrolment.ts';

const EXAMPLE = 'nip,file\n198503172010011004,foto/siti.jpg\n199001012015032001,foto/budi.jpg';

/** A ZIP of photos with its list, and the imports of before. */
export function ImportsTab() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { csrfToken } = useSession();
  const input = useId();
  const imports = useImports();
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: (archive: File) => uploadArchive(archive, csrfToken, setShare),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['enrolment-imports'] });
      void navigate(`/pendaftaran/impor/${id}`);
    },
  });
  const choose = (file: File | undefined) => {
    setShare(0);
    if (file) send.mutate(file);
  };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className={styles.sections}>
      <Card title={t('enrolments.tab.imports')}>
        <p className={styles.text}>{t('photoImports.explain')}</p>
        <p className={styles.text}>{t('photoImports.example')}</p>
        <pre className={styles.example}>{EXAMPLE}</pre>
        <FormTrouble error={send.error} />
        {send.isPending ? (
          <div role="status">
            <p className={styles.text}>
              {share < 1 ? t('photoImports.sending', { percent: format.percent(share) }) : t('photoImports.reading')}
            </p>
            <Progress value={share * 100} animated={share >= 1} aria-label={t('photoImports.reading')} />
          </div>
        ) : (
          <label
            htmlFor={input}
            className={styles.drop}
            data-over={over}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
              event.preventDefault();
              setOver(false);
              choose(event.dataTransfer.files[0]);
            }}
          >
            <IconFileZip size={26} aria-hidden />
            <b>{t('photoImports.drop')}</b>
            <span>{t('photoImports.limit')}</span>
            <input
              id={input}
              className="only-for-screen-readers"
              type="file"
              accept=".zip,application/zip"
              data-testid="archive"
              onChange={(event) => choose(event.currentTarget.files?.[0])}
            />
          </label>
        )}
      </Card>
      <Card title={t('photoImports.recent')}>
        {imports.error && !imports.data && <Trouble error={imports.error} onRetry={() => void imports.refetch()} />}
        {imports.data?.length === 0 && <p className={styles.text}>{t('photoImports.none')}</p>}
        <ul className={styles.rows} data-testid="imports">
          {imports.data?.map((one) => (
            <li key={one.id}>
              <span>
                <Link to={`/pendaftaran/impor/${one.id}`}>{one.file}</Link>
                <small>
                  {[one.createdBy, format.moment(one.createdAt, zone)].filter((part) => part !== null).join(' · ')}
                </small>
              </span>
              <span>
                <b>{t(`photoImports.state.${one.state}`)}</b>
                <small>
                  {t('photoImports.progress', {
                    done: format.number(one.outcomes.enrolled ?? 0),
                    total: format.number(one.lines),
                  })}
                </small>
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
