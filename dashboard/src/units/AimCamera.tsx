import type { Unit } from '@hadir/shared/api/units';
import { Button, Group } from '@mantine/core';
import { IconCamera, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './unit-page.module.css';

const FOLLOW_FOR_MS = 120_000;
/** Slow enough for the hub, which gives out thirty pictures a minute. */
const PAUSE_MS = 2_500;

/** What the camera sees now, for the one who aims it. The picture lives in this page's memory and nowhere else. */
export function AimCamera({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const [picture, setPicture] = useState<{ url: string; at: Date } | null>(null);
  const [until, setUntil] = useState<number | null>(null);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async () =>
      answerOf(
        hub.POST('/api/units/{id}/snapshot', { params: { path: { id: unit.id } }, parseAs: 'blob' }),
      ) as Promise<Blob>,
    onSuccess: (blob) => setPicture({ url: URL.createObjectURL(blob), at: new Date() }),
    onError: () => setUntil(null),
    gcTime: 0,
  });
  useEffect(() => () => void (picture && URL.revokeObjectURL(picture.url)), [picture]);
  // While it follows, the next picture is asked for a moment after the one before has come.
  useEffect(() => {
    if (until === null || isPending) return;
    const timer = setTimeout(() => (Date.now() < until ? mutate() : setUntil(null)), picture === null ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [until, isPending, picture, mutate]);
  const clear = useCallback(() => {
    setUntil(null);
    setPicture(null);
    reset();
  }, [reset]);
  return (
    <Card title={t('aim.title')}>
      <div className={styles.aim}>
        <p className={styles.quiet}>{t('aim.explain')}</p>
        {picture && (
          <figure className={styles.picture}>
            <div>
              <img
                src={picture.url}
                alt={t('aim.alt', { door: unit.doorName, time: format.timeWithSeconds(picture.at, unit.zone) })}
                data-testid="snapshot"
              />
              <i aria-hidden />
            </div>
            <figcaption>
              {t('aim.takenAt', {
                time: `${format.timeWithSeconds(picture.at, unit.zone)} ${format.zone(unit.zone)}`,
              })}
              . {t('aim.guide')}
            </figcaption>
          </figure>
        )}
        <FormTrouble error={error} />
        {!unit.online && <p className={styles.quiet}>{t('aim.offline')}</p>}
        <Group gap="sm">
          <Button
            leftSection={<IconCamera size={18} aria-hidden />}
            variant="light"
            loading={isPending && until === null}
            disabled={!unit.online || until !== null}
            onClick={() => mutate()}
            data-testid="take-snapshot"
          >
            {t(picture ? 'aim.again' : 'aim.take')}
          </Button>
          {until === null ? (
            <Button
              variant="default"
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              disabled={!unit.online}
              onClick={() => setUntil(Date.now() + FOLLOW_FOR_MS)}
            >
              {t('aim.follow')}
            </Button>
          ) : (
            <Button
              variant="default"
              leftSection={<IconPlayerStop size={16} aria-hidden />}
              onClick={() => setUntil(null)}
            >
              {t('aim.following')}
            </Button>
          )}
          {picture && (
            <Button variant="subtle" onClick={clear}>
              {t('aim.clear')}
            </Button>
          )}
        </Group>
      </div>
    </Card>
  );
}
