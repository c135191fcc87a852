import { Button, Loader, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { FreezeWizard } from './FreezeWizard.tsx';
import { SheetDifferences } from './SheetDifferences.tsx';
import { SheetLines } from './SheetLines.tsx';
import styles from './tpp.module.css';
import { useMonthName } from './use-month-name.ts';
import { useRupiah } from './use-rupiah.ts';
import { useLastSheet, useSheet } from './use-tpp.ts';

const ZONE = 'Asia/Jakarta';

/** One office's month: everybody's figure, and the way to settle it. */
export function SheetPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const monthName = useMonthName();
  const { user } = useSession();
  const { opd = '', month = '' } = useParams();
  const { data: fresh, error, refetch, isFetching } = useSheet(opd, month);
  const last = useLastSheet(opd, month, fresh === undefined && user.role !== 'treasurer');
  const data = fresh ?? (error ? undefined : (last.data ?? undefined));
  const [freezing, setFreezing] = useState(false);
  const back = (
    <Link to="/tpp" className={styles.back}>
      {t('tpp.back')}
    </Link>
  );
  if (!data)
    return (
      <>
        {back}
        {error ? (
          <Card>
            <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
          </Card>
        ) : (
          <Skeleton height={420} radius={14} aria-busy="true" />
        )}
      </>
    );
  const deducted = data.base - data.total;
  return (
    <div data-testid="sheet" data-state={data.state}>
      {back}
      <PageHead title={`TPP ${monthName(month)}`} sub={data.opdName}>
        {data.mayFreeze && (
          <Button onClick={() => setFreezing(true)} data-testid="freeze">
            {t('freeze.button')}
          </Button>
        )}
      </PageHead>
      {fresh === undefined && (
        <p className={styles.note} role="status" data-testid="working-out">
          <Loader size={14} aria-hidden /> {t('tpp.workingOut', { moment: format.moment(data.workedOutAt, ZONE) })}
        </p>
      )}
      {data.frozen === null ? (
        <p className={styles.note}>
          {t('tpp.provisional')} {!data.over && t('freeze.notOver')}
        </p>
      ) : (
        <p className={styles.note} data-kind="settled">
          {t('tpp.frozenBy', { by: data.frozen.by, moment: format.moment(data.frozen.at, ZONE) })}
          {data.frozen.accepted > 0 && (
            <small>{t('tpp.acceptedWith', { n: data.frozen.accepted, reason: data.frozen.acceptReason ?? '' })}</small>
          )}
          <small>
            {t('tpp.fingerprint')}: <code>{data.digest}</code>
          </small>
        </p>
      )}
      <div className={styles.sections}>
        <Card>
          <dl className={styles.sums}>
            <Sum label={t('tpp.base')} value={rupiah(data.base)} />
            <Sum label={t('tpp.deducted')} value={rupiah(-deducted)} />
            <Sum label={t('tpp.paid')} value={rupiah(data.total)} strong />
            {data.corrected !== 0 && (
              <>
                <Sum label={t('tpp.corrections')} value={rupiah(data.corrected)} />
                <Sum label={t('tpp.afterCorrections')} value={rupiah(data.total + data.corrected)} strong />
              </>
            )}
          </dl>
        </Card>
        {data.state === 'frozen' && user.role !== 'treasurer' && <SheetDifferences opd={opd} month={month} />}
        <SheetLines sheet={data} />
      </div>
      {data.mayFreeze && <FreezeWizard sheet={data} opened={freezing} onClose={() => setFreezing(false)} />}
    </div>
  );
}

function Sum({ label, value, strong = false }: { label: string; value: string; strong?: boolean }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-strong={strong}>{value}</dd>
    </div>
  );
}
