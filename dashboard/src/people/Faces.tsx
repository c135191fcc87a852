import type { EmployeeDetail } from '@hadir/shared/api/people';
import { ActionIcon, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconFaceId, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import styles from './people.module.css';

/** The faces of a person, by the day on which each was enrolled. */
export function Faces({ employee }: { employee: EmployeeDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const queries = useQueryClient();
  const { user } = useSession();
  const [removing, setRemoving] = useState<string | null>(null);
  const remove = useMutation({
    mutationFn: (template: string) =>
      answerOf(hub.DELETE('/api/employees/{id}/face/{template}', { params: { path: { id: employee.id, template } } })),
    onSuccess: () => {
      setRemoving(null);
      void queries.invalidateQueries({ queryKey: ['employee', employee.id] });
      void queries.invalidateQueries({ queryKey: ['employees'] });
    },
  });
  if (employee.faces.length === 0) return <p className={styles.none}>{t('people.noFaceDetail')}</p>;
  return (
    <>
      <ul className={styles.faceList}>
        {employee.faces.map((face) => (
          <li key={face.id}>
            <IconFaceId size={22} aria-hidden />
            <span>
              {t('people.enrolledAt', {
                moment: format.moment(face.createdAt, Intl.DateTimeFormat().resolvedOptions().timeZone),
              })}
              <small>{face.model}</small>
            </span>
            {may(user.role, 'change') && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('people.removeFace')}
                onClick={() => setRemoving(face.id)}
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <Modal
        opened={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('people.removeFace')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <Stack>
          <Text size="sm">{t('people.removeFaceDetail')}</Text>
          <FormTrouble error={remove.error} />
          <Group grow>
            <Button variant="default" onClick={() => setRemoving(null)}>
              {t('dialog.back')}
            </Button>
            <Button loading={remove.isPending} onClick={() => removing !== null && remove.mutate(removing)}>
              {t('people.remove')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
