import { ONE_TIME_DAYS } from '@hadir/shared/api/account-limits';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyLine } from '../look/CopyLine.tsx';
import { PasswordSlips } from './PasswordSlips.tsx';

interface OneTimePasswordProps {
  readonly name: string;
  readonly username: string;
  readonly password: string;
  onDone(): void;
}

/** The only time that the password is readable: to be copied, printed or read out, and then gone. */
export function OneTimePassword({ name, username, password, onDone }: OneTimePasswordProps) {
  const { t } = useTranslation();
  return (
    <Stack data-testid="one-time-password">
      <Text size="sm">{t('oneTime.explain', { name, days: ONE_TIME_DAYS })}</Text>
      <CopyLine label={t('oneTime.username')} value={username} large />
      <CopyLine label={t('oneTime.password')} value={password} large />
      <Group>
        <Button onClick={onDone} data-testid="password-handed-over">
          {t('oneTime.done')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
          data-testid="print-password"
        >
          {t('oneTime.print')}
        </Button>
      </Group>
      <PasswordSlips slips={[{ name, username, password, workUnit: null }]} />
    </Stack>
  );
}
