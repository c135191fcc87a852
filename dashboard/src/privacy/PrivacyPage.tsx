import { Skeleton } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import { EvidencePolicyForm } from './EvidencePolicyForm.tsx';
import styles from './privacy.module.css';
import { useEvidenceOverview } from './use-evidence.ts';

const MB = 1_000_000;

/** What leaves the doors besides the record of who came: the region's decision, and what follows from it. */
export function PrivacyPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const { data, error, refetch, isFetching } = useEvidenceOverview();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const head = <PageHead title={t('privacy.title')} sub={t('privacy.sub')} />;
  if (error && !data)
    return (
      <>
        {head}
        <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
      </>
    );
  if (!data)
    return (
      <>
        {head}
        <Skeleton height={320} radius={14} aria-busy="true" />
      </>
    );
  const { policy, units, kept, changedAt, changedBy } = data;
  return (
    <>
      {head}
      <div className={styles.page}>
        <Card title={t('privacy.evidence')} note={t(policy.on ? 'privacy.on' : 'privacy.off')}>
          <EvidencePolicyForm key={JSON.stringify(policy)} policy={policy} mayChange={user.role === 'admin_bkd'} />
          {changedAt !== null && (
            <p className={styles.quiet}>
              {t('privacy.changed', {
                moment: format.moment(changedAt, zone),
                name: changedBy ?? t('evidencePicture.somebody'),
              })}
            </p>
          )}
        </Card>
        <div className={styles.side}>
          <Card title={t('privacy.state')}>
            <dl className={styles.facts} data-testid="evidence-state">
              <dt>{t('privacy.units')}</dt>
              <dd>
                {t('privacy.unitsValue', { following: format.number(units.following), all: format.number(units.all) })}
                {units.following + units.refusing < units.all && <small>{t('privacy.unitsWaiting')}</small>}
                {units.refusing > 0 && (
                  <small>{t('privacy.unitsRefusing', { n: format.number(units.refusing) })}</small>
                )}
              </dd>
              <dt>{t('privacy.kept')}</dt>
              <dd>
                {t('privacy.keptValue', { n: format.number(kept.pictures), size: format.decimal(kept.bytes / MB, 1) })}
              </dd>
              {kept.oldest !== null && (
                <>
                  <dt>{t('privacy.oldest')}</dt>
                  <dd>{format.moment(kept.oldest, zone)}</dd>
                </>
              )}
            </dl>
          </Card>
          <Card title={t('privacy.who')}>
            <p className={styles.text}>{t('privacy.whoDetail')}</p>
          </Card>
          <Card>
            <p className={styles.principle}>
              <IconLock size={20} aria-hidden />
              <span>
                <strong>{t('privacy.principle')}</strong>
                {t('privacy.principleDetail')}
              </span>
            </p>
          </Card>
        </div>
      </div>
    </>
  );
}
