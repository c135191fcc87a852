import { PASSWORD_LENGTH } from '@hadir/shared/api/account-limits';
import { Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../api/field-errors.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useSession } from '../session/session-context.ts';
import { useChangePassword } from './use-profile.ts';

interface PasswordFormProps {
  /** Whether the old one is a one-time password. */
  readonly isFirst?: boolean;
  onChanged?(): void;
}

/** The old password, and the new one twice. The hub judges it; this only counts. */
export function PasswordForm({ isFirst = false, onChanged }: PasswordFormProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const change = useChangePassword();
  const { min } = PASSWORD_LENGTH;
  const form = useForm({
    initialValues: { current: '', next: '', again: '' },
    validate: {
      current: (value) => (value === '' ? t('password.currentMissing') : null),
      next: (value) => ([...value].length < min ? t('password.tooShort', { n: [...value].length, min }) : null),
      again: (value, { next }) => (value === next ? null : t('password.differs')),
    },
  });
  const show = { visibilityToggleButtonProps: { 'aria-label': t('password.show') } };
  return (
    <form
      data-testid="password-form"
      onSubmit={form.onSubmit(({ current, next }) =>
        change.mutate(
          { current, next },
          {
            onSuccess: () => {
              form.reset();
              onChanged?.();
            },
            onError: (error) => form.setErrors(fieldErrors(error, ['current', 'next'])),
          },
        ),
      )}
    >
      <Stack>
        <FormTrouble error={change.error} saidByFields={Object.keys(form.errors).length > 0} />
        {/* So that a password manager knows whose it is. */}
        <input type="text" autoComplete="username" value={user.username} readOnly hidden />
        <PasswordInput
          label={t(isFirst ? 'password.currentOneTime' : 'password.current')}
          autoComplete="current-password"
          maxLength={200}
          data-testid="current-password"
          {...show}
          {...form.getInputProps('current')}
        />
        <PasswordInput
          label={t('password.next')}
          description={t('password.nextHint', { min })}
          autoComplete="new-password"
          maxLength={200}
          data-testid="next-password"
          {...show}
          {...form.getInputProps('next')}
        />
        <PasswordInput
          label={t('password.again')}
          autoComplete="new-password"
          maxLength={200}
          data-testid="next-password-again"
          {...show}
          {...form.getInputProps('again')}
        />
        <Button type="submit" loading={change.isPending} data-testid="save-password">
          {t('password.save')}
        </Button>
      </Stack>
    </form>
  );
}
