import type { SeenPhoto, SelfEnrolment } from '@hadir/shared/api/enrolment';
import { Button, Checkbox, Loader } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { answerOf } from '../api/answer-of.ts';
import { ApiProblem } from '../api/api-problem.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { Brand } from '../shell/Brand.tsx';
import { LanguageSwitch } from '../shell/LanguageSwitch.tsx';
import { SchemeSwitch } from '../shell/SchemeSwitch.tsx';
import { CaptureLooks } from './CaptureLooks.tsx';
import { ChosenFiles } from './ChosenFiles.tsx';
import styles from './self-enrol.module.css';
import { TakenPhotos } from './TakenPhotos.tsx';

/** What somebody sees who was sent a link: no sign-in, one person, once. */
export function SelfEnrolPage() {
  const { t } = useTranslation();
  const { token = '' } = useParams();
  const hub = useHub();
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['self-enrolment', token],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/self-enrolment/{token}', { params: { path: { token } }, signal })),
    retry: (failures, problem) => !(problem instanceof ApiProblem) && failures < 2,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    document.title = `${t('selfEnrol.title')} – Hadir`;
  }, [t]);
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <Brand />
        <span>
          <LanguageSwitch />
          <SchemeSwitch />
        </span>
      </header>
      <h1 className={styles.title}>{t('selfEnrol.title')}</h1>
      {error instanceof ApiProblem && !data ? (
        <div className={styles.card} role="alert" data-testid="link-closed" data-code={error.code}>
          <h2>{t('selfEnrol.closed')}</h2>
          <p>{error.message}</p>
        </div>
      ) : error && !data ? (
        <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
      ) : data ? (
        <Steps token={token} whose={data} />
      ) : (
        <Loader aria-label={t('trouble.loading')} />
      )}
    </main>
  );
}

function Steps({ token, whose }: { token: string; whose: SelfEnrolment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const [step, setStep] = useState<'consent' | 'capture' | 'review'>('consent');
  const [agreed, setAgreed] = useState(false);
  const [pictures, setPictures] = useState<Blob[]>([]);
  const judge = async (picture: Blob): Promise<SeenPhoto> =>
    answerOf(
      hub.POST('/api/self-enrolment/{token}/look', {
        params: { path: { token } },
        body: { photos: [] },
        bodySerializer: () => formOf([picture]),
      }),
    );
  const send = useMutation({
    mutationFn: () =>
      answerOf(
        hub.POST('/api/self-enrolment/{token}', {
          params: { path: { token } },
          body: { photos: [], consentText: '' },
          bodySerializer: () => formOf(pictures, String(whose.consent.version)),
        }),
      ),
  });
  const review = (taken: Blob[]) => {
    setPictures(taken);
    setStep('review');
  };
  if (send.data)
    return (
      <div className={styles.card} role="status" data-testid="self-enrolled">
        <IconCircleCheck size={44} className={styles.done} aria-hidden />
        <h2>{t('selfEnrol.sent')}</h2>
        <p>{t('selfEnrol.sentDetail', { n: format.number(send.data.sent) })}</p>
      </div>
    );
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <div className={styles.whose} data-testid="link-owner">
        <small>{t('selfEnrol.whose')}</small>
        <b>{whose.name}</b>
        <span>
          NIP {whose.nip} · {whose.opdName}
        </span>
        <small>{t('selfEnrol.until', { moment: format.moment(whose.expiresAt, zone) })}</small>
        <small>{t('selfEnrol.notYou')}</small>
      </div>
      {step === 'consent' && (
        <div className={styles.card}>
          <h2>{t('selfEnrol.consent')}</h2>
          <p className={styles.purpose}>{whose.consent.purpose}</p>
          <p className={styles.body}>{whose.consent.body}</p>
          <Checkbox
            size="md"
            label={t('selfEnrol.agree')}
            checked={agreed}
            onChange={(event) => setAgreed(event.currentTarget.checked)}
            data-testid="agree"
          />
          <Button size="lg" disabled={!agreed} onClick={() => setStep('capture')} data-testid="start-capture">
            {t('selfEnrol.start')}
          </Button>
        </div>
      )}
      {step === 'capture' && (
        <div className={styles.card}>
          <CaptureLooks judge={judge} doneLabel={() => t('selfEnrol.enough')} onDone={review} />
          <ChosenFiles onChosen={review} />
        </div>
      )}
      {step === 'review' && (
        <div className={styles.card}>
          <h2>{t('selfEnrol.review')}</h2>
          <p>{t('selfEnrol.reviewDetail')}</p>
          <TakenPhotos
            pictures={pictures}
            results={resultsOf(send.error)}
            onRemove={(at) => setPictures(pictures.filter((_, i) => i !== at))}
          />
          <FormTrouble error={send.error} />
          <Button
            size="lg"
            loading={send.isPending}
            disabled={pictures.length === 0}
            onClick={() => send.mutate()}
            data-testid="send-photos"
          >
            {t('selfEnrol.send')}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              send.reset();
              setPictures([]);
              setStep('capture');
            }}
          >
            {t('capture.again')}
          </Button>
        </div>
      )}
    </>
  );
}

function formOf(pictures: readonly Blob[], consentText?: string): FormData {
  const form = new FormData();
  // The hub reads in order: what is a field comes before the files.
  if (consentText !== undefined) form.append('consentText', consentText);
  for (const [i, picture] of pictures.entries()) form.append('photos', picture, `foto-${i + 1}.jpg`);
  return form;
}

function resultsOf(error: unknown): readonly SeenPhoto[] {
  if (!(error instanceof ApiProblem) || typeof error.body !== 'object' || error.body === null) return [];
  return 'photos' in error.body && Array.isArray(error.body.photos) ? (error.body.photos as SeenPhoto[]) : [];
}
