import type { Account } from '@hadir/shared/api/accounts';
import { Button, Modal, Skeleton } from '@mantine/core';
import { IconKey, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { AccountHistoryCard } from './AccountHistoryCard.tsx';
import { AccountMarks } from './AccountMarks.tsx';
import styles from './accounts.module.css';
import { ConfirmAccount } from './ConfirmAccount.tsx';
import { EditAccountDialog } from './EditAccountDialog.tsx';
import { OneTimePassword } from './OneTimePassword.tsx';
import { useAccount, useResetPassword, useSwitchAccount } from './use-accounts.ts';

/** One sign-in: what it may, how it stands, what was done to it. */
export function AccountPage() {
  const { t } = useTranslation();
  const { account: id = '' } = useParams();
  const { data, error, refetch, isFetching } = useAccount(id);
  return (
    <>
      <Link to="/akun" className={styles.back ?? ''}>
        {t('accountPage.back')}
      </Link>
      <PageHead title={data?.name ?? t('accounts.title')} sub={data && <AccountMarks account={data} />} />
      {error && !data && (
        <Card>
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        </Card>
      )}
      {!error && !data && <Skeleton height={320} radius={14} aria-busy="true" />}
      {data && (
        <div className={styles.page}>
          <FactsCard account={data} />
          <AccountHistoryCard account={data.id} />
        </div>
      )}
    </>
  );
}

function FactsCard({ account }: { account: Account }) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { username, role, opdName, employee, employeeName, nip, active, credential, createdAt, lastSignInAt } = account;
  return (
    <Card title={t('accountPage.facts')}>
      <dl className={styles.facts} data-testid="account-facts">
        <dt>{t('accountPage.username')}</dt>
        <dd>{username}</dd>
        <dt>{t('accountPage.role')}</dt>
        <dd>
          {t(`role.${role}`)}
          <small>{t(`roleHelp.${role}`)}</small>
        </dd>
        <dt>{t('accountPage.opd')}</dt>
        <dd>{opdName ?? t('accounts.wholeRegion')}</dd>
        <dt>{t('accountPage.employee')}</dt>
        <dd>
          {employee === null ? (
            t('accountPage.noEmployee')
          ) : (
            <>
              <Link to={`/pegawai/${employee}`}>{employeeName}</Link>
              <small>NIP {nip}</small>
            </>
          )}
        </dd>
        <dt>{t('accountPage.state')}</dt>
        <dd>{t(active ? 'accountPage.active' : 'accountPage.inactive')}</dd>
        <dt>{t('accountPage.password')}</dt>
        <dd>{t(`accountPage.passwordOf.${credential}`)}</dd>
        <dt>{t('accountPage.lastSignIn')}</dt>
        <dd>{lastSignInAt === null ? t('accounts.neverSignedIn') : format.recentMoment(lastSignInAt, zone)}</dd>
        <dt>{t('accountPage.created')}</dt>
        <dd>{format.recentMoment(createdAt, zone)}</dd>
      </dl>
      <Tools account={account} />
    </Card>
  );
}

function Tools({ account }: { account: Account }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'edit' | 'reset' | 'deactivate' | null>(null);
  const reset = useResetPassword(account.id);
  const turn = useSwitchAccount(account.id);
  const { name, username, active, own } = account;
  const close = () => {
    setOpen(null);
    reset.reset();
    turn.reset();
  };
  return (
    <>
      <div className={styles.tools}>
        <Button
          leftSection={<IconPencil size={16} aria-hidden />}
          variant="default"
          onClick={() => setOpen('edit')}
          data-testid="edit-account"
        >
          {t('accountForm.edit')}
        </Button>
        {!own && active && (
          <>
            <Button
              leftSection={<IconKey size={16} aria-hidden />}
              variant="default"
              onClick={() => setOpen('reset')}
              data-testid="reset-password"
            >
              {t('accountPage.reset')}
            </Button>
            <Button variant="default" color="red" onClick={() => setOpen('deactivate')} data-testid="deactivate">
              {t('accountPage.deactivate')}
            </Button>
          </>
        )}
        {!own && !active && (
          <Button loading={turn.isPending} onClick={() => turn.mutate(true)} data-testid="activate">
            {t('accountPage.activate')}
          </Button>
        )}
      </div>
      {open === null && <FormTrouble error={turn.error} />}
      {own && (
        <p className={styles.quiet}>
          {t('accountPage.own')} <Link to="/profil">{t('accountPage.ownLink')}</Link>.
        </p>
      )}
      {open === 'edit' && <EditAccountDialog account={account} onClose={close} />}
      {open === 'deactivate' && (
        <ConfirmAccount
          title={t('accountPage.deactivateTitle')}
          means={t('accountPage.deactivateMeans', { name })}
          yes={t('accountPage.deactivateYes')}
          color="red"
          error={turn.error}
          isPending={turn.isPending}
          onYes={() => turn.mutate(false, { onSuccess: close })}
          onClose={close}
        />
      )}
      {open === 'reset' && !reset.data && (
        <ConfirmAccount
          title={t('accountPage.resetTitle')}
          means={t('accountPage.resetMeans', { name })}
          yes={t('accountPage.resetYes')}
          error={reset.error}
          isPending={reset.isPending}
          onYes={() => reset.mutate()}
          onClose={close}
        />
      )}
      {reset.data && (
        <Modal
          opened
          onClose={close}
          title={t('oneTime.title')}
          withCloseButton={false}
          closeOnClickOutside={false}
          closeOnEscape={false}
        >
          <OneTimePassword name={name} username={username} password={reset.data.password} onDone={close} />
        </Modal>
      )}
    </>
  );
}
