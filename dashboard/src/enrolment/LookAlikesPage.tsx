import type { LookAlikePair } from '@hadir/shared/api/enrolment';
import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import styles from './enrolment.module.css';

const KEY = ['look-alikes'];

function usePairs(decided: boolean) {
  const hub = useHub();
  return useQuery({
    queryKey: [...KEY, decided],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/look-alikes', { params: { query: { decided } }, signal })),
    refetchInterval: ({ state: { data } }) => (data && data.officesLeft > 0 ? 3_000 : 60_000),
  });
}

/** Pairs of one office who are easily taken for each other, and what BKD makes of them. */
export function LookAlikesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const queries = useQueryClient();
  const waiting = usePairs(false);
  const decided = usePairs(true);
  const scan = useMutation({
    mutationFn: () => answerOf(hub.POST('/api/look-alikes/scan')),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const left = waiting.data?.officesLeft ?? 0;
  return (
    <>
      <PageHead title={t('lookAlikes.title')} sub={t('lookAlikes.sub')}>
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={scan.isPending || left > 0}
          onClick={() => scan.mutate()}
          data-testid="scan"
        >
          {t('lookAlikes.scan')}
        </Button>
      </PageHead>
      <div className={styles.sections}>
        <Card title={t('lookAlikes.waiting')} note={waiting.data && format.number(waiting.data.pairs.length)}>
          <p className={styles.text}>{t('lookAlikes.explain')}</p>
          <FormTrouble error={scan.error} />
          {left > 0 && (
            <p className={styles.text} role="status">
              {t('lookAlikes.officesLeft', { n: format.number(left) })}
            </p>
          )}
          {waiting.error && !waiting.data && (
            <Trouble error={waiting.error} onRetry={() => void waiting.refetch()} retrying={waiting.isFetching} />
          )}
          {!waiting.error && !waiting.data && <Skeleton height={160} radius={10} aria-busy="true" />}
          {waiting.data?.pairs.length === 0 && left === 0 && (
            <Empty title={t('lookAlikes.noneTitle')}>{t('lookAlikes.none')}</Empty>
          )}
          {waiting.data?.pairs.map((pair) => (
            <Pair key={pair.id} pair={pair} />
          ))}
        </Card>
        {decided.data && decided.data.pairs.length > 0 && (
          <Card title={t('lookAlikes.decided')} note={format.number(decided.data.pairs.length)}>
            {decided.data.pairs.map((pair) => (
              <Pair key={pair.id} pair={pair} />
            ))}
          </Card>
        )}
      </div>
    </>
  );
}

function Pair({ pair }: { pair: LookAlikePair }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const queries = useQueryClient();
  const [choosing, setChoosing] = useState(false);
  const decide = useMutation({
    mutationFn: (body: { decision: 'strict' | 'not-a-problem' | 'same-person'; remove?: string }) =>
      answerOf(hub.POST('/api/look-alikes/{id}/decide', { params: { path: { id: pair.id } }, body })),
    onSuccess: () => setChoosing(false),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <section className={styles.pair} data-testid="pair" aria-label={pair.people.map(({ name }) => name).join(' – ')}>
      <div className={styles.sides}>
        {pair.people.map((person) => (
          <div key={person.employee}>
            <Link to={`/pegawai/${person.employee}`}>{person.name}</Link>
            <small>NIP {person.nip}</small>
            <small>
              {[person.position, t('lookAlikes.faces', { n: format.number(person.faces) })]
                .filter((part) => part !== null)
                .join(' · ')}
            </small>
          </div>
        ))}
        <div>
          <b>{t('lookAlikes.score', { score: format.decimal(pair.score, 2) })}</b>
          <small>
            {t('lookAlikes.threshold', { threshold: format.decimal(pair.threshold, 2) })} · {pair.opdName}
          </small>
          <small>{t(pair.score >= pair.threshold ? 'lookAlikes.above' : 'lookAlikes.near')}</small>
        </div>
      </div>
      {pair.decision && (
        <p className={styles.text}>
          <b>{t(`lookAlikes.verdict.${pair.decision}`)}</b> ·{' '}
          {t('lookAlikes.decidedBy', {
            name: pair.decidedBy ?? '–',
            moment: pair.decidedAt ? format.moment(pair.decidedAt, zone) : '–',
          })}
        </p>
      )}
      <FormTrouble error={decide.error} />
      {pair.decision !== 'same-person' && (
        <Group gap="xs">
          {pair.decision !== 'strict' && (
            <Button
              size="xs"
              title={t('lookAlikes.strictMeans')}
              loading={decide.isPending && decide.variables.decision === 'strict'}
              onClick={() => decide.mutate({ decision: 'strict' })}
              data-testid="keep-strict"
            >
              {t('lookAlikes.strict')}
            </Button>
          )}
          {pair.decision !== 'not-a-problem' && (
            <Button
              size="xs"
              variant="default"
              title={t('lookAlikes.fineMeans')}
              loading={decide.isPending && decide.variables.decision === 'not-a-problem'}
              onClick={() => decide.mutate({ decision: 'not-a-problem' })}
              data-testid="not-a-problem"
            >
              {t('lookAlikes.fine')}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => setChoosing(true)} data-testid="same-person">
            {t('lookAlikes.same')}
          </Button>
        </Group>
      )}
      <Modal
        opened={choosing}
        onClose={() => setChoosing(false)}
        title={t('lookAlikes.sameTitle')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <Stack>
          <Text size="sm">{t('lookAlikes.sameMeans')}</Text>
          <FormTrouble error={decide.error} />
          {pair.people.map(({ employee, name, nip }) => (
            <Button
              key={employee}
              variant="default"
              h="auto"
              py="xs"
              loading={decide.isPending && decide.variables.remove === employee}
              onClick={() => decide.mutate({ decision: 'same-person', remove: employee })}
            >
              {t('lookAlikes.removeOf', { name })} ({nip})
            </Button>
          ))}
        </Stack>
      </Modal>
    </section>
  );
}
