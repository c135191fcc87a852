import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ApiProblem } from '../api/api-problem.ts';
import { useFormat } from '../format/use-format.ts';
import { useNow } from '../format/use-now.ts';
import { Card } from '../look/Card.tsx';
import { CopyLine } from '../look/CopyLine.tsx';
import { Empty } from '../look/Empty.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useOpenProcedures } from '../procedures/use-procedures.ts';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import { AimCamera } from './AimCamera.tsx';
import { OrderHistory } from './OrderHistory.tsx';
import { UnitActions } from './UnitActions.tsx';
import { UnitBindings } from './UnitBindings.tsx';
import { UnitCertificates } from './UnitCertificates.tsx';
import { UnitFacts } from './UnitFacts.tsx';
import { UnitHardware } from './UnitHardware.tsx';
import { UnitSelfReport } from './UnitSelfReport.tsx';
import { UnitSettingsForm } from './UnitSettingsForm.tsx';
import { UnitState } from './UnitState.tsx';
import { UnitTrouble } from './UnitTrouble.tsx';
import styles from './unit-page.module.css';
import { useUnit, useUnitHistory } from './use-units.ts';

/** Everything that the hub and the unit itself say about a unit, and what can be done with it from afar. */
export function UnitPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const { unit: id = '' } = useParams();
  const { data, error, refetch, isFetching } = useUnit(id);
  const history = useUnitHistory(id);
  const procedure = useOpenProcedures().find(({ oldUnit, newUnit }) => oldUnit === id || newUnit === id) ?? null;
  const now = useNow(10_000) + (data?.aheadMs ?? 0);
  const back = (
    <Link to="/unit" className={styles.back}>
      {t('unit.back')}
    </Link>
  );
  if (!data)
    return (
      <>
        {back}
        {error instanceof ApiProblem && error.status === 404 ? (
          <Card>
            <Empty title={t('units.missing')} />
          </Card>
        ) : error ? (
          <Card>
            <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
          </Card>
        ) : (
          <Skeleton height={480} radius={14} aria-busy="true" />
        )}
      </>
    );
  const { unit, aheadMs } = data;
  const admin = may(user.role, 'change');
  const known = history.data;
  return (
    <div data-testid="unit-page" data-unit={unit.id} data-binding={unit.binding} data-door={unit.door}>
      {back}
      <PageHead
        title={unit.doorName}
        sub={
          <>
            {unit.opdName} · {unit.id}
            {!unit.serves && ` · ${t('unit.formerDoor')}`}
          </>
        }
      >
        <UnitState unit={unit} aheadMs={aheadMs} />
      </PageHead>
      {procedure && (
        <p className={styles.procedure} role="status" data-testid="unit-procedure">
          {t('unit.procedure', { kind: t(`kind.${procedure.kind}`) })}.{' '}
          <Link to={`/prosedur/${procedure.id}`}>{t('unit.openProcedure')}</Link>
        </p>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          <UnitTrouble unit={unit} now={now} />
          <Card title={t('unit.now')}>
            <UnitFacts unit={unit} />
            <UnitSelfReport unit={unit} />
          </Card>
          {admin && <AimCamera unit={unit} />}
          {admin && known && <UnitSettingsForm unit={unit} settings={known.settings} />}
          {admin && <UnitActions unit={unit} busy={procedure !== null} />}
        </div>
        <div className={styles.column}>
          {known ? (
            <>
              <OrderHistory commands={known.commands} zone={unit.zone} />
              <UnitBindings bindings={known.bindings} zone={unit.zone} />
              <UnitCertificates certificates={known.certificates} zone={unit.zone} now={now} />
              <UnitHardware facts={known.facts} changes={known.factsChanges} zone={unit.zone} />
              <Card title={t('unit.releases')}>
                {known.releases.length === 0 && <p className={styles.quiet}>{t('unit.noReleases')}</p>}
                <ul className={styles.list}>
                  {known.releases.map(({ release, since }) => (
                    <li key={`${release} ${since}`}>
                      <b>{release}</b>
                      <small>{t('unit.since', { moment: format.recentMoment(since, unit.zone) })}</small>
                    </li>
                  ))}
                </ul>
              </Card>
            </>
          ) : history.error ? (
            <Card title={t('unit.history')}>
              <Trouble error={history.error} onRetry={() => void history.refetch()} retrying={history.isFetching} />
            </Card>
          ) : (
            <Skeleton height={320} radius={14} aria-busy="true" />
          )}
          <Card title={t('unit.identity')}>
            <CopyLine label={t('units.id')} value={unit.id} />
            <CopyLine label={t('entry.kid')} value={unit.kid} />
          </Card>
        </div>
      </div>
    </div>
  );
}
