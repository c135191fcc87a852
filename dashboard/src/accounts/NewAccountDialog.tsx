import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../api/field-errors.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { AccountFields, type AccountTies } from './AccountFields.tsx';
import { OneTimePassword } from './OneTimePassword.tsx';
import { isOfAnOffice, mayHaveOffice } from './roles.ts';
import { useAddAccount } from './use-accounts.ts';

const FIELDS = ['username', 'name', 'role', 'opd', 'employee'] as const;
const USERNAME = /^[a-z0-9][a-z0-9._-]{2,99}$/;

/** A sign-in for one person; then its password, once. */
export function NewAccountDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const [ties, setTies] = useState<AccountTies>({ role: 'employee', opd: null, employee: null });
  const [name, setName] = useState('');
  const [username, setUsername] = useState('');
  const [tried, setTried] = useState(false);
  const add = useAddAccount();
  const missing: Partial<Record<string, string>> = {
    ...(name.trim() === '' && { name: t('form.nameMissing') }),
    ...(!USERNAME.test(username) && { username: t('accountForm.usernameWrong') }),
    ...(isOfAnOffice(ties.role) && ties.opd === null && { opd: t('form.chooseOpd') }),
    ...(ties.role === 'employee' && ties.employee === null && { employee: t('accountForm.employeeMissing') }),
  };
  const refused = fieldErrors(add.error, FIELDS);
  const errors = { ...refused, ...(tried ? missing : {}) };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(add.data ? 'oneTime.title' : 'accountForm.new')}
      closeOnClickOutside={!add.data}
      closeOnEscape={!add.data}
      withCloseButton={!add.data}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      {add.data ? (
        <OneTimePassword
          name={add.data.user.name}
          username={add.data.user.username}
          password={add.data.password}
          onDone={onClose}
        />
      ) : (
        <form
          data-testid="account-form"
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (Object.keys(missing).length > 0) return;
            const { role, opd, employee } = ties;
            add.mutate({ role, opd: mayHaveOffice(role) ? opd : null, employee, username, name: name.trim() });
          }}
        >
          <Stack>
            <FormTrouble error={add.error} saidByFields={Object.keys(refused).length > 0} />
            <AccountFields
              ties={ties}
              errors={errors}
              onChange={(changed, person) => {
                setTies(changed);
                add.reset();
                if (person === undefined || person === null) return;
                setName(person.name);
                // His NIP is what every employee knows by heart, and nobody else has it.
                if (username === '' || /^\d{18}$/.test(username)) setUsername(person.nip);
              }}
            />
            <TextInput
              label={t('accountForm.name')}
              maxLength={200}
              autoComplete="off"
              value={name}
              error={errors.name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-testid="account-name"
            />
            <TextInput
              label={t('accountForm.username')}
              description={t('accountForm.usernameHint')}
              maxLength={100}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={username}
              error={errors.username}
              onChange={(event) => setUsername(event.currentTarget.value.toLowerCase().replace(/\s/g, ''))}
              data-testid="account-username"
            />
            <Button type="submit" loading={add.isPending} data-testid="create-account">
              {t('accountForm.create')}
            </Button>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
