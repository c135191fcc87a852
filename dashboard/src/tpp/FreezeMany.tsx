import type { SheetSummary } from '@hadir/shared/api/tpp';
import { Button, Checkbox, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './tpp.module.css';
import { useMonthName } from './use-month-name.ts';
import { useOrderRun } from './use-runs.ts';
import { useRupiah } from './use-rupiah.ts';

interface FreezeManyProps {
  month: string;
  /** Those that may be frozen. */
  sheets: readonly SheetSummary[];
  opened: boolean;
  onClose(): void;
}

const isComplete = ({ digest, incomplete }: SheetSummary) => digest !== null && incomplete === 0;
const sum = (sheets: readonly SheetSummary[], of: 'people' | 'total') =>
  sheets.reduce((all, sheet) => all + (sheet[of] ?? 0), 0);

/** Settles the month of many offices at once, each as its line stands here. */
export function FreezeMany({ month, sheets, opened, onClose }: FreezeManyProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const monthName = useMonthName();
  const order = useOrderRun(month);
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [reason, setReason] = useState('');
  const [sure, setSure] = useState(false);
  // Chosen are the complete ones, unless somebody said otherwise.
  const chosen = sheets.filter((sheet) => sheet.digest !== null && (changed.get(sheet.opd) ?? isComplete(sheet)));
  const incomplete = chosen.filter((sheet) => !isComplete(sheet));
  const ready = sure && chosen.length > 0 && (incomplete.length === 0 || reason.trim().length >= 10);
  const close = () => {
    order.reset();
    setSure(false);
    onClose();
  };
  const confirm = () =>
    order.mutate(
      {
        kind: 'freeze',
        sheets: chosen.flatMap(({ opd, digest }) => (digest === null ? [] : [{ opd, digest }])),
        ...(incomplete.length > 0 && { acceptReason: reason.trim() }),
      },
      { onSuccess: close, onError: () => setSure(false) },
    );
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      title={t('freezeMany.title', { month: monthName(month) })}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack data-testid="freeze-many">
        <FormTrouble error={order.error} />
        <Text size="sm">{t('freezeMany.help')}</Text>
        <ul className={styles.choices}>
          {sheets.map((sheet) => (
            <li key={sheet.opd}>
              <Checkbox
                checked={chosen.includes(sheet)}
                disabled={sheet.digest === null}
                onChange={({ currentTarget: { checked } }) => setChanged(new Map(changed).set(sheet.opd, checked))}
                label={sheet.opdName}
                description={
                  sheet.digest === null ? (
                    t('tpp.notWorkedOut')
                  ) : (
                    <>
                      {t('tpp.people', { n: format.number(sheet.people ?? 0) })} · {rupiah(sheet.total ?? 0)}
                      {!isComplete(sheet) && (
                        <b className={styles.warn}>
                          {' · '}
                          {t('tpp.incomplete', { n: format.number(sheet.incomplete ?? 0) })}
                        </b>
                      )}
                    </>
                  )
                }
              />
            </li>
          ))}
        </ul>
        {incomplete.length > 0 && (
          <Textarea
            label={t('freeze.reason')}
            description={t('freezeMany.reasonHint', { n: format.number(incomplete.length) })}
            rows={2}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-testid="accept-reason"
          />
        )}
        <div>
          <Text fw={650} size="sm">
            {t('freeze.what')}
          </Text>
          <List size="sm" mt={4}>
            <List.Item data-testid="freeze-many-sum">
              {t('freezeMany.means', {
                offices: format.number(chosen.length),
                people: format.number(sum(chosen, 'people')),
                total: rupiah(sum(chosen, 'total')),
              })}
            </List.Item>
            <List.Item>{t('freeze.final')}</List.Item>
            <List.Item>{t('freezeMany.changed')}</List.Item>
          </List>
        </div>
        <Checkbox
          label={t('freezeMany.sure')}
          checked={sure}
          onChange={(event) => setSure(event.currentTarget.checked)}
          data-testid="freeze-many-sure"
        />
        <Group>
          <Button loading={order.isPending} disabled={!ready} onClick={confirm} data-testid="freeze-many-confirm">
            {t('freezeMany.confirm', { n: format.number(chosen.length) })}
          </Button>
          <Button variant="default" onClick={close}>
            {t('freeze.cancel')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
