import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../api/field-errors.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './assistance.module.css';

export interface PinValues {
  readonly nip: string;
  readonly code: string;
  readonly pin: string;
}

interface PinFormProps {
  /** For whoever has no account: the NIP and the code that BKD handed over. */
  byCode: boolean;
  pending: boolean;
  error: unknown;
  onSubmit(values: PinValues): void;
}

const SIX = /^\d{6}$/;

/** Two equal PINs, and what else it takes to set one. */
export function PinForm({ byCode, pending, error, onSubmit }: PinFormProps) {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { nip: '', code: '', pin: '', again: '' },
    validate: {
      code: (code) => (byCode && code.replace(/\D/g, '').length !== 8 ? t('ownPin.eight') : null),
      nip: (nip) => (byCode && nip.replace(/\D/g, '').length !== 18 ? t('nip.notEighteen') : null),
      pin: (pin) => (SIX.test(pin) ? null : t('ownPin.six')),
      again: (again, { pin }) => (again === pin ? null : t('ownPin.differs')),
    },
  });
  const said = fieldErrors(error, ['pin', 'code', 'nip']);
  const field = (name: 'nip' | 'code' | 'pin' | 'again') => {
    const props = form.getInputProps(name);
    return { ...props, error: props.error ?? said[name], inputMode: 'numeric' as const };
  };
  return (
    <form
      className={styles.form}
      onSubmit={form.onSubmit(({ nip, code, pin }) => onSubmit({ nip, code: code.replace(/\D/g, ''), pin }))}
      data-testid="pin-form"
    >
      <FormTrouble error={error} saidByFields={Object.keys(said).length > 0} />
      {byCode && (
        <>
          <TextInput label={t('ownPin.nip')} maxLength={30} {...field('nip')} />
          <TextInput
            label={t('ownPin.code')}
            description={t('ownPin.codeHint')}
            autoComplete="one-time-code"
            maxLength={12}
            {...field('code')}
          />
        </>
      )}
      <PasswordInput
        label={t('ownPin.pin')}
        description={t('ownPin.hint')}
        autoComplete="new-password"
        maxLength={6}
        {...field('pin')}
      />
      <PasswordInput label={t('ownPin.again')} autoComplete="new-password" maxLength={6} {...field('again')} />
      <Button type="submit" loading={pending}>
        {t('ownPin.save')}
      </Button>
    </form>
  );
}
