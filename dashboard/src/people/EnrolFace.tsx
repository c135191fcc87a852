import type { FaceEnrolment } from '@hadir/shared/api/people';
import { Button, Group, Modal } from '@mantine/core';
import { IconCamera, IconPhotoPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { ApiProblem } from '../api/api-problem.ts';
import { useHub } from '../api/hub-context.ts';
import { CaptureLooks } from '../enrolment/CaptureLooks.tsx';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PhotoTile } from './PhotoTile.tsx';
import styles from './people.module.css';
import { type PhotoResult, photoResultsOf } from './photo-results-of.ts';

const MAX_PHOTOS = 10;

interface Photo {
  file: File;
  preview: string;
}

/** Photos in, templates out: previews first, then what came of each photo and what to do about it. */
export function EnrolFace({ employee }: { employee: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const queries = useQueryClient();
  const input = useId();
  const [photos, setPhotos] = useState<Photo[]>([]);
  const [over, setOver] = useState(false);
  const [filming, setFilming] = useState(false);
  const enrol = useMutation({
    mutationFn: async (chosen: Photo[]): Promise<FaceEnrolment> => {
      const form = new FormData();
      for (const { file } of chosen) form.append('photos', file, file.name);
      return answerOf(
        hub.POST('/api/employees/{id}/face', {
          params: { path: { id: employee } },
          // The document knows the parts by name; the files themselves go into the form.
          body: { photos: [] },
          bodySerializer: () => form,
        }),
      );
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['employee', employee] });
      void queries.invalidateQueries({ queryKey: ['employees'] });
      void queries.invalidateQueries({ queryKey: ['face-grounds', employee] });
    },
  });
  useEffect(() => () => photos.forEach(({ preview }) => void URL.revokeObjectURL(preview)), [photos]);
  const results: readonly PhotoResult[] = enrol.data?.photos ?? photoResultsOf(enrol.error) ?? [];
  const choose = (files: Iterable<File>) => {
    enrol.reset();
    setFilming(false);
    setPhotos(
      [...files]
        .filter((file) => file.type.startsWith('image/'))
        .slice(0, MAX_PHOTOS)
        .map((file) => ({ file, preview: URL.createObjectURL(file) })),
    );
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files);
  };
  const enrolled = results.filter(({ outcome }) => outcome === 'enrolled').length;
  return (
    <div className={styles.enrol}>
      <label
        htmlFor={input}
        className={styles.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconPhotoPlus size={26} aria-hidden />
        <b>{t('enrol.drop')}</b>
        <span>{t('enrol.hint', { max: MAX_PHOTOS })}</span>
        <input
          id={input}
          className="only-for-screen-readers"
          type="file"
          accept="image/jpeg,image/png,image/webp"
          multiple
          data-testid="face-photos"
          onChange={(event) => {
            choose(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
          }}
        />
      </label>
      <Group>
        <Button
          variant="default"
          leftSection={<IconCamera size={16} aria-hidden />}
          onClick={() => setFilming(true)}
          data-testid="open-camera"
        >
          {t('capture.open')}
        </Button>
      </Group>
      <Modal
        opened={filming}
        onClose={() => setFilming(false)}
        size="lg"
        title={t('capture.title')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <CaptureLooks
          doneLabel={(n) => t('capture.use', { n: format.number(n) })}
          onDone={(pictures) =>
            choose(pictures.map((picture, i) => new File([picture], `kamera-${i + 1}.jpg`, { type: 'image/jpeg' })))
          }
        />
      </Modal>
      {photos.length > 0 && (
        <ul className={styles.photos}>
          {photos.map(({ file, preview }, i) => (
            <PhotoTile key={preview} name={file.name} preview={preview} result={results[i] ?? null} />
          ))}
        </ul>
      )}
      <div role="status">
        {results.length > 0 && (
          <p>{t('enrol.done', { enrolled: format.number(enrolled), total: format.number(results.length) })}</p>
        )}
        {enrol.isPending && <p>{t('enrol.working')}</p>}
      </div>
      {results.length === 0 && <FormTrouble error={enrol.error} />}
      {photos.length > 0 && results.length === 0 && (
        <Button loading={enrol.isPending} onClick={() => enrol.mutate(photos)} data-testid="enrol">
          {t(enrol.error instanceof ApiProblem || !enrol.error ? 'enrol.submit' : 'trouble.retry')}
        </Button>
      )}
    </div>
  );
}
