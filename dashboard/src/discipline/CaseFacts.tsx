import type { CaseDetail } from '@hadir/shared/api/discipline';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './discipline.module.css';

/** What a case rests on, to the day, and what was decided. */
export function CaseFacts({ detail, title }: { detail: CaseDetail; title: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ground, employee, year, total, superior, about, mergedInto, decision, hasSuperiorCase } = detail;
  const inARow = ground.because === 'in-a-row' || ground.because === 'chain';
  const n = inARow ? ground.days.length : total;
  const because = t(`case.because.${ground.because as 'sum'}`, { n, year });
  return (
    <Card title={title}>
      <dl className={styles.facts}>
        <Fact label={t('case.ground')}>{because}</Fact>
        {ground.days.length > 0 && (
          <Fact label={t('case.daysConcerned')}>
            <span className={styles.days}>
              {ground.days.map((day) => (
                <Link
                  key={day}
                  to={`/pegawai/${employee}/hari/${day}`}
                  data-fallen={ground.fallen.some((fallen) => fallen.day === day)}
                >
                  {format.shortDay(day)}
                </Link>
              ))}
            </span>
            {ground.fallen.length > 0 && (
              <p className={styles.fallen} data-testid="fallen-days">
                {t('case.fallen', {
                  days: ground.fallen
                    .map(({ day, status }) =>
                      [format.shortDay(day), status === null ? t('case.notJudged') : t(`status.${status}`)].join(': '),
                    )
                    .join('; '),
                })}
              </p>
            )}
          </Fact>
        )}
        {ground.openDays.length > 0 && <Fact label="">{t('case.openDays', { n: ground.openDays.length })}</Fact>}
        {ground.payStopsFrom !== null && (
          <Fact label="">{t('case.payStops', { day: format.day(ground.payStopsFrom) })}</Fact>
        )}
        <Fact label={t('case.clause')}>{ground.clause}</Fact>
        <Fact label={t('case.superior')}>
          {superior === null
            ? t('case.superiorUnknown')
            : `${superior.name} · ${t('case.superiorSince', { day: format.day(superior.since) })}`}
          {hasSuperiorCase && (
            <>
              <br />
              {t('case.hasSuperiorCase')}
            </>
          )}
        </Fact>
        {about !== null && (
          <Fact label="">
            <Link to={`/disiplin/${about}`}>{t('case.about')}</Link>
          </Fact>
        )}
        {mergedInto !== null && (
          <Fact label="">
            <Link to={`/disiplin/${mergedInto}`}>{t('case.mergedInto')}</Link>
          </Fact>
        )}
        {decision !== null && (
          <Fact label={t('case.decision')}>
            <b>{decision.sanction ?? t('case.notProven')}</b>
            <br />
            {t('case.decisionLine', {
              number: decision.number,
              official: decision.official,
              day: format.day(decision.on),
            })}
            {decision.inForceFrom !== null && (
              <>
                <br />
                {t('case.inForce', { day: format.day(decision.inForceFrom) })}
              </>
            )}
            {decision.fromMonth !== null && (
              <>
                <br />
                {t('case.cutFrom', { month: decision.fromMonth })}
              </>
            )}
            {decision.revoked !== null && (
              <>
                <br />
                <b>{t('case.revoked')}</b>{' '}
                {t('case.decisionLine', { ...decision.revoked, day: format.day(decision.revoked.on) })}
              </>
            )}
          </Fact>
        )}
      </dl>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      {label !== '' && <dt>{label}</dt>}
      <dd>{children}</dd>
    </div>
  );
}
