import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';

interface ReasonDialogProps {
  opened: boolean;
  title: string;
  explain: string;
  label: string;
  hint?: string;
  confirm: string;
  /** Letters that a reason has at least; 0 where it may be empty. */
  atLeast?: number;
  danger?: boolean;
  /** False while something else than the reason is missing. */
  ready?: boolean;
  pending: boolean;
  error: unknown;
  onClose(): void;
  onConfirm(reason: string): void;
  children?: ReactNode;
}

/** Says what will happen, asks why, and does it only then. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { opened, title, explain, label, hint, confirm, atLeast = 10, danger = false, ready = true } = props;
  const { pending, error } = props;
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <Modal opened={opened} onClose={props.onClose} title={title} closeButtonProps={{ 'aria-label': t('dialog.close') }}>
      <Stack>
        <FormTrouble error={error} />
        <Text size="sm">{explain}</Text>
        {props.children}
        <Textarea
          label={label}
          description={hint}
          rows={3}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-testid="reason"
        />
        <Group>
          <Button
            {...(danger ? { color: 'red' } : {})}
            loading={pending}
            disabled={!ready || reason.trim().length < atLeast}
            onClick={() => props.onConfirm(reason.trim())}
            data-testid="confirm-reason"
          >
            {confirm}
          </Button>
          <Button variant="default" onClick={props.onClose}>
            {t('case.back')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
