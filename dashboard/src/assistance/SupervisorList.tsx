import { Button, Skeleton } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import styles from './assistance.module.css';
import { NameSupervisorDialog } from './NameSupervisorDialog.tsx';
import { SupervisorRow } from './SupervisorRow.tsx';
import { useSupervisors } from './use-assistance.ts';

/** Who may assist at the doors, by OPD. */
export function SupervisorList() {
  const { t } = useTranslation();
  const { user } = useSession();
  const [naming, setNaming] = useState(false);
  const { data, error, refetch, isFetching } = useSupervisors();
  return (
    <Card>
      <div className={styles.head}>
        <p className={styles.explain}>{t('supervisors.explain')}</p>
        {may(user.role, 'change') && (
          <Button
            leftSection={<IconUserPlus size={16} aria-hidden />}
            onClick={() => setNaming(true)}
            data-testid="name-supervisor"
          >
            {t('supervisors.name')}
          </Button>
        )}
      </div>
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <Skeleton height={240} radius={10} aria-busy="true" />}
      {data?.length === 0 && <Empty title={t('supervisors.none')}>{t('supervisors.noneDetail')}</Empty>}
      {data && data.length > 0 && (
        <ul className={styles.rows} data-testid="supervisors">
          {data.map((supervisor) => (
            <SupervisorRow key={supervisor.id} supervisor={supervisor} />
          ))}
        </ul>
      )}
      <NameSupervisorDialog opened={naming} onClose={() => setNaming(false)} />
    </Card>
  );
}
