import type { CaseLine } from '@hadir/shared/api/discipline';
import { Button, Skeleton, TextInput } from '@mantine/core';
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
import { CaseRow } from './CaseRow.tsx';
import styles from './discipline.module.css';
import { useCases, useEvaluate } from './use-cases.ts';

const AT_FIRST = 20;
const PARTS = ['overdue', 'proposals', 'running', 'warnings', 'finished'] as const;
type Part = (typeof PARTS)[number];

/** @returns the part of the page to which a case belongs: what is overdue stands before everything else. */
function partOf({ state, kind, next }: CaseLine): Part {
  if (next?.overdue) return 'overdue';
  if (state === 'proposed') return 'proposals';
  if (state === 'open' || state === 'decided') return kind === 'chain' ? 'warnings' : 'running';
  return 'finished';
}

/** Disciplinary proposals and cases, the overdue ones first. */
export function CasesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const { data, error, refetch, isFetching } = useCases();
  const evaluate = useEvaluate();
  const [search, setSearch] = useState('');
  const words = search.trim().toLowerCase();
  const cases = data?.cases.filter(
    ({ name, nip }) => words === '' || name.toLowerCase().includes(words) || nip.includes(words),
  );
  const mayEvaluate = user.role === 'admin_bkd' || user.role === 'opd_head';
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
          {t('cases.evaluated', evaluate.data)}
        </p>
      )}
      {error && !data && (
        <Card>
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        </Card>
      )}
      {!error && !data && <Skeleton height={320} radius={14} aria-busy="true" />}
      {data?.cases.length === 0 && (
        <Card>
          <Empty title={t('cases.emptyTitle')}>{t('cases.empty')}</Empty>
        </Card>
      )}
      {data && (
        <div className={styles.sections}>
          {data.cases.length > 0 && (
            <TextInput
              aria-label={t('cases.search')}
              placeholder={t('cases.search')}
              leftSection={<IconSearch size={16} aria-hidden />}
              maw={420}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          )}
          {PARTS.map((part) => (
            <CasesPart key={part} part={part} cases={cases?.filter((each) => partOf(each) === part) ?? []} />
          ))}
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

function CasesPart({ part, cases }: { part: Part; cases: readonly CaseLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [shown, setShown] = useState(AT_FIRST);
  if (cases.length === 0) return null;
  return (
    <Card title={t(`cases.${part}`)} note={format.number(cases.length)}>
      <ul className={styles.rows} data-testid={`cases-${part}`}>
        {cases.slice(0, shown).map((each) => (
          <CaseRow key={each.id} line={each} />
        ))}
      </ul>
      {cases.length > shown && (
        <Button variant="subtle" size="xs" onClick={() => setShown(shown + 50)}>
          {t('cases.more')}
        </Button>
      )}
    </Card>
  );
}
