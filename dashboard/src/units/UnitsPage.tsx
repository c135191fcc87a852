import { Button, Pagination, Select, Skeleton, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { useNow } from '../format/use-now.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { InstallDialog } from '../procedures/InstallDialog.tsx';
import { useOpenProcedures } from '../procedures/use-procedures.ts';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { FleetChips } from './FleetChips.tsx';
import { FleetRow } from './FleetRow.tsx';
import styles from './fleet.module.css';
import { FLEET_FILTERS, isShownBy, judgeUnit, orderUnits } from './judge-unit.ts';
import { NewDoorDialog } from './NewDoorDialog.tsx';
import { useDoors, useUnits } from './use-units.ts';
import { WaitingDoors } from './WaitingDoors.tsx';

const ON_A_PAGE = 50;

/** The whole fleet, those units first that need a look; doors without a unit above them. */
export function UnitsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const [query, setQuery] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const [installing, setInstalling] = useState<string | null>(null);
  const doors = useDoors();
  const open = useOpenProcedures();
  const filter = FLEET_FILTERS.find((known) => known === query.get('keadaan')) ?? 'all';
  const { data, error, refetch, isFetching } = useUnits(filter === 'gone');
  const now = useNow(10_000) + (data?.aheadMs ?? 0);
  const opd = query.get('opd');
  const [search, setSearch] = useState(query.get('cari') ?? '');
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const page = Math.max(1, Number(query.get('halaman') ?? 1) || 1);
  const units = data?.units;
  const inOpd = useMemo(
    () => orderUnits((units ?? []).filter((unit) => opd === null || unit.opd === opd)),
    [units, opd],
  );
  const found = useMemo(
    () =>
      inOpd.filter(
        (unit) =>
          isShownBy(filter, judgeUnit(unit).state) &&
          [unit.doorName, unit.opdName, unit.id].some((text) => text.toLowerCase().includes(wanted)),
      ),
    [inOpd, filter, wanted],
  );
  const opds = useMemo(
    () =>
      [...new Map((units ?? []).map((unit) => [unit.opd, unit.opdName]))]
        .map(([value, label]) => ({ value, label }))
        .sort((a, b) => a.label.localeCompare(b.label, 'id')),
    [units],
  );
  const pages = Math.max(1, Math.ceil(found.length / ON_A_PAGE));
  const shownPage = Math.min(page, pages);
  const from = (shownPage - 1) * ON_A_PAGE;
  /** Every choice is in the address, so that going back from a unit finds the list as it was. */
  const choose = (name: string, value: string | null) =>
    setQuery(
      (before) => {
        if (name !== 'halaman') before.delete('halaman');
        if (value === null || value === '') before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  const admin = may(user.role, 'change');
  const free = doors.data?.filter((door) => door.unit === null && (opd === null || door.opd === opd)) ?? [];
  const opening = doors.data?.find(({ id }) => id === installing) ?? null;
  return (
    <>
      <PageHead
        title={t('units.title')}
        sub={
          units &&
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
      <WaitingDoors doors={free} open={open} onInstall={admin ? setInstalling : null} />
      <FleetChips units={inOpd} chosen={filter} onChoose={(chosen) => choose('keadaan', chosen)} />
      <div className={styles.filters}>
        <TextInput
          aria-label={t('units.search')}
          placeholder={t('units.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          data-testid="fleet-search"
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            choose('cari', event.currentTarget.value);
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
          data={opds}
          onChange={(value) => choose('opd', value)}
        />
      </div>
      <Card className={styles.sheet}>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={420} radius={10} aria-busy="true" />}
        {data && found.length === 0 && (
          <Empty
            title={t(
              units?.length === 0
                ? 'units.emptyTitle'
                : filter === 'attention' && wanted === ''
                  ? 'units.allWell'
                  : 'units.none',
            )}
          >
            {units?.length === 0 ? t('units.empty') : null}
          </Empty>
        )}
        {data && found.length > 0 && (
          <ul className={styles.rows} data-testid="fleet" data-total={found.length}>
            {found.slice(from, from + ON_A_PAGE).map((unit) => (
              <FleetRow key={unit.id} unit={unit} now={now} aheadMs={data.aheadMs} />
            ))}
          </ul>
        )}
        {found.length > 0 && (
          <div className={styles.pages}>
            <span>
              {t('fleet.shown', {
                from: format.number(from + 1),
                to: format.number(Math.min(from + ON_A_PAGE, found.length)),
                n: format.number(found.length),
              })}
            </span>
            {pages > 1 && (
              <Pagination
                size="sm"
                total={pages}
                value={shownPage}
                onChange={(chosen) => {
                  choose('halaman', chosen === 1 ? null : String(chosen));
                  window.scrollTo({ top: 0 });
                }}
                getControlProps={(control) => ({ 'aria-label': t(`paging.${control}`) })}
              />
            )}
          </div>
        )}
      </Card>
      {admin && <NewDoorDialog opened={adding} onClose={() => setAdding(false)} onAdded={setInstalling} />}
      {admin && <InstallDialog door={opening} onClose={() => setInstalling(null)} />}
    </>
  );
}
