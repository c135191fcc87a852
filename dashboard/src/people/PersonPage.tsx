import { Button, Skeleton } from '@mantine/core';
import { IconCalendarUser, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { EditPersonDialog } from './EditPersonDialog.tsx';
import { EnrolFace } from './EnrolFace.tsx';
import { FaceGroundsCard } from './FaceGroundsCard.tsx';
import { Faces } from './Faces.tsx';
import { LeftNotice } from './LeftNotice.tsx';
import styles from './people.module.css';
import { SelfEnrolLink } from './SelfEnrolLink.tsx';

/** One employee: who it is, the faces that doors may recognise, and the way to the days. */
export function PersonPage() {
  const { t } = useTranslation();
  const hub = useHub();
  const { user } = useSession();
  const { employee = '' } = useParams();
  const [editing, setEditing] = useState(false);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['employee', employee],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/employees/{id}', { params: { path: { id: employee } }, signal })),
  });
  if (error && !data) return <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  if (!data) return <Skeleton height={320} radius={14} aria-busy="true" />;
  const admin = may(user.role, 'change');
  return (
    <>
      <PageHead
        title={data.name}
        sub={[`NIP ${data.nip}`, data.position, data.opdName].filter((part) => part !== null).join(' · ')}
      >
        <div className={styles.ways}>
          {admin && (
            <Button
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={() => setEditing(true)}
              data-testid="edit-person"
            >
              {t('editPerson.open')}
            </Button>
          )}
          <Button
            component={Link}
            to={`/pegawai/${data.id}/hari`}
            variant="default"
            leftSection={<IconCalendarUser size={16} aria-hidden />}
          >
            {t('people.openDay')}
          </Button>
        </div>
      </PageHead>
      <div className={styles.sections}>
        {!data.active && <LeftNotice employee={data.id} />}
        {data.warnings.length > 0 && (
          <Card title={t('people.warnings')}>
            <ul>
              {data.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </Card>
        )}
        <Card title={t('people.faces')} note={t('people.facesNote')}>
          <Faces employee={data} />
          {admin && data.active && <EnrolFace employee={data.id} />}
          {admin && data.active && <SelfEnrolLink employee={data.id} name={data.name} />}
        </Card>
        {(admin || user.employee === data.id) && <FaceGroundsCard employee={data.id} />}
      </div>
      {admin && (
        <EditPersonDialog
          key={`${data.name} ${data.position} ${data.active}`}
          employee={data}
          opened={editing}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  );
}
