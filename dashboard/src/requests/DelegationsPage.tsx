import type { Delegation, NewDelegation } from '@hadir/shared/api/delegations';
import { localDay } from '@hadir/shared/time/local-day';
import { Button, Group, NativeSelect, Select, Skeleton, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { fieldErrors } from '../api/field-errors.ts';
import { ConfirmDialog } from '../enrolment/ConfirmDialog.tsx';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { useOpds } from '../units/use-units.ts';
import { PersonSelect } from './PersonSelect.tsx';
import styles from './requests.module.css';
import { useRequestWords } from './use-request-words.ts';
import { useDelegations, useNameDelegate, useRevokeDelegation } from './use-requests.ts';

/** Who decides in whose place, and until when. */
export function DelegationsPage() {
  const { t } = useTranslation();
  const [naming, setNaming] = useState(false);
  const { data, error, refetch, isFetching } = useDelegations();
  const revoke = useRevokeDelegation();
  const [ending, setEnding] = useState<Delegation | null>(null);
  return (
    <div className={styles.page}>
      <div>
        <Link to="/persetujuan" className={styles.back}>
          {t('delegations.back')}
        </Link>
        <PageHead title={t('delegations.title')} sub={t('delegations.sub')}>
          {!naming && (
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setNaming(true)}
              data-testid="new-delegation"
            >
              {t('delegations.new')}
            </Button>
          )}
        </PageHead>
      </div>
      {naming && <NameDelegate onClose={() => setNaming(false)} />}
      <Card>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={180} radius={10} aria-busy="true" />}
        {data?.length === 0 && <Empty title={t('delegations.noneTitle')}>{t('delegations.none')}</Empty>}
        <ul className={styles.rows} data-testid="delegations">
          {data?.map((delegation) => (
            <li key={delegation.id} className={styles.item}>
              <DelegationRow delegation={delegation} onRevoke={() => setEnding(delegation)} />
            </li>
          ))}
        </ul>
      </Card>
      <ConfirmDialog
        opened={ending !== null}
        title={t('delegations.revokeTitle', { name: ending?.acting.name ?? '' })}
        means={t('delegations.revokeExplain')}
        confirm={t('delegations.revoke')}
        working={revoke.isPending}
        error={revoke.error}
        onConfirm={() => ending && revoke.mutate(ending.id, { onSuccess: () => setEnding(null) })}
        onClose={() => {
          setEnding(null);
          revoke.reset();
        }}
      />
    </div>
  );
}

interface DelegationRowProps {
  delegation: Delegation;
  onRevoke(): void;
}

function DelegationRow({ delegation, onRevoke }: DelegationRowProps) {
  const { t } = useTranslation();
  const words = useRequestWords();
  const { kind, acting, principal, opd, from, to, basis, state, createdBy, mayRevoke } = delegation;
  const replaced = principal?.name ?? t('delegations.headOf', { opd: opd?.name ?? '' });
  return (
    <div className={styles.row} data-state={state}>
      <span>
        <b>{acting.name}</b>
        <small>
          {t(`delegations.kinds.${kind}`)} · {t('delegations.inPlaceOf', { name: replaced })}
        </small>
      </span>
      <span>
        {words.range(from, to)}
        <small>{basis}</small>
        {createdBy !== null && <small>{t('delegations.madeBy', { name: createdBy })}</small>}
      </span>
      <Group gap="xs">
        <Text size="sm" fw={state === 'now' ? 650 : 400}>
          {t(`delegations.state.${state}`)}
        </Text>
        {mayRevoke && (
          <Button size="xs" variant="default" onClick={onRevoke} data-testid="revoke-delegation">
            {t('delegations.revoke')}
          </Button>
        )}
      </Group>
    </div>
  );
}

