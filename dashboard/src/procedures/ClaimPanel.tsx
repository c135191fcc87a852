import type { Procedure } from '@hadir/shared/api/procedures';
import type { Claim } from '@hadir/shared/api/units';
import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { IconClockOff, IconQrcode } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { useNow } from '../format/use-now.ts';
import { Card } from '../look/Card.tsx';
import { CopyLine } from '../look/CopyLine.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { addWifi, isWifi } from './add-wifi.ts';
import { ClaimQr } from './ClaimQr.tsx';
import styles from './claim.module.css';

/** Makes the claim that the new unit shows itself with. It is a secret: it lives in this page's memory only. */
export function ClaimPanel({ procedure, zone }: { procedure: Procedure; zone: string }) {
  const { t } = useTranslation();
  const hub = useHub();
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: async () => {
      const path = { path: { id: procedure.id } };
      const claim = await answerOf(hub.POST('/api/procedures/{id}/claim', { params: path }));
      // The answer's end is told by the hub's clock; the reader's may differ.
      return { claim, madeAt: Date.now() };
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['procedures'] }),
    gcTime: 0,
  });
  return (
    <Card title={t('claim.title')}>
      <div className={styles.panel} data-testid="claim-panel">
        <FormTrouble error={make.error} />
        {make.data ? (
          <ShownClaim key={make.data.madeAt} claim={make.data.claim} zone={zone} onAgain={() => make.mutate()} />
        ) : (
          <>
            <p>{t('claim.explain')}</p>
            <Button
              leftSection={<IconQrcode size={18} aria-hidden />}
              loading={make.isPending}
              onClick={() => make.mutate()}
              data-testid="make-claim"
            >
              {t('claim.make')}
            </Button>
          </>
        )}
        <p className={styles.lost}>{t('claim.lost')}</p>
      </div>
    </Card>
  );
}

function ShownClaim({ claim, zone, onAgain }: { claim: Claim; zone: string; onAgain(): void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [wifi, setWifi] = useState({ name: '', password: '' });
  const left = Date.parse(claim.expiresAt) - useNow(1_000);
  const again = (
    <Button variant={left > 0 ? 'subtle' : 'filled'} size="sm" onClick={onAgain} data-testid="claim-again">
      {t('claim.again')}
    </Button>
  );
  if (left <= 0)
    return (
      <Alert color="yellow" icon={<IconClockOff aria-hidden />} data-testid="claim-expired">
        <p>{t('claim.expired')}</p>
        {again}
      </Alert>
    );
  const fits = isWifi(wifi);
  return (
    <>
      <div className={styles.shown}>
        <p>{t('claim.show')}</p>
        <ClaimQr
          text={fits ? addWifi(claim.code, wifi) : claim.code}
          label={t('claim.code', { door: claim.doorName })}
        />
        <span className={styles.expiry}>
          {t('claim.expiresIn', { age: format.age(left), moment: format.recentMoment(claim.expiresAt, zone) })}
        </span>
      </div>
      <details className={styles.wifi}>
        <summary>{t('claim.wifi')}</summary>
        <div className={styles.wifiFields}>
          <TextInput
            label={t('claim.wifiName')}
            autoComplete="off"
            value={wifi.name}
            error={fits ? null : t('claim.wifiTooLong')}
            onChange={(event) => setWifi({ ...wifi, name: event.currentTarget.value })}
          />
          <PasswordInput
            label={t('claim.wifiPassword')}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': t('claim.showPassword') }}
            value={wifi.password}
            onChange={(event) => setWifi({ ...wifi, password: event.currentTarget.value })}
          />
        </div>
        <p className={styles.lost}>{t('claim.wifiHint')}</p>
      </details>
      <div className={styles.typed}>
        <h3>{t('claim.type')}</h3>
        <div data-testid="claim-text" data-claim={claim.claim}>
          <CopyLine label={t('claim.claim')} value={claim.claim} large />
        </div>
        <CopyLine label={t('claim.fingerprint')} value={claim.caFingerprint} />
        <CopyLine label={t('claim.hub')} value={claim.hub} />
      </div>
      {again}
    </>
  );
}
