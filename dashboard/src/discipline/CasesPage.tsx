import type { CasePart } from '@hadir/shared/api/discipline';
import { Button, Select, Skeleton, Tabs, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { useOpds } from '../units/use-units.ts';
import { CaseRow } from './CaseRow.tsx';
import styles from './discipline.module.css';
import { useCases, useEvaluate } from './use-cases.ts';

const AT_FIRST = 25;
const MORE = 50;
const MOST = 500;
/** What presses comes first. */
const PARTS: readonly CasePart[] = ['overdue', 'proposals', 'running', 'warnings', 'finished'];
const REGION = ['admin_bkd', 'leader', 'inspectorate'];

/** Disciplinary proposals and cases, the overdue ones first. */
export function CasesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const evaluate = useEvaluate();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const [opd, setOpd] = useState<string | null>(null);
  const [chosen, setChosen] = useState<CasePart | null>(null);
  const [limit, setLimit] = useState(AT_FIRST);
  // Until somebody chooses, the first part that holds anything is open.
  const [found, setFound] = useState<CasePart>('overdue');
  const part = chosen ?? found;
  const { data, error, refetch, isFetching } = useCases({ part, q, opd, limit });
  const fullest = data && PARTS.find((each) => data.counts[each] > 0);
  if (chosen === null && fullest !== undefined && fullest !== found) setFound(fullest);
  const whole = data ? PARTS.reduce((sum, each) => sum + data.counts[each], 0) : 0;
  const mayEvaluate = user.role === 'admin_bkd' || user.role === 'opd_head';
  const searches = typed !== '' || opd !== null;
  return (
    <>
      <PageHead title={t('cases.title')} sub={t('cases.sub')}>
        {mayEvaluate && (
          <Button
            variant="default"
            loading={evaluate.isPending}
            onClick={() => evaluate.mutate()}
            data-testid="evaluate"
          >
            {t('cases.evaluate')}
          </Button>
        )}
      </PageHead>
      <FormTrouble error={evaluate.error} />
      {evaluate.data && (
        <p className={styles.done} role="status">
          {t('cases.evaluated', { ...evaluate.data, people: format.number(evaluate.data.people) })}
        </p>
      )}
      {error && !data && (
        <Card>
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        </Card>
      )}
      {!error && !data && <Skeleton height={320} radius={14} aria-busy="true" />}
      {data && whole === 0 && !searches && (
        <Card>
          <Empty title={t('cases.emptyTitle')}>{t('cases.empty')}</Empty>
        </Card>
      )}
      {data && (whole > 0 || searches) && (
        <div className={styles.sections}>
          <div className={styles.filters}>
            <TextInput
              aria-label={t('cases.search')}
              placeholder={t('cases.search')}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            {REGION.includes(user.role) && <OpdFilter value={opd} onChange={setOpd} />}
          </div>
          <Card>
            <Tabs
              value={part}
              onChange={(value) => {
                setChosen(PARTS.find((each) => each === value) ?? null);
                setLimit(AT_FIRST);
              }}
            >
              <Tabs.List className={styles.tabs ?? ''}>
                {PARTS.map((each) => (
                  <Tabs.Tab key={each} value={each} data-testid={`part-${each}`}>
                    {t(`cases.${each}`)} <b className={styles.count}>{format.number(data.counts[each])}</b>
                  </Tabs.Tab>
                ))}
              </Tabs.List>
            </Tabs>
            {data.cases.length === 0 && <p className={styles.text}>{t('cases.none')}</p>}
            <ul className={styles.rows} data-testid={`cases-${part}`} aria-busy={isFetching}>
              {data.cases.map((each) => (
                <CaseRow key={each.id} line={each} />
              ))}
            </ul>
            {data.total > data.cases.length && (
              <p className={styles.small}>
                {t('cases.shown', { n: format.number(data.cases.length), total: format.number(data.total) })}{' '}
                {limit < MOST ? (
                  <Button variant="subtle" size="xs" onClick={() => setLimit(Math.min(MOST, limit + MORE))}>
                    {t('cases.more')}
                  </Button>
                ) : (
                  t('cases.narrow')
                )}
              </p>
            )}
          </Card>
          <p className={styles.small}>
            {data.evaluatedAt === null
              ? t('cases.never')
              : t('cases.evaluatedAt', { moment: format.recentMoment(data.evaluatedAt, 'Asia/Jakarta') })}
          </p>
        </div>
      )}
    </>
  );
}

function OpdFilter({ value, onChange }: { value: string | null; onChange(opd: string | null): void }) {
  const { t } = useTranslation();
  const opds = useOpds();
  return (
    <Select
      aria-label={t('cases.opd')}
      placeholder={t('cases.opd')}
      searchable
      clearable
      value={value}
      data={(opds.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  );
}
