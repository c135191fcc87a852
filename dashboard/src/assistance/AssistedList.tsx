import { Button, Select, Skeleton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { useOpds } from '../units/use-units.ts';
import { AssistedRow } from './AssistedRow.tsx';
import styles from './assistance.module.css';
import { type AssistedFilter, ON_A_PAGE, useAssisted, useSupervisors } from './use-assistance.ts';

const ALL: AssistedFilter = { opd: null, supervisor: null, from: '', to: '', page: 1 };

/** What supervisors answered for, newest first. */
export function AssistedList() {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const [filter, setFilter] = useState(ALL);
  const { data, error, refetch, isFetching, isPlaceholderData } = useAssisted(filter);
  const opds = useOpds();
  const supervisors = useSupervisors();
  const choose = (change: Partial<AssistedFilter>) => setFilter({ ...filter, page: 1, ...change });
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / ON_A_PAGE));
  const plain = filter.opd === null && filter.supervisor === null && filter.from === '' && filter.to === '';
  const ofOneOffice = user.role === 'opd_head' || user.role === 'opd_operator';
  return (
    <Card>
      <div className={styles.filters}>
        {!ofOneOffice && (
          <Select
            label={t('opds.opd')}
            placeholder={t('units.allOpds')}
            clearable
            searchable
            limit={100}
            nothingFoundMessage={t('opds.none')}
            value={filter.opd}
            data={opds.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            onChange={(opd) => choose({ opd })}
          />
        )}
        <Select
          label={t('assistance.supervisor')}
          placeholder={t('assistance.allSupervisors')}
          clearable
          searchable
          value={filter.supervisor}
          data={supervisors.data?.map(({ employee, name }) => ({ value: employee, label: name })) ?? []}
          onChange={(supervisor) => choose({ supervisor })}
        />
        {(['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={t(`assistance.${end}`)}
            value={filter[end]}
            onChange={(event) => choose({ [end]: event.currentTarget.value })}
          />
        ))}
      </div>
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <Skeleton height={320} radius={10} aria-busy="true" />}
      {data?.punches.length === 0 && (
        <Empty title={t(plain ? 'assistance.none' : 'assistance.noneFound')}>
          {plain ? t('assistance.noneDetail') : null}
        </Empty>
      )}
      {data && data.punches.length > 0 && (
        <ul className={styles.rows} style={{ opacity: isPlaceholderData ? 0.5 : 1 }} data-testid="assisted">
          {data.punches.map((punch) => (
            <AssistedRow key={`${punch.unit}/${punch.binding}/${punch.seq}`} punch={punch} />
          ))}
        </ul>
      )}
      {data && data.total > 0 && (
        <div className={styles.pages}>
          <span>{t('assistance.count', { n: format.number(data.total) })}</span>
          {pages > 1 && (
            <span>
              <Button
                variant="subtle"
                disabled={filter.page <= 1}
                onClick={() => setFilter({ ...filter, page: filter.page - 1 })}
              >
                {t('assistance.newer')}
              </Button>
              <Button
                variant="subtle"
                disabled={filter.page >= pages}
                onClick={() => setFilter({ ...filter, page: filter.page + 1 })}
              >
                {t('assistance.older')}
              </Button>
            </span>
          )}
        </div>
      )}
    </Card>
  );
}
