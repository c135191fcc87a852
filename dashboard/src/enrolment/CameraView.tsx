import { Alert, Button } from '@mantine/core';
import { IconCamera, IconCameraOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './capture.module.css';
import { type FrameHint, judgeFrame, type SmallFrame } from './judge-frame.ts';
import { sampleFrame, takePicture } from './take-picture.ts';
import { useCamera } from './use-camera.ts';

const LOOK_EVERY_MS = 250;

interface CameraViewProps {
  /** A picture is being judged: no other is taken meanwhile. */
  busy: boolean;
  onPicture(picture: Blob): void;
}

/** The camera with an oval to put one's face into, what to change, and the button. */
export function CameraView({ busy, onPicture }: CameraViewProps) {
  const { t } = useTranslation();
  const { state, video, retry } = useCamera();
  const [hint, setHint] = useState<FrameHint>('no-face');
  const before = useRef<SmallFrame | null>(null);
  useEffect(() => {
    if (state !== 'running') return;
    const look = () => {
      const frame = video.current === null ? null : sampleFrame(video.current);
      if (frame === null) return;
      setHint(judgeFrame(frame, before.current));
      before.current = frame;
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [state, video]);
  const take = async () => {
    const picture = video.current === null ? null : await takePicture(video.current);
    if (picture !== null) onPicture(picture);
  };
  if (state !== 'running' && state !== 'asking')
    return (
      <Alert
        color="yellow"
        icon={<IconCameraOff aria-hidden />}
        title={t(`capture.trouble.${state}`)}
        role="alert"
        data-testid="camera-trouble"
      >
        <p className={styles.text}>{t(`capture.trouble.${state}Detail`)}</p>
        <Button variant="default" size="xs" onClick={retry}>
          {t('trouble.retry')}
        </Button>
      </Alert>
    );
  return (
    <div className={styles.camera}>
      <div className={styles.stage} data-hint={state === 'running' ? hint : undefined}>
        <video ref={video} className={styles.video} muted playsInline aria-label={t('capture.title')} />
        <svg className={styles.oval} viewBox="0 0 100 75" preserveAspectRatio="none" aria-hidden="true">
          <path d="M0 0h100v75H0z M50 7a22 30.5 0 1 0 .01 0z" fillRule="evenodd" />
          <ellipse cx="50" cy="37.5" rx="22" ry="30.5" />
        </svg>
        <p className={styles.hint} role="status" data-testid="camera-hint">
          {state === 'running' ? t(`capture.hint.${hint}`) : t('capture.asking')}
        </p>
      </div>
      <Button
        size="lg"
        leftSection={<IconCamera size={20} aria-hidden />}
        disabled={state !== 'running'}
        loading={busy}
        onClick={() => void take()}
        data-testid="take-photo"
      >
        {t('capture.take')}
      </Button>
    </div>
  );
}
