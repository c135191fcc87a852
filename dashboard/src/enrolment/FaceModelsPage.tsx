import type { FaceModelState, FaceModelStates } from '@hadir/shared/api/enrolment';
import { Button, Group, Progress, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { DoorModels } from './DoorModels.tsx';
import styles from './enrolment.module.css';

const KEY = ['face-models'];

/** The models that make templates, how far a new one is, and which doors have changed over. */
export function FaceModelsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => answerOf(hub.GET('/api/face-models', { signal })),
    refetchInterval: ({ state }) => (state.data?.models.some(({ job }) => job?.state === 'running') ? 2_000 : 30_000),
  });
  return (
    <>
      <PageHead title={t('faceModels.title')} sub={t('faceModels.sub')} />
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <Skeleton height={320} radius={14} aria-busy="true" />}
      {data && (
        <div className={styles.sections}>
          <Card title={t('faceModels.title')} note={format.number(data.models.length)}>
            {data.models.map((model) => (
              <Model key={model.id} model={model} total={data.people} />
            ))}
          </Card>
          {data.needPhotoTotal > 0 && (
            <Card title={t('faceModels.needPhoto')} note={format.number(data.needPhotoTotal)}>
              <p className={styles.text}>
                {t('faceModels.needPhotoDetail', { n: format.number(data.needPhotoTotal) })}
              </p>
              <ul className={styles.rows} data-testid="need-photo">
                {data.needPhoto.map((person) => (
                  <li key={person.employee}>
                    <span>
                      <Link to={`/pegawai/${person.employee}`}>{person.name}</Link>
                      <small>NIP {person.nip}</small>
                    </span>
                    <span>{person.opdName}</span>
                  </li>
                ))}
              </ul>
            </Card>
          )}
          <DoorModels states={data} newest={data.models.find(({ standing }) => standing === 'newest')?.id ?? ''} />
        </div>
      )}
    </>
  );
}

function Model({ model, total }: { model: FaceModelState; total: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const queries = useQueryClient();
  const [retiring, setRetiring] = useState(false);
  const params = { path: { id: model.id } };
  const taken = (states: FaceModelStates) => queries.setQueryData(KEY, states);
  const job = useMutation({
    mutationFn: (order: 'run' | 'pause') =>
      answerOf(hub.POST('/api/face-models/{id}/job', { params, body: { do: order } })),
    onSuccess: taken,
  });
  const retire = useMutation({
    mutationFn: () => answerOf(hub.POST('/api/face-models/{id}/retire', { params })),
    onSuccess: (states) => {
      taken(states);
      setRetiring(false);
    },
  });
  const { made, failed, left } = model;
  const all = made + failed + left;
  const state = model.job?.state;
  const open = state === 'running' || state === 'paused';
  return (
    <section className={styles.model} data-testid="face-model" data-model={model.id}>
      <h3>
        {model.id}
        <small>{t(`faceModels.standing.${model.standing}`)}</small>
      </h3>
      <p>
        {t('faceModels.people', { n: format.number(model.people), total: format.number(total) })} ·{' '}
        {t('faceModels.doors', { n: format.number(model.doors) })}
      </p>
      {model.standing !== 'unknown' && all > 0 && (open || left > 0) && (
        <>
          <Progress
            value={(made / all) * 100}
            animated={state === 'running'}
            aria-label={t('faceModels.made', { made, all })}
          />
          <p role="status">
            {t('faceModels.made', { made: format.number(made), all: format.number(all) })}
            {state === 'running' && ` · ${t('faceModels.running')}`}
            {state === 'paused' && ` · ${t('faceModels.paused')}`}
          </p>
        </>
      )}
      {model.standing !== 'unknown' && all > 0 && left === 0 && <p>{t('faceModels.nothingLeft')}</p>}
      {failed > 0 && <p>{t('faceModels.failed', { n: format.number(failed) })}</p>}
      <FormTrouble error={job.error} />
      <Group gap="xs">
        {model.standing !== 'unknown' && state === 'running' && (
          <Button size="xs" variant="default" loading={job.isPending} onClick={() => job.mutate('pause')}>
            {t('faceModels.pause')}
          </Button>
        )}
        {model.standing !== 'unknown' && state !== 'running' && (left > 0 || failed > 0) && (
          <Button size="xs" loading={job.isPending} onClick={() => job.mutate('run')} data-testid="make-templates">
            {state === 'paused'
              ? t('faceModels.resume')
              : left > 0
                ? t('faceModels.start', { n: format.number(left) })
                : t('faceModels.retry')}
          </Button>
        )}
        {model.standing !== 'newest' && model.doors === 0 && model.templates > 0 && (
          <Button size="xs" variant="default" onClick={() => setRetiring(true)} data-testid="retire">
            {t('faceModels.retire')}
          </Button>
        )}
      </Group>
      <ConfirmDialog
        opened={retiring}
        title={t('faceModels.retireTitle')}
        means={t('faceModels.retireMeans')}
        confirm={t('faceModels.retire')}
        working={retire.isPending}
        error={retire.error}
        onConfirm={() => retire.mutate()}
        onClose={() => setRetiring(false)}
      />
    </section>
  );
}
