import type { Account } from '@hadir/shared/api/accounts';
import type { Colleague } from '@hadir/shared/api/requests';
import type { Role } from '@hadir/shared/api/session';
import { Button, Group, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PersonSelect } from '../requests/PersonSelect.tsx';
import { useOpds } from '../units/use-units.ts';
import { isOfAnOffice, mayHaveOffice, ROLES } from './roles.ts';

export interface AccountTies {
  readonly role: Role;
  readonly opd: string | null;
  readonly employee: string | null;
}

interface AccountFieldsProps {
  readonly ties: AccountTies;
  /** Whom the account stands for as it is kept now. */
  readonly known?: Pick<Account, 'employee' | 'employeeName' | 'nip'>;
  readonly errors: Partial<Record<string, string>>;
  onChange(ties: AccountTies, person?: Colleague | null): void;
}

/** As what somebody signs in, for which office, and which employee he is. */
export function AccountFields({ ties, known, errors, onChange }: AccountFieldsProps) {
  const { t } = useTranslation();
  const opds = useOpds();
  const { role, opd, employee } = ties;
  const own = role === 'employee';
  const isKnown = known !== undefined && known.employee !== null && known.employee === employee;
  return (
    <>
      <Select
        label={t('accountForm.role')}
        description={t(`roleHelp.${role}`)}
        allowDeselect={false}
        value={role}
        data={ROLES.map((each) => ({ value: each, label: t(`role.${each}`) }))}
        error={errors.role}
        onChange={(chosen) => onChange({ ...ties, role: chosen as Role })}
        data-testid="account-role"
      />
      {mayHaveOffice(role) && (
        <Select
          label={t('accountForm.opd')}
          description={t(isOfAnOffice(role) ? 'accountForm.opdHint' : 'accountForm.opdOfTreasurer')}
          searchable
          limit={100}
          allowDeselect={false}
          clearable={!isOfAnOffice(role)}
          value={opd}
          data={opds.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          nothingFoundMessage={t('opds.none')}
          error={errors.opd}
          onChange={(chosen) => onChange({ ...ties, opd: chosen })}
          data-testid="account-opd"
        />
      )}
      <PersonSelect
        label={t(own ? 'accountForm.employee' : 'accountForm.employeeOptional')}
        description={t(own ? 'accountForm.employeeHint' : 'accountForm.employeeOptionalHint')}
        value={isKnown ? null : employee}
        error={errors.employee}
        clearable
        onChange={(person) => onChange({ ...ties, employee: person?.id ?? null }, person)}
        testId="account-employee"
      />
      {isKnown && (
        <Group gap="xs">
          <Text size="sm">
            {t('accountForm.employeeNow', { name: known.employeeName ?? '', nip: known.nip ?? '' })}
          </Text>
          {!own && (
            <Button size="compact-xs" variant="subtle" onClick={() => onChange({ ...ties, employee: null }, null)}>
              {t('accountForm.unlink')}
            </Button>
          )}
        </Group>
      )}
    </>
  );
}
