import type { Signatories } from '@hadir/shared/api/reports';
import { Button, Modal, SimpleGrid, Skeleton, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { Trouble } from '../look/Trouble.tsx';
import styles from './reports.module.css';
import { useSetSignatories, useSignatories } from './use-reports.ts';

const FIELDS = ['place', 'headTitle', 'headName', 'headNip', 'makerTitle', 'makerName', 'makerNip'] as const;

interface SignatoriesDialogProps {
  opd: string;
  onClose(): void;
}

/** The names below an OPD's reports. */
export function SignatoriesDialog({ opd, onClose }: SignatoriesDialogProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useSignatories(opd, true);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('reports.signatories')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <p className={styles.help}>{t('reports.signatoriesHelp')}</p>
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton height={240} aria-busy="true" />}
      {data && <SignatoriesForm opd={opd} before={data} onSaved={onClose} />}
    </Modal>
  );
}

function SignatoriesForm({ opd, before, onSaved }: { opd: string; before: Signatories; onSaved(): void }) {
  const { t } = useTranslation();
  const save = useSetSignatories(opd, onSaved);
  const form = useForm({ initialValues: before });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} data-testid="signatories">
      <Stack>
        <FormTrouble error={save.error} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {FIELDS.map((field) => (
            <TextInput
              key={field}
              label={t(`reports.${field}`)}
              maxLength={200}
              autoComplete="off"
              {...form.getInputProps(field)}
            />
          ))}
        </SimpleGrid>
        <Button type="submit" loading={save.isPending}>
          {t('reports.save')}
        </Button>
      </Stack>
    </form>
  );
}
