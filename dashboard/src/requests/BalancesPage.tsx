import type { LeaveBalance } from '@hadir/shared/api/requests';
import { Button, NumberInput, Skeleton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { fieldErrors } from '../api/field-errors.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { PersonSelect } from './PersonSelect.tsx';
import styles from './requests.module.css';
import { useRequestWords } from './use-request-words.ts';
import { useBalances, useSetBalance } from './use-requests.ts';

/** Balances of one employee, and what BKD knows of his leave from elsewhere. */
export function BalancesPage() {
  const { t } = useTranslation();
  const [query, setQuery] = useSearchParams();
  const employee = query.get('pegawai');
  const [year, setYear] = useState(new Date().getFullYear());
  const { data, error, refetch, isFetching } = useBalances(employee, year);
  return (
    <div className={styles.page}>
      <div>
        <Link to="/persetujuan" className={styles.back}>
          {t('balances.back')}
        </Link>
        <PageHead title={t('balances.title')} sub={t('balances.sub')} />
      </div>
      <Card>
        <div className={styles.pair}>
          <PersonSelect
            label={t('list.name')}
            key={data?.employee.name ?? ''}
            value={employee}
            known={data?.employee.name}
            testId="balance-person"
            onChange={(person) => person && setQuery({ pegawai: person.id })}
          />
          <NumberInput
            label={t('balances.year')}
            min={2000}
            max={2100}
            value={year}
            onChange={(value) => setYear(Number(value) || year)}
          />
        </div>
        {employee === null && (
          <p className={styles.text} style={{ marginTop: 12 }}>
            {t('balances.choose')}
          </p>
        )}
      </Card>
      {employee !== null && error && !data && (
        <Card>
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        </Card>
      )}
      {employee !== null && !error && !data && <Skeleton height={260} radius={14} aria-busy="true" />}
      {data?.balances.length === 0 && (
        <Card title={data.employee.name}>
          <p className={styles.text}>{t('balances.none')}</p>
        </Card>
      )}
      {employee !== null &&
        data?.balances.map((balance) => (
          <BalanceCard
            key={`${employee} ${balance.code} ${balance.year} ${balance.entered?.at ?? ''}`}
            employee={employee}
            name={data.employee.name}
            balance={balance}
          />
        ))}
    </div>
  );
}

interface BalanceCardProps {
  employee: string;
  name: string;
  balance: LeaveBalance;
}

function BalanceCard({ employee, name, balance }: BalanceCardProps) {
  const { t } = useTranslation();
  const { days } = useRequestWords();
  const { entered, code, year } = balance;
  const [carried, setCarried] = useState<number | null>(entered?.carriedDays ?? null);
  const [taken, setTaken] = useState(entered?.takenDays ?? 0);
  const [reason, setReason] = useState(entered?.reason ?? '');
  const set = useSetBalance(employee);
  const errors = fieldErrors(set.error, ['carriedDays', 'takenDays', 'reason', 'code']);
  const figures = [
    ['granted', balance.grantedHalves],
    ['carried', balance.carriedHalves],
    ['taken', balance.takenHalves],
    ['pending', balance.pendingHalves],
    ['left', balance.leftHalves],
  ] as const;
  return (
    <Card title={`${name} · ${balance.name} ${year}`}>
      <dl className={styles.figures} data-testid="balance-figures">
        {figures.map(([word, halves]) => (
          <div key={word}>
            <dt>{t(`balances.${word}`)}</dt>
            <dd data-figure={word}>{days(halves)}</dd>
          </div>
        ))}
      </dl>
      {balance.note !== null && <p className={styles.text}>{balance.note}</p>}
      <form
        className={styles.form}
        style={{ marginTop: 14 }}
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate({ code, year, carriedDays: carried, takenDays: taken, reason: reason.trim() });
        }}
      >
        <FormTrouble error={set.error} saidByFields={Object.keys(errors).length > 0} />
        <div className={styles.pair}>
          <NumberInput
            label={t('balances.carriedDays')}
            description={t('balances.carriedHint')}
            min={0}
            max={366}
            allowDecimal={false}
            value={carried ?? ''}
            error={errors.carriedDays}
            data-testid="carried-days"
            onChange={(value) => setCarried(value === '' ? null : Number(value))}
          />
          <NumberInput
            label={t('balances.takenDays')}
            min={0}
            max={366}
            allowDecimal={false}
            value={taken}
            error={errors.takenDays}
            onChange={(value) => setTaken(Number(value))}
          />
          <TextInput
            label={t('balances.reason')}
            description={t('balances.reasonHint')}
            maxLength={500}
            value={reason}
            error={errors.reason}
            data-testid="balance-reason"
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </div>
        <div>
          <Button type="submit" loading={set.isPending} disabled={reason.trim().length < 3} data-testid="save-balance">
            {t('balances.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