function NameDelegate({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const opds = useOpds();
  const today = localDay(new Date(), 'Asia/Jakarta');
  const admin = user.role === 'admin_bkd';
  const mayHead = admin || user.role === 'opd_head';
  const [wanted, setWanted] = useState<NewDelegation>({
    kind: mayHead ? 'plh' : 'delegate',
    principal: mayHead ? null : user.employee,
    opd: mayHead && !admin ? user.opd : null,
    acting: '',
    from: today,
    to: today,
    basis: '',
  });
  const [head, setHead] = useState(mayHead);
  const name = useNameDelegate();
  const change = (part: Partial<NewDelegation>) => setWanted((before) => ({ ...before, ...part }));
  const errors = fieldErrors(name.error, ['principal', 'acting', 'opd', 'from', 'to', 'basis']);
  const own = (ofHead: boolean) =>
    ofHead
      ? { principal: null, opd: admin ? null : user.opd, kind: 'plh' as const }
      : { principal: admin ? null : user.employee, opd: null, kind: 'delegate' as const };
  const whole =
    wanted.acting !== '' && wanted.basis.trim().length >= 3 && (wanted.principal !== null || wanted.opd !== null);
  return (
    <Card title={t('delegations.new')}>
      <form
        className={styles.form}
        data-testid="delegation-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (whole) name.mutate({ ...wanted, basis: wanted.basis.trim() }, { onSuccess: onClose });
        }}
      >
        <Text size="sm">{t('delegations.explain')}</Text>
        <FormTrouble error={name.error} saidByFields={Object.keys(errors).length > 0} />
        <div className={styles.pair}>
          {mayHead && (admin || user.employee !== null) && (
            <NativeSelect
              label={t('delegations.replaces')}
              value={head ? 'head' : 'person'}
              data={[
                { value: 'head', label: t('delegations.replacesHead') },
                { value: 'person', label: t('delegations.replacesPerson') },
              ]}
              onChange={(event) => {
                const ofHead = event.currentTarget.value === 'head';
                setHead(ofHead);
                change(own(ofHead));
              }}
            />
          )}
          {admin && head && (
            <Select
              label={t('opds.opd')}
              searchable
              limit={100}
              value={wanted.opd}
              error={errors.opd}
              data={opds.data?.map(({ id, name: label }) => ({ value: id, label })) ?? []}
              nothingFoundMessage={t('opds.none')}
              onChange={(opd) => change({ opd })}
            />
          )}
          {admin && !head && (
            <PersonSelect
              label={t('delegations.principal')}
              value={wanted.principal}
              error={errors.principal}
              onChange={(person) => change({ principal: person?.id ?? null })}
            />
          )}
          <NativeSelect
            label={t('delegations.kind')}
            value={wanted.kind}
            data={(['plt', 'plh', 'delegate'] as const).map((kind) => ({
              value: kind,
              label: t(`delegations.kinds.${kind}`),
            }))}
            onChange={(event) => change({ kind: event.currentTarget.value as NewDelegation['kind'] })}
          />
          <PersonSelect
            label={t('delegations.acting')}
            value={wanted.acting === '' ? null : wanted.acting}
            error={errors.acting}
            onChange={(person) => change({ acting: person?.id ?? '' })}
            testId="acting"
          />
        </div>
        <div className={styles.pair}>
          <TextInput
            type="date"
            label={t('newRequest.from')}
            value={wanted.from}
            error={errors.from}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('newRequest.to')}
            min={wanted.from}
            value={wanted.to}
            error={errors.to}
            onChange={(event) => change({ to: event.currentTarget.value })}
          />
          <TextInput
            label={t('delegations.basis')}
            description={t('delegations.basisHint')}
            maxLength={500}
            value={wanted.basis}
            error={errors.basis}
            onChange={(event) => change({ basis: event.currentTarget.value })}
          />
        </div>
        <Group>
          <Button type="submit" loading={name.isPending} disabled={!whole}>
            {t('delegations.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('dialog.close')}
          </Button>
        </Group>
      </form>
    </Card>
  );
}
