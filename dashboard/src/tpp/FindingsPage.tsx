import type { Finding } from '@hadir/shared/api/findings';
import { Button, Group, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { NewFindingDialog } from './NewFindingDialog.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import styles from './tpp.module.css';
import { useMonthName } from './use-month-name.ts';

const FINDINGS = ['findings'];
const ROUTES = {
  confirm: '/api/findings/{id}/confirm',
  refuse: '/api/findings/{id}/refuse',
  revoke: '/api/findings/{id}/revoke',
} as const;
type Verdict = keyof typeof ROUTES;

/** Manipulation that the Inspektorat found, and what a second inspector says of it. */
export function FindingsPage() {
  const { t } = useTranslation();
  const hub = useHub();
  const { user } = useSession();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: FINDINGS,
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/findings', { signal }))).findings,
  });
  const inspector = user.role === 'inspectorate';
  return (
    <>
      <PageHead title={t('finding.title')} sub={t('finding.sub')}>
        {inspector && (
          <Button onClick={() => setAdding(true)} data-testid="add-finding">
            {t('finding.add')}
          </Button>
        )}
      </PageHead>
      <p className={styles.note}>{t('finding.effect')}</p>
      <Card>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={240} aria-busy="true" />}
        {data?.length === 0 && <Empty title={t('finding.none')}>{t('finding.noneHelp')}</Empty>}
        <ul className={styles.rows} data-testid="findings">
          {data?.map((finding) => (
            <FindingRow key={finding.id} finding={finding} />
          ))}
        </ul>
      </Card>
      {inspector && <NewFindingDialog opened={adding} onClose={() => setAdding(false)} />}
    </>
  );
}

function FindingRow({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const hub = useHub();
  const queries = useQueryClient();
  const format = useFormat();
  const monthName = useMonthName();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const decide = useMutation({
    mutationFn: ({ what, note }: { what: Verdict; note: string }) =>
      answerOf(hub.POST(ROUTES[what], { params: { path: { id: finding.id } }, body: { note } })),
    onSettled: () => queries.invalidateQueries({ queryKey: FINDINGS }),
  });
  const close = () => {
    decide.reset();
    setVerdict(null);
  };
  const { employee, name, nip, opdName, month, state, summary, evidence, note, decidedBy, revokedBy } = finding;
  const shown = verdict ?? 'confirm';
  return (
    <li className={styles.row} data-testid="finding" data-state={state}>
      <span>
        <Link to={`/tpp/pegawai/${employee}/${month}`}>{name}</Link>
        <small>
          NIP {nip} · {opdName} · {monthName(month)}
        </small>
        <span>{summary}</span>
        <small>{evidence.join(', ')}</small>
        <small>
          {t('finding.recordedBy', {
            name: finding.recordedBy,
            moment: format.recentMoment(finding.recordedAt, 'Asia/Jakarta'),
          })}
        </small>
        {decidedBy !== null && <small>{t('finding.decidedBy', { name: decidedBy, note: note ?? '' })}</small>}
        {revokedBy !== null && (
          <small>{t('finding.revokedBy', { name: revokedBy, note: finding.revokeReason ?? '' })}</small>
        )}
      </span>
      <span>
        <span className={styles.state} data-state={state}>
          {t(`finding.state.${state}`)}
        </span>
        {finding.frozen && <small>{t('finding.frozen')}</small>}
      </span>
      <Group gap={6}>
        {finding.mayDecide && (
          <>
            <Button size="compact-sm" color="red" onClick={() => setVerdict('confirm')} data-testid="confirm-finding">
              {t('finding.confirm')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setVerdict('refuse')}>
              {t('finding.refuse')}
            </Button>
          </>
        )}
        {finding.mayRevoke && (
          <Button size="compact-sm" variant="default" onClick={() => setVerdict('revoke')}>
            {t('finding.revoke')}
          </Button>
        )}
      </Group>
      <ReasonDialog
        opened={verdict !== null}
        title={`${t(`finding.${shown}`)}: ${name}`}
        explain={t(`finding.${shown}Explain`)}
        label={t('finding.reason')}
        confirm={t(`finding.${shown}`)}
        danger={shown === 'confirm'}
        pending={decide.isPending}
        error={decide.error}
        onClose={close}
        onConfirm={(reason) => decide.mutate({ what: shown, note: reason }, { onSuccess: close })}
      />
    </li>
  );
}
