import type { FaceModelStates } from '@hadir/shared/api/enrolment';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import styles from './enrolment.module.css';

type Door = FaceModelStates['doors'][number];

/** Which model each door uses, and the way to change one over before its time. */
export function DoorModels({ states, newest }: { states: FaceModelStates; newest: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const queries = useQueryClient();
  const [switching, setSwitching] = useState<Door | null>(null);
  const choose = useMutation({
    mutationFn: ({ door, model }: { door: string; model: string | null }) =>
      answerOf(hub.PUT('/api/doors/{id}/face-model', { params: { path: { id: door } }, body: { model } })),
    onSuccess: (next) => {
      queries.setQueryData(['face-models'], next);
      setSwitching(null);
    },
  });
  const behind = states.doors.filter(({ model, chosen }) => (model !== null && model !== newest) || chosen !== null);
  return (
    <Card title={t('faceModels.doorsTitle')} note={format.number(behind.length)}>
      {behind.length === 0 && <p className={styles.text}>{t('faceModels.allSwitched')}</p>}
      <FormTrouble error={choose.error} />
      {behind.length > 0 && (
        <table className={styles.lines} data-testid="door-models">
          <thead>
            <tr>
              <th>{t('faceModels.door')}</th>
              <th>{t('faceModels.model')}</th>
              <th>{t('faceModels.runs')}</th>
              <th>{t('faceModels.ready')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {behind.map((door) => (
              <tr key={door.door}>
                <td>
                  {door.name}
                  <small>{door.opdName}</small>
                </td>
                <td>
                  {door.model ?? t('faceModels.noModel')}
                  {door.chosen !== null && <small>{t('faceModels.chosen')}</small>}
                </td>
                <td>{door.runs?.join(', ') ?? t('faceModels.runsUnknown')}</td>
                <td>
                  {format.number(door.withNewest)} / {format.number(door.people)}
                </td>
                <td>
                  {door.chosen === null ? (
                    <Button size="xs" variant="default" onClick={() => setSwitching(door)}>
                      {t('faceModels.switch')}
                    </Button>
                  ) : (
                    <Button
                      size="xs"
                      variant="default"
                      loading={choose.isPending}
                      onClick={() => choose.mutate({ door: door.door, model: null })}
                    >
                      {t('faceModels.automatic')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ConfirmDialog
        opened={switching !== null}
        title={t('faceModels.switchTitle', { door: switching?.name ?? '' })}
        means={t('faceModels.switchMeans', {
          n: format.number((switching?.people ?? 0) - (switching?.withNewest ?? 0)),
        })}
        confirm={t('faceModels.switch')}
        working={choose.isPending}
        error={choose.error}
        onConfirm={() => switching !== null && choose.mutate({ door: switching.door, model: newest })}
        onClose={() => setSwitching(null)}
      />
    </Card>
  );
}
