import { Select, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { LetterheadEditor } from './LetterheadEditor.tsx';
import styles from './letterheads.module.css';
import { useLetterhead, useLetterheads } from './use-letterheads.ts';

/** What stands above and below letters and reports: the personnel agency's, and every office's own. */
export function LetterheadsPage() {
  const { t } = useTranslation();
  const { user } = useSession();
  const [search, setSearch] = useSearchParams();
  const all = useLetterheads();
  const first = user.role === 'admin_bkd' || user.opd === null ? 'region' : user.opd;
  const owner = search.get('milik') ?? first;
  const one = useLetterhead(owner);
  const incomplete = all.data?.filter(({ missing }) => missing.length > 0).length ?? 0;
  return (
    <div className={styles.page}>
      <PageHead title={t('letterheads.title')} sub={t('letterheads.sub')} />
      <Card>
        <Select
          label={t('letterheads.owner')}
          description={incomplete > 0 ? t('letterheads.incomplete', { n: incomplete }) : t('letterheads.complete')}
          searchable
          allowDeselect={false}
          maw={560}
          value={owner}
          data={(all.data ?? []).map(({ owner: value, opdName, missing }) => ({
            value,
            label: `${opdName ?? t('letterheads.region')}${missing.length > 0 ? ` · ${t('letterheads.lacks', { n: missing.length })}` : ''}`,
          }))}
          nothingFoundMessage={t('letterheads.noOwner')}
          onChange={(value) => setSearch(value === null ? {} : { milik: value })}
          data-testid="letterhead-owner"
        />
      </Card>
      {one.error && !one.data && (
        <Card>
          <Trouble error={one.error} onRetry={() => void one.refetch()} retrying={one.isFetching} />
        </Card>
      )}
      {!one.error && !one.data && <Skeleton height={420} radius={14} aria-busy="true" />}
      {one.data && <LetterheadEditor key={`${owner} ${one.data.version}`} detail={one.data} />}
    </div>
  );
}
