import type { SeenPhoto } from '@hadir/shared/api/enrolment';
import { Button, Group } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { CameraView } from './CameraView.tsx';
import styles from './capture.module.css';

/** The looks that are asked for; only the first is needed. */
const LOOKS = ['front', 'left', 'right', 'glasses'] as const;

interface CaptureLooksProps {
  /** What the hub says of a picture; without it every picture counts, and is judged when all are sent. */
  judge?: (picture: Blob) => Promise<SeenPhoto>;
  doneLabel(pictures: number): string;
  onDone(pictures: Blob[]): void;
}

interface Taken {
  picture: Blob;
  address: string;
  seen: SeenPhoto | null;
}

/** Several looks of one face, one after the other, each with the hub's word on it. */
export function CaptureLooks({ judge, doneLabel, onDone }: CaptureLooksProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const [good, setGood] = useState<Blob[]>([]);
  const [taken, setTaken] = useState<Taken | null>(null);
  const look = useMutation({
    mutationFn: async (picture: Blob): Promise<Taken> => ({
      picture,
      address: URL.createObjectURL(picture),
      seen: judge ? await judge(picture) : null,
    }),
    onSuccess: setTaken,
  });
  useEffect(() => () => (taken === null ? undefined : URL.revokeObjectURL(taken.address)), [taken]);
  const usable = taken !== null && (taken.seen === null || taken.seen.outcome === 'enrolled');
  const pictures = usable ? [...good, taken.picture] : good;
  const goOn = () => {
    setGood(pictures);
    setTaken(null);
    if (at + 1 < LOOKS.length) setAt(at + 1);
    else onDone(pictures);
  };
  return (
    <div className={styles.look} data-testid="capture">
      <p className={styles.lookHead}>
        {t(`capture.look.${LOOKS[at] ?? 'front'}`)}
        <small>{t('capture.step', { n: at + 1, total: LOOKS.length })}</small>
      </p>
      <FormTrouble error={look.error} />
      {taken === null ? (
        <CameraView busy={look.isPending} onPicture={(picture) => look.mutate(picture)} />
      ) : (
        <>
          <img className={styles.taken} src={taken.address} alt={t(`capture.look.${LOOKS[at] ?? 'front'}`)} />
          {taken.seen && (
            <p className={styles.verdict} data-good={usable} role="status" data-testid="photo-verdict">
              {usable ? <IconCircleCheck size={20} aria-hidden /> : <IconInfoCircle size={20} aria-hidden />}
              {taken.seen.advice ?? t('selfEnrol.good')}
            </p>
          )}
          <Group grow>
            <Button variant="default" size="md" onClick={() => setTaken(null)} data-testid="take-again">
              {t('capture.again')}
            </Button>
            {usable && (
              <Button size="md" onClick={goOn} data-testid="next-look">
                {at + 1 < LOOKS.length ? t('capture.next') : doneLabel(pictures.length)}
              </Button>
            )}
          </Group>
        </>
      )}
      {pictures.length > 0 && at > 0 && taken === null && (
        <Group grow>
          {at + 1 < LOOKS.length && (
            <Button variant="subtle" onClick={() => setAt(at + 1)} data-testid="skip-look">
              {t('capture.skip')}
            </Button>
          )}
          <Button variant="default" onClick={() => onDone(pictures)} data-testid="enough-looks">
            {doneLabel(pictures.length)}
          </Button>
        </Group>
      )}
    </div>
  );
}
