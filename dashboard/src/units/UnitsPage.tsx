import { Button, Pagination, SegmentedControl, Select, Skeleton, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { ClaimDialog } from './ClaimDialog.tsx';
import { judgeUnit, orderUnits } from './judge-unit.ts';
import { NewDoorDialog } from './NewDoorDialog.tsx';
import { UnitCard } from './UnitCard.tsx';
import { UnitDrawer } from './UnitDrawer.tsx';
import styles from './units.module.css';
import { useDoors, useUnits } from './use-units.ts';
import { WaitingDoors } from './WaitingDoors.tsx';

const ON_A_PAGE = 24;

/** Every unit and how it is, those that need a look first; doors without a unit above them. */
export function UnitsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { user } = useSession();
  const { unit: opened } = useParams();
  const [query, setQuery] = useSearchParams();
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const [adding, setAdding] = useState(false);
  const [claiming, setClaiming] = useState<string | null>(null);
  const { data, error, refetch, isFetching } = useUnits();
  const doors = useDoors();
  const onlySilent = query.get('hanya') === 'diam';
  const opd = query.get('opd');
  const wanted = search.trim().toLowerCase();
  const units = data?.units ?? [];
  const inOpd = units.filter((unit) => opd === null || unit.opd === opd);
  const needALook = inOpd.filter((unit) => judgeUnit(unit).state !== 'well');
  const found = orderUnits(onlySilent ? needALook : inOpd).filter((unit) =>
    [unit.doorName, unit.opdName, unit.id].some((text) => text.toLowerCase().includes(wanted)),
  );
  const pages = Math.max(1, Math.ceil(found.length / ON_A_PAGE));
  const shownPage = Math.min(page, pages);
  const choose = (name: string, value: string | null) => {
    setPage(1);
    setQuery(
      (before) => {
        if (value === null) before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  };
  const opds = new Map(units.map((unit) => [unit.opd, unit.opdName]));
  const here = { pathname: '/unit', search: query.toString() };
  const admin = may(user.role, 'change');
  return (
    <>
      <PageHead
        title={t('units.title')}
        sub={
          data &&
          t('units.sub', {
            n: format.number(units.length),
            online: format.number(units.filter((unit) => unit.online).length),
          })
        }
      >
        {admin && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t('units.addDoor')}
          </Button>
        )}
      </PageHead>
      {doors.data && (
        <WaitingDoors
          doors={doors.data.filter((door) => door.unit === null && (opd === null || door.opd === opd))}
          onClaim={admin ? setClaiming : null}
        />
      )}
      <div className={styles.filters}>
        <TextInput
          aria-label={t('units.search')}
          placeholder={t('units.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setPage(1);
          }}
        />
        <Select
          aria-label={t('opds.opd')}
          placeholder={t('units.allOpds')}
          clearable
          searchable
          limit={100}
          nothingFoundMessage={t('opds.none')}
          value={opd}
          data={[...opds].map(([value, label]) => ({ value, label }))}
          onChange={(value) => choose('opd', value)}
        />
        <SegmentedControl
          aria-label={t('units.show')}
          value={onlySilent ? 'diam' : 'semua'}
          data={[
            { value: 'semua', label: `${t('units.all')} ${format.number(inOpd.length)}` },
            { value: 'diam', label: `${t('units.needALook')} ${format.number(needALook.length)}` },
          ]}
          onChange={(value) => choose('hanya', value === 'diam' ? 'diam' : null)}
        />
      </div>
      {error && !data && (
        <Card>
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        </Card>
      )}
      {!error && !data && (
        <div className={styles.cards} aria-busy="true">
          {[1, 2, 3, 4].map((card) => (
            <Skeleton key={card} height={210} radius={14} />
          ))}
        </div>
      )}
      {data && found.length === 0 && (
        <Card>
          {units.length === 0 ? (
            <Empty title={t('units.emptyTitle')}>{t('units.empty')}</Empty>
          ) : (
            <Empty title={t(onlySilent && wanted === '' ? 'units.allWell' : 'units.none')} />
          )}
        </Card>
      )}
      {data && (
        <div className={styles.cards}>
          {found.slice((shownPage - 1) * ON_A_PAGE, shownPage * ON_A_PAGE).map((unit) => (
            <UnitCard
              key={unit.id}
              unit={unit}
              aheadMs={data.aheadMs}
              to={{ pathname: `/unit/${unit.id}`, search: query.toString() }}
            />
          ))}
        </div>
      )}
      {pages > 1 && (
        <Pagination
          mt="md"
          total={pages}
          value={shownPage}
          onChange={setPage}
          getControlProps={(control) => ({ 'aria-label': t(`paging.${control}`) })}
        />
      )}
      <UnitDrawer
        unit={units.find(({ id }) => id === opened) ?? null}
        missing={opened !== undefined && data !== undefined && !units.some(({ id }) => id === opened)}
        aheadMs={data?.aheadMs ?? 0}
        onClose={() => void navigate(here)}
      />
      {admin && <NewDoorDialog opened={adding} onClose={() => setAdding(false)} onClaim={setClaiming} />}
      {admin && <ClaimDialog door={claiming} onClose={() => setClaiming(null)} />}
    </>
  );
}
