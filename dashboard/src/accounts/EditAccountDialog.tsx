import type { Account } from '@hadir/shared/api/accounts';
import { Alert, Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../api/field-errors.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { AccountFields, type AccountTies } from './AccountFields.tsx';
import { mayHaveOffice } from './roles.ts';
import { useChangeAccount } from './use-accounts.ts';

const FIELDS = ['name', 'role', 'opd', 'employee'] as const;

/** Name, role and ties; of one's own account the name alone. */
export function EditAccountDialog({ account, onClose }: { account: Account; onClose(): void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(account.name);
  const [ties, setTies] = useState<AccountTies>({
    role: account.role,
    opd: mayHaveOffice(account.role) ? account.opd : null,
    employee: account.employee,
  });
  const change = useChangeAccount(account.id);
  const errors = fieldErrors(change.error, FIELDS);
  const opd = mayHaveOffice(ties.role) ? ties.opd : null;
  const isMoved =
    ties.role !== account.role ||
    ties.employee !== account.employee ||
    opd !== (mayHaveOffice(account.role) ? account.opd : null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('accountForm.edit')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <form
        data-testid="edit-account-form"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ ...ties, opd, name: name.trim() }, { onSuccess: onClose });
        }}
      >
        <Stack>
          <FormTrouble error={change.error} saidByFields={Object.keys(errors).length > 0} />
          <TextInput
            label={t('accountForm.name')}
            maxLength={200}
            value={name}
            error={errors.name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-testid="account-name"
          />
          {account.own ? (
            <Text size="sm">{t('accountForm.ownOnlyName')}</Text>
          ) : (
            <AccountFields ties={ties} known={account} errors={errors} onChange={setTies} />
          )}
          {isMoved && <Alert color="yellow">{t('accountForm.endsSessions')}</Alert>}
          <Button
            type="submit"
            loading={change.isPending}
            disabled={name.trim() === '' || (!isMoved && name.trim() === account.name)}
            data-testid="save-account"
          >
            {t('accountForm.save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
