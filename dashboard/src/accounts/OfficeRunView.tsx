import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { downloadFile } from '../reports/download-file.ts';
import styles from './accounts.module.css';
import { listPasswords } from './list-passwords.ts';
import { PasswordSlips } from './PasswordSlips.tsx';
import { spellUsername } from './spell-username.ts';
import type { OfficeRun } from './use-office-run.ts';

interface OfficeRunViewProps {
  readonly run: OfficeRun;
  onStop(): void;
  onGoOn(): void;
  onClose(): void;
}

/** How far it is, and the list of passwords, which has to be taken along before it is closed. */
export function OfficeRunView({ run, onStop, onGoOn, onClose }: OfficeRunViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  /** How much of the list was taken along. */
  const [saved, setSaved] = useState(0);
  const { opdName, made, of, state, error } = run;
  const isSaved = saved === made.length;
  const columns = (['name', 'username', 'workUnit', 'password'] as const).map((name) =>
    t(`officeAccounts.columns.${name}`),
  );
  const download = () => {
    const file = `${t('officeAccounts.fileName')}-${opdName.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.csv`;
    downloadFile(new Blob([listPasswords(columns, made)], { type: 'text/csv;charset=utf-8' }), file);
    setSaved(made.length);
  };
  const print = () => {
    window.print();
    setSaved(made.length);
  };
  return (
    <Stack data-testid="office-run">
      {state === 'working' && (
        <div role="status">
          <Text size="sm">
            {t('officeAccounts.working', { done: format.number(made.length), of: format.number(of) })}
          </Text>
          <Progress value={of === 0 ? 100 : (100 * made.length) / of} animated mt={8} aria-label={opdName} />
        </div>
      )}
      {state !== 'working' && (
        <Text fw={650} data-testid="office-done">
          {t('officeAccounts.done', { n: format.number(made.length), opd: opdName })}
        </Text>
      )}
      {error !== null && (
        <Alert color="yellow" role="alert">
          {t('officeAccounts.broken', { n: format.number(made.length) })}
        </Alert>
      )}
      <FormTrouble error={error} />
      {made.length > 0 && state !== 'working' && <Text size="sm">{t('officeAccounts.once')}</Text>}
      {made.length > 0 && (
        <div className={styles.list}>
          <ul data-testid="made-accounts">
            {made.map(({ name, username, password }) => (
              <li key={username}>
                <span>
                  {name}
                  <code>{spellUsername(username)}</code>
                </span>
                <code>{password}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Group>
        {state === 'working' && (
          <Button variant="default" onClick={onStop}>
            {t('officeAccounts.stop')}
          </Button>
        )}
        {state === 'stopped' && (
          <Button onClick={onGoOn} data-testid="go-on">
            {t('officeAccounts.again')}
          </Button>
        )}
        {state !== 'working' && made.length > 0 && (
          <>
            <Button
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={download}
              data-testid="download-passwords"
            >
              {t('officeAccounts.download')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} aria-hidden />}
              onClick={print}
              data-testid="print-slips"
            >
              {t('officeAccounts.print')}
            </Button>
          </>
        )}
        {state !== 'working' && isSaved && (
          <Button variant="default" onClick={onClose} data-testid="close-run">
            {t('officeAccounts.close')}
          </Button>
        )}
      </Group>
      {state !== 'working' && !isSaved && (
        <Group gap="xs">
          <Text size="xs" c="dimmed" maw={420}>
            {t('officeAccounts.notSaved')}
          </Text>
          <Button size="compact-xs" variant="subtle" color="red" onClick={onClose} data-testid="close-unsaved">
            {t('officeAccounts.closeAnyway')}
          </Button>
        </Group>
      )}
      {made.length > 0 && <PasswordSlips slips={made} />}
    </Stack>
  );
}
