import type { EnrolmentSubmission } from '@hadir/shared/api/enrolment';
import { Button, Group, Modal, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { Trouble } from '../look/Trouble.tsx';
import styles from './enrolment.module.css';
import { useDecideSubmission, useSubmissions } from './use-enrolment.ts';

const ZONE = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Photos that wait for BKD's word, beside what is enrolled already. */
export function SubmissionsTab() {
  const { t } = useTranslation();
  const format = useFormat();
  const waiting = useSubmissions(false);
  const decided = useSubmissions(true);
  const [said, setSaid] = useState<string | null>(null);
  return (
    <div className={styles.sections}>
      {said && (
        <p className={styles.said} role="status">
          {said}
        </p>
      )}
      {waiting.error && !waiting.data && (
        <Trouble error={waiting.error} onRetry={() => void waiting.refetch()} retrying={waiting.isFetching} />
      )}
      {!waiting.error && !waiting.data && <Skeleton height={260} radius={14} aria-busy="true" />}
      {waiting.data?.length === 0 && (
        <Card>
          <Empty title={t('enrolments.noneWaiting')}>{t('enrolments.noneWaitingDetail')}</Empty>
        </Card>
      )}
      {waiting.data?.map((submission) => (
        <Submission key={submission.id} submission={submission} onDecided={setSaid} />
      ))}
      {decided.data && decided.data.length > 0 && (
        <Card title={t('enrolments.decided')} note={format.number(decided.data.length)}>
          <ul className={styles.rows} data-testid="decided">
            {decided.data.map((one) => (
              <li key={one.id}>
                <span>
                  <Link to={`/pegawai/${one.employee}`}>{one.name}</Link>
                  <small>{one.opdName}</small>
                </span>
                <span>
                  <b>{t(`enrolments.decidedAs.${one.state}`)}</b>
                  <small>
                    {t('enrolments.decidedBy', {
                      name: one.decidedBy ?? '–',
                      moment: one.decidedAt ? format.moment(one.decidedAt, ZONE()) : '–',
                    })}
                    {one.reason && ` · ${one.reason}`}
                  </small>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function Submission({ submission, onDecided }: { submission: EnrolmentSubmission; onDecided(said: string): void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const decide = useDecideSubmission();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const { id, name, photos, enrolled } = submission;
  const accept = () =>
    decide.mutate(
      { id, refuse: null },
      { onSuccess: (n) => onDecided(t('enrolments.accepted', { name, n: format.number(n) })) },
    );
  const refuse = () =>
    decide.mutate({ id, refuse: reason.trim() }, { onSuccess: () => onDecided(t('enrolments.refused', { name })) });
  return (
    <Card title={name} note={t(`enrolments.via.${submission.via}`)}>
      <div data-testid="submission">
        <p className={styles.text}>
          NIP {submission.nip} · {submission.opdName} ·{' '}
          {t('enrolments.sentAt', { moment: format.moment(submission.at, ZONE()) })}
        </p>
        <div className={styles.sides}>
          <Pictures
            title={t('enrolments.new')}
            name={name}
            addresses={photos.map((number) => `/api/enrolment-submissions/${id}/photos/${number}`)}
          />
          <div>
            {enrolled.length === 0 ? (
              <>
                <h3 className={styles.sideTitle}>{t('enrolments.enrolled')}</h3>
                <p className={styles.text}>{t('enrolments.noEnrolled')}</p>
              </>
            ) : (
              <Pictures
                title={t('enrolments.enrolled')}
                name={name}
                addresses={enrolled.map((picture) => `/api/face-pictures/${picture}`)}
              />
            )}
          </div>
        </div>
        <FormTrouble error={decide.error} />
        <p className={styles.text}>{t('enrolments.acceptMeans')}</p>
        <Group>
          <Button loading={decide.isPending && !refusing} onClick={accept} data-testid="accept">
            {t('enrolments.accept')}
          </Button>
          <Button variant="default" onClick={() => setRefusing(true)} data-testid="refuse">
            {t('enrolments.refuse')}
          </Button>
        </Group>
      </div>
      <Modal
        opened={refusing}
        onClose={() => setRefusing(false)}
        title={t('enrolments.refuseTitle', { name })}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <Stack>
          <Text size="sm">{t('enrolments.refuseMeans')}</Text>
          <Textarea
            label={t('enrolments.reason')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-testid="refuse-reason"
          />
          <FormTrouble error={decide.error} />
          <Group grow>
            <Button variant="default" onClick={() => setRefusing(false)}>
              {t('dialog.back')}
            </Button>
            <Button
              disabled={reason.trim().length < 3}
              loading={decide.isPending}
              onClick={refuse}
              data-testid="refuse-now"
            >
              {t('enrolments.refuse')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Card>
  );
}

function Pictures({ title, name, addresses }: { title: string; name: string; addresses: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <h3 className={styles.sideTitle}>{title}</h3>
      <div className={styles.pictures}>
        {addresses.map((address, i) => (
          <img key={address} src={address} alt={t('enrolments.photo', { n: i + 1, name })} />
        ))}
      </div>
    </div>
  );
}
