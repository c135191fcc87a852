import type { Assembly } from '@hadir/shared/api/assemblies';
import { Button, Modal, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { NewAssemblyDialog } from './NewAssemblyDialog.tsx';
import { pastMonths } from './past-months.ts';
import styles from './tpp.module.css';
import { useMonthName } from './use-month-name.ts';

const ASSEMBLIES = ['assemblies'];
const MONTHS_OFFERED = 24;
const WRITERS: readonly string[] = ['admin_bkd', 'opd_head', 'opd_operator'];

/** Assemblies and ceremonies, and who missed them. */
export function AssembliesPage() {
  const { t } = useTranslation();
  const hub = useHub();
  const { user } = useSession();
  const monthName = useMonthName();
  const [adding, setAdding] = useState(false);
  const months = pastMonths(new Date(), MONTHS_OFFERED);
  const [month, setMonth] = useState(months[0] ?? '');
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: [...ASSEMBLIES, month],
    queryFn: async ({ signal }) =>
      (await answerOf(hub.GET('/api/assemblies', { params: { query: { month } }, signal }))).assemblies,
  });
  const writer = WRITERS.includes(user.role);
  return (
    <>
      <PageHead title={t('assembly.title')} sub={t('assembly.sub')}>
        {writer && (
          <Button onClick={() => setAdding(true)} data-testid="add-assembly">
            {t('assembly.add')}
          </Button>
        )}
      </PageHead>
      <Card>
        <div className={styles.filters}>
          <Select
            label={t('tpp.month')}
            allowDeselect={false}
            value={month}
            data={months.map((each) => ({ value: each, label: monthName(each) }))}
            onChange={(value) => setMonth(value ?? month)}
            data-testid="month"
          />
        </div>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={240} aria-busy="true" />}
        {data?.length === 0 && <Empty title={t('assembly.none')}>{t('assembly.noneHelp')}</Empty>}
        <ul className={styles.rows} data-testid="assemblies">
          {data?.map((assembly) => (
            <AssemblyRow key={assembly.id} assembly={assembly} writer={writer} />
          ))}
        </ul>
      </Card>
      {writer && <NewAssemblyDialog opened={adding} onClose={() => setAdding(false)} />}
    </>
  );
}

function AssemblyRow({ assembly, writer }: { assembly: Assembly; writer: boolean }) {
  const { t } = useTranslation();
  const hub = useHub();
  const queries = useQueryClient();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => answerOf(hub.POST('/api/assemblies/{id}/cancel', { params: { path: { id: assembly.id } } })),
    onSuccess: () => setAsking(false),
    onSettled: () => queries.invalidateQueries({ queryKey: ASSEMBLIES }),
  });
  const { day, kind, name, opdName, missed, cancelled, frozen } = assembly;
  return (
    <li className={styles.row} data-testid="assembly">
      <span>
        <b>{name}</b>
        <small>
          {t(`assembly.kind.${kind}`)} · {format.day(day)} · {opdName}
        </small>
        <small>
          {t('assembly.by', {
            name: assembly.recordedBy,
            moment: format.recentMoment(assembly.recordedAt, 'Asia/Jakarta'),
          })}
        </small>
      </span>
      <span>
        {missed.length === 0 ? (
          t('assembly.nobodyMissed')
        ) : (
          <details>
            <summary>{t('assembly.nMissed', { n: format.number(missed.length) })}</summary>
            {missed.map((person) => (
              <small key={person.employee}>
                {person.name} · {person.nip}
              </small>
            ))}
          </details>
        )}
        {frozen && <small>{t('assembly.frozen')}</small>}
      </span>
      <span>
        {cancelled ? (
          <span className={styles.state} data-state="cancelled">
            {t('assembly.cancelled')}
          </span>
        ) : (
          writer && (
            <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
              {t('assembly.cancel')}
            </Button>
          )
        )}
      </span>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('assembly.cancel')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <Stack>
          <FormTrouble error={cancel.error} />
          <Text size="sm">
            {name}, {format.day(day)}. {t('assembly.cancelExplain')}
          </Text>
          <Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('assembly.cancel')}
          </Button>
        </Stack>
      </Modal>
    </li>
  );
}
