import type { FaceGround, FaceGrounds, TemplateErasure } from '@hadir/shared/api/enrolment';
import { Button, Group, Modal, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import styles from './people.module.css';
import { RecordGroundDialog } from './RecordGroundDialog.tsx';

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Why this person's face is kept, the way to take that back, and the proof of what was erased. */
export function FaceGroundsCard({ employee }: { employee: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const queries = useQueryClient();
  const { user } = useSession();
  const [recording, setRecording] = useState(false);
  const [withdrawing, setWithdrawing] = useState(false);
  const [reason, setReason] = useState('');
  const key = ['face-grounds', employee];
  const params = { path: { id: employee } };
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => answerOf(hub.GET('/api/employees/{id}/face-grounds', { params, signal })),
  });
  const taken = (grounds: FaceGrounds) => {
    queries.setQueryData(key, grounds);
    void queries.invalidateQueries({ queryKey: ['employee', employee] });
    void queries.invalidateQueries({ queryKey: ['employees'] });
  };
  const withdraw = useMutation({
    mutationFn: () =>
      answerOf(hub.POST('/api/employees/{id}/face-grounds/withdraw', { params, body: { reason: reason.trim() } })),
    onSuccess: (grounds) => {
      taken(grounds);
      setWithdrawing(false);
      setReason('');
    },
  });
  const admin = user.role === 'admin_bkd';
  if (error && !data) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={140} radius={14} aria-busy="true" />;
  return (
    <Card
      title={t('ground.title')}
      note={data.photosKept > 0 ? t('ground.photosKept', { n: format.number(data.photosKept) }) : t('ground.noPhotos')}
    >
      <div data-testid="face-grounds">
        {data.current ? <Ground ground={data.current} /> : <p className={styles.none}>{t('ground.none')}</p>}
        <Group mb="sm">
          {admin && (
            <Button variant="default" onClick={() => setRecording(true)} data-testid="record-ground">
              {t('ground.record')}
            </Button>
          )}
          {data.current && (admin || user.employee === employee) && (
            <Button variant="default" onClick={() => setWithdrawing(true)} data-testid="withdraw">
              {t('ground.withdraw')}
            </Button>
          )}
        </Group>
        {data.past.length > 0 && (
          <details className={styles.details}>
            <summary>{t('ground.past')}</summary>
            {data.past.map((ground) => (
              <Ground key={ground.id} ground={ground} />
            ))}
          </details>
        )}
        {data.erasures.length > 0 && (
          <details className={styles.details} open={data.current === null}>
            <summary>{t('ground.erasures')}</summary>
            <ul className={styles.faceList} data-testid="erasures">
              {data.erasures.map((erasure) => (
                <Erasure key={erasure.template} erasure={erasure} />
              ))}
            </ul>
          </details>
        )}
      </div>
      {recording && <RecordGroundDialog employee={employee} onRecorded={taken} onClose={() => setRecording(false)} />}
      <Modal
        opened={withdrawing}
        onClose={() => setWithdrawing(false)}
        title={t('ground.withdrawTitle')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <Stack>
          <Text size="sm">{t('ground.withdrawMeans')}</Text>
          <Textarea
            label={t('ground.reason')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-testid="withdraw-reason"
          />
          <FormTrouble error={withdraw.error} />
          <Group grow>
            <Button variant="default" onClick={() => setWithdrawing(false)}>
              {t('dialog.back')}
            </Button>
            <Button
              color="red"
              disabled={reason.trim().length < 3}
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate()}
              data-testid="withdraw-now"
            >
              {t('ground.withdraw')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Card>
  );
}

function Ground({ ground }: { ground: FaceGround }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, consentText, legalBasis, how, at, by, ended } = ground;
  return (
    <div className={styles.ground}>
      <b>
        {t(`ground.kind.${kind}`)}
        {consentText && ` (${t('ground.version', { n: consentText.version })})`}
        {legalBasis && `: ${legalBasis}`}
      </b>
      <span>
        {t('ground.purpose')}: {ground.purpose}
      </span>
      <small>
        {t('ground.since', { moment: format.moment(at, zone()), how: t(`ground.how.${how}`) })}
        {by && ` ${t('ground.by', { name: by })}`}
        {ended && ` · ${t(`ground.ended.${ended.how}`, { moment: format.moment(ended.at, zone()) })}`}
        {ended?.by && ` ${t('ground.by', { name: ended.by })}`}
        {ended?.reason && `: ${ended.reason}`}
      </small>
    </div>
  );
}

function Erasure({ erasure }: { erasure: TemplateErasure }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li>
      <span>
        {t('ground.erasedAt', { moment: format.moment(erasure.erasedAt, zone()) })}
        <small>{erasure.template}</small>
        {erasure.doors.length === 0 && <small>{t('ground.noDoor')}</small>}
        {erasure.doors.map(({ door, doorName, opdName, state, entry }) => (
          <small key={door} data-state={state}>
            {doorName}, {opdName}:{' '}
            {t(`ground.door.${state}`, {
              seq: entry?.seq ?? 0,
              unit: entry?.unit ?? '',
              moment: entry ? format.moment(entry.at, zone()) : '',
            })}
          </small>
        ))}
      </span>
    </li>
  );
}
