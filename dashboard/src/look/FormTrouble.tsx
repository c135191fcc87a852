import { Alert } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/api-problem.ts';

/** Why a form was not accepted, unless the fields already say it. */
export function FormTrouble({ error, saidByFields = false }: { error: unknown; saidByFields?: boolean }) {
  const { t } = useTranslation();
  if (!error || saidByFields) return null;
  return (
    <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} role="alert">
      {error instanceof ApiProblem ? error.message : t('trouble.notSaved')}
    </Alert>
  );
}
