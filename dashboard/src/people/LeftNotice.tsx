import { Alert, Button } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';

/** That somebody has left, and the way to take him back. */
export function LeftNotice({ employee }: { employee: string }) {
  const { t } = useTranslation();
  const hub = useHub();
  const queries = useQueryClient();
  const back = useMutation({
    mutationFn: () =>
      answerOf(hub.PATCH('/api/employees/{id}', { params: { path: { id: employee } }, body: { active: true } })),
    onSuccess: (changed) => {
      queries.setQueryData(['employee', employee], changed);
      void queries.invalidateQueries({ queryKey: ['employees'] });
    },
  });
  return (
    <Alert color="gray" icon={<IconInfoCircle aria-hidden />} mb="md" data-testid="has-left">
      <p>{t('editPerson.left')}</p>
      <FormTrouble error={back.error} />
      <Button size="xs" variant="default" loading={back.isPending} onClick={() => back.mutate()}>
        {t('editPerson.back')}
      </Button>
    </Alert>
  );
}
