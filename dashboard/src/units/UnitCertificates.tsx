import type { UnitHistory } from '@hadir/shared/api/units';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './unit-page.module.css';

interface UnitCertificatesProps {
  certificates: UnitHistory['certificates'];
  zone: string;
  now: number;
}

/** Every certificate that the unit got, how it came by it, and what became of it. */
export function UnitCertificates({ certificates, zone, now }: UnitCertificatesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t('unit.certificates')}>
      <ul className={styles.list} data-testid="unit-certificates">
        {certificates.map(({ serial, issuedAt, expiresAt, via, revokedAt }) => {
          const expired = Date.parse(expiresAt) < now;
          const state = revokedAt !== null ? 'revoked' : expired ? 'expired' : 'inForce';
          return (
            <li key={serial} data-state={state}>
              <span>
                <b>{format.recentMoment(issuedAt, zone)}</b> · {t(`unit.via.${via}`)}
                <small>
                  {revokedAt !== null
                    ? t('unit.revokedAt', { moment: format.recentMoment(revokedAt, zone) })
                    : t(expired ? 'unit.expired' : 'unit.expires', { moment: format.moment(expiresAt, zone) })}
                </small>
                <small className={styles.code}>{serial}</small>
              </span>
              {state === 'inForce' && <span className={styles.tag}>{t('unit.inForce')}</span>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
