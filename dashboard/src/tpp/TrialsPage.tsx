import type { Trial } from '@hadir/shared/api/tpp-trials';
import { Button, Progress, Select, Skeleton, Stack } from '@mantine/core';
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
import { useSession } from '../session/session-context.ts';
import { useOpds } from '../units/use-units.ts';
import { pastMonths } from './past-months.ts';
import { TrialAnswerView } from './TrialAnswerView.tsx';
import styles from './tpp.module.css';
import { useMonthName } from './use-month-name.ts';

const TRIALS = ['tpp-trials'];
const ABOUT_TPP = ['schedules', 'assignments', 'calendar', 'rollout', 'day', 'leave', 'tpp'] as const;
type AboutTpp = (typeof ABOUT_TPP)[number];
const MONTHS = 12;

/** What a policy would have changed in months that are over. */
export function TrialsPage() {
  const { t } = useTranslation();
  const hub = useHub();
  const format = useFormat();
  const { user } = useSession();
  const [shown, setShown] = useState<string | null>(null);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: TRIALS,
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/tpp/trials', { signal }))).trials,
    refetchInterval: 10_000,
  });
  const current = shown ?? data?.[0]?.id ?? null;
  return (
    <>
      <Link to="/tpp" className={styles.back}>
        {t('tpp.back')}
      </Link>
      <PageHead title={t('trial.title')} sub={t('trial.sub')} />
      <div className={styles.sections}>
        {user.role === 'admin_bkd' && <AskTrial onAsked={setShown} />}
        {current !== null && <OneTrial key={current} id={current} />}
        <Card title={t('trial.earlier')}>
          {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
          {!error && !data && <Skeleton height={120} aria-busy="true" />}
          {data?.length === 0 && <p className={styles.text}>{t('trial.none')}</p>}
          <ul className={styles.rows}>
            {data?.map((trial) => (
              <li key={trial.id} className={styles.row}>
                <span>
                  <Button variant="subtle" size="compact-sm" onClick={() => setShown(trial.id)}>
                    {t(`trial.kind.${trial.kind as AboutTpp}`)} · {trial.title}
                  </Button>
                  <small>
                    {trial.askedBy}, {format.recentMoment(trial.askedAt, 'Asia/Jakarta')}
                  </small>
                </span>
                <span>
                  {[trial.months[0], trial.months.at(-1)].filter((m, i, all) => all.indexOf(m) === i).join(' – ')}
                </span>
                <span className={styles.state} data-state={trial.state}>
                  {t(`trial.state.${trial.state}`)}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}

function AskTrial({ onAsked }: { onAsked(id: string): void }) {
  const { t } = useTranslation();
  const hub = useHub();
  const queries = useQueryClient();
  const monthName = useMonthName();
  const opds = useOpds();
  // Those that are over.
  const months = pastMonths(new Date(), MONTHS + 1).slice(1);
  const [edition, setEdition] = useState<string | null>(null);
  const [from, setFrom] = useState(months[0] ?? '');
  const [to, setTo] = useState(months[0] ?? '');
  const [opd, setOpd] = useState<string | null>(null);
  const policies = useQuery({
    queryKey: ['policies', 'for-trials'],
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/policies', { signal }))).policies,
  });
  const ask = useMutation({
    mutationFn: (id: string) =>
      answerOf(hub.POST('/api/tpp/trials', { body: { edition: id, from, to, ...(opd !== null && { opd }) } })),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: TRIALS });
      onAsked(id);
    },
  });
  const editions = (policies.data ?? []).filter(
    ({ kind, state }) => state !== 'withdrawn' && ABOUT_TPP.some((each) => each === kind),
  );
  const options = months.map((value) => ({ value, label: monthName(value) }));
  return (
    <Card>
      <Stack>
        <p className={styles.text}>{t('trial.explain')}</p>
        <FormTrouble error={ask.error ?? policies.error} />
        <Select
          label={t('trial.edition')}
          searchable
          value={edition}
          onChange={setEdition}
          nothingFoundMessage={t('trial.noEditions')}
          data={editions.map(({ id, kind, legalBasis, effectiveFrom, state }) => ({
            value: id,
            label: `${t(`trial.kind.${kind as AboutTpp}`)} · ${effectiveFrom} · ${legalBasis}${state === 'active' ? '' : ' *'}`,
          }))}
          data-testid="trial-edition"
        />
        <div className={styles.sums}>
          <Select
            label={t('trial.from')}
            allowDeselect={false}
            value={from}
            data={options}
            onChange={(value) => {
              setFrom(value ?? from);
              if ((value ?? from) > to) setTo(value ?? from);
            }}
          />
          <Select
            label={t('trial.to')}
            allowDeselect={false}
            value={to}
            data={options.filter(({ value }) => value >= from)}
            onChange={(value) => setTo(value ?? to)}
          />
          <Select
            label={t('trial.opd')}
            searchable
            clearable
            limit={100}
            value={opd}
            onChange={setOpd}
            data={opds.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          />
        </div>
        <Button
          w="fit-content"
          disabled={edition === null}
          loading={ask.isPending}
          onClick={() => edition !== null && ask.mutate(edition)}
          data-testid="trial-go"
        >
          {t('trial.go')}
        </Button>
      </Stack>
    </Card>
  );
}

const isUnderWay = ({ state }: Trial) => state === 'waiting' || state === 'running';

function OneTrial({ id }: { id: string }) {
  const { t } = useTranslation();
  const hub = useHub();
  const format = useFormat();
  const { user } = useSession();
  const queries = useQueryClient();
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: [...TRIALS, id],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/tpp/trials/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state: { data: known } }) => (known === undefined || isUnderWay(known) ? 1_000 : false),
  });
  const cancel = useMutation({
    mutationFn: () => answerOf(hub.POST('/api/tpp/trials/{id}/cancel', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: TRIALS }),
  });
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} /> : null;
  return (
    <Card
      title={`${t(`trial.kind.${data.kind as AboutTpp}`)} · ${data.title}`}
      note={
        <span className={styles.state} data-state={data.state}>
          {t(`trial.state.${data.state}`)}
        </span>
      }
    >
      {isUnderWay(data) && (
        <Stack gap="xs">
          <span className={styles.text} role="status">
            {t(data.state === 'waiting' ? 'trial.waiting' : 'trial.running', {
              done: format.number(data.done),
              total: format.number(data.total),
            })}
          </span>
          <Progress value={data.total === 0 ? 0 : (100 * data.done) / data.total} aria-label={t('trial.title')} />
          {user.role === 'admin_bkd' && (
            <Button
              variant="default"
              size="xs"
              w="fit-content"
              loading={cancel.isPending}
              onClick={() => cancel.mutate()}
            >
              {t('trial.cancel')}
            </Button>
          )}
        </Stack>
      )}
      {data.problem !== null && <p className={styles.note}>{data.problem}</p>}
      {data.answer !== null && <TrialAnswerView answer={data.answer} />}
    </Card>
  );
}
