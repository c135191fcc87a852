import { Alert, Button, Checkbox, Modal, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Trouble } from '../look/Trouble.tsx';
import { useOpds } from '../units/use-units.ts';
import styles from './accounts.module.css';
import { OfficeRunView } from './OfficeRunView.tsx';
import { useOfficeAccounts } from './use-accounts.ts';
import { useOfficeRun } from './use-office-run.ts';

/** A sign-in for each employee of an office, then the list of their passwords, once. */
export function OfficeAccountsDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const opds = useOpds();
  const [opd, setOpd] = useState<string | null>(null);
  const [renew, setRenew] = useState(false);
  const { data: stand, error, refetch, isFetching } = useOfficeAccounts(opd);
  const { run, start, stop, goOn } = useOfficeRun();
  const isHolding = run !== null && (run.state === 'working' || run.made.length > 0);
  useEffect(() => {
    if (!isHolding) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isHolding]);
  const todo = (stand?.without ?? 0) + (renew ? (stand?.unused ?? 0) : 0);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('officeAccounts.title')}
      withCloseButton={!isHolding}
      closeOnClickOutside={!isHolding}
      closeOnEscape={!isHolding}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      {run !== null ? (
        <OfficeRunView run={run} onStop={stop} onGoOn={goOn} onClose={onClose} />
      ) : (
        <Stack data-testid="office-accounts-form">
          <Text size="sm">{t('officeAccounts.explain')}</Text>
          <Select
            label={t('officeAccounts.chooseOpd')}
            searchable
            limit={100}
            allowDeselect={false}
            value={opd}
            data={opds.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            nothingFoundMessage={t('opds.none')}
            onChange={(chosen) => {
              setOpd(chosen);
              setRenew(false);
            }}
            data-testid="office"
          />
          {opd !== null && error && !stand && (
            <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
          )}
          {opd !== null && !error && !stand && <Skeleton height={60} radius={10} aria-busy="true" />}
          {stand && (
            <>
              <Text size="sm" fw={600} data-testid="office-stand">
                {t('officeAccounts.stand', {
                  employees: format.number(stand.employees),
                  without: format.number(stand.without),
                  unused: format.number(stand.unused),
                })}
              </Text>
              {stand.taken.length > 0 && (
                <Alert color="yellow">{t('officeAccounts.taken', { nips: stand.taken.join(', ') })}</Alert>
              )}
              {stand.unused > 0 && (
                <Checkbox
                  label={t('officeAccounts.renew', { n: format.number(stand.unused) })}
                  description={t('officeAccounts.renewHint')}
                  checked={renew}
                  onChange={(event) => setRenew(event.currentTarget.checked)}
                  data-testid="renew"
                />
              )}
              {stand.without === 0 && stand.unused === 0 && (
                <p className={styles.note}>{t('officeAccounts.nothing')}</p>
              )}
              <Button
                disabled={todo === 0}
                onClick={() => start({ opd: opd ?? '', stand, renew })}
                data-testid="make-accounts"
              >
                {t('officeAccounts.start', { n: format.number(todo) })}
              </Button>
            </>
          )}
        </Stack>
      )}
    </Modal>
  );
}
