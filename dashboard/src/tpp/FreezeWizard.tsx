import type { Sheet } from '@hadir/shared/api/tpp';
import { Button, Checkbox, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './tpp.module.css';
import { useMonthName } from './use-month-name.ts';
import { useRupiah } from './use-rupiah.ts';
import { useFreeze } from './use-tpp.ts';

const NAMED_AT_MOST = 12;

interface FreezeWizardProps {
  sheet: Sheet;
  opened: boolean;
  onClose(): void;
}

/** The last look before a month is settled for ever: what happens, what is incomplete, and why that is accepted. */
export function FreezeWizard({ sheet, opened, onClose }: FreezeWizardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const monthName = useMonthName();
  const freeze = useFreeze(sheet.opd, sheet.month);
  const [reason, setReason] = useState('');
  const [sure, setSure] = useState(false);
  const open = sheet.lines.filter((line) => line.open.length > 0);
  const ready = sure && (open.length === 0 || reason.trim().length >= 10);
  const close = () => {
    freeze.reset();
    setSure(false);
    onClose();
  };
  const confirm = () =>
    freeze.mutate(
      { digest: sheet.digest, ...(open.length > 0 && { acceptReason: reason.trim() }) },
      { onSuccess: close, onError: () => setSure(false) },
    );
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      title={t('freeze.title', { month: monthName(sheet.month) })}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack data-testid="freeze-wizard">
        <FormTrouble error={freeze.error} />
        {open.length > 0 && (
          <div className={styles.note} style={{ margin: 0 }}>
            <Text fw={650} size="sm">
              {t('freeze.openTitle', { n: format.number(open.length) })}
            </Text>
            <List size="sm" my={6} data-testid="freeze-open">
              {open.slice(0, NAMED_AT_MOST).map((line) => (
                <List.Item key={line.employee}>
                  {line.name}: {line.open[0] && t(`tpp.open.${line.open[0].why}`)}
                  {line.open.length > 1 && ` (+${line.open.length - 1})`}
                </List.Item>
              ))}
              {open.length > NAMED_AT_MOST && <List.Item>+ {format.number(open.length - NAMED_AT_MOST)}</List.Item>}
            </List>
            <Text size="sm">{t('freeze.openHelp')}</Text>
            <Textarea
              mt="sm"
              label={t('freeze.reason')}
              description={t('freeze.reasonHint')}
              rows={2}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-testid="accept-reason"
            />
          </div>
        )}
        <div>
          <Text fw={650} size="sm">
            {t('freeze.what')}
          </Text>
          <List size="sm" mt={4}>
            <List.Item>
              {t('freeze.means', { n: format.number(sheet.lines.length), total: rupiah(sheet.total) })}
            </List.Item>
            <List.Item>{t('freeze.final')}</List.Item>
            <List.Item>{t('freeze.changed')}</List.Item>
          </List>
        </div>
        <Checkbox
          label={t('freeze.sure')}
          checked={sure}
          onChange={(event) => setSure(event.currentTarget.checked)}
          data-testid="freeze-sure"
        />
        <Group>
          <Button loading={freeze.isPending} disabled={!ready} onClick={confirm} data-testid="freeze-confirm">
            {t('freeze.confirm')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('freeze.cancel')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
