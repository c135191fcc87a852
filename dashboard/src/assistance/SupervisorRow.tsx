import type { PinCode, Supervisor, SupervisorCard } from '@hadir/shared/api/assistance';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answerOf } from '../api/answer-of.ts';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { may } from '../session/may.ts';
import { useSession } from '../session/session-context.ts';
import styles from './assistance.module.css';
import { CardDialog } from './CardDialog.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { GroundsDialog } from './GroundsDialog.tsx';
import { PinCodeDialog } from './PinCodeDialog.tsx';
import { useSupervisorChange } from './use-assistance.ts';

/** One supervisor: how he proves himself, how often he assisted, and what BKD can do. */
export function SupervisorRow({ supervisor }: { supervisor: Supervisor }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const { id, name, pinSetAt, cardMadeAt, codeExpires, assisted, refused } = supervisor;
  const [code, setCode] = useState<PinCode | null>(null);
  const [card, setCard] = useState<SupervisorCard | null>(null);
  const [asking, setAsking] = useState<'end' | 'pin' | 'card' | null>(null);
  const params = { path: { id } };
  const makeCode = useSupervisorChange(
    (hub) => answerOf(hub.POST('/api/assistance/supervisors/{id}/code', { params })),
    setCode,
  );
  const makeCard = useSupervisorChange(
    (hub) => answerOf(hub.POST('/api/assistance/supervisors/{id}/card', { params })),
    setCard,
  );
  const close = () => setAsking(null);
  const revoke = useSupervisorChange(
    (hub, which: 'pin' | 'card') => answerOf(hub.DELETE(`/api/assistance/supervisors/{id}/${which}`, { params })),
    close,
  );
  const end = useSupervisorChange(
    (hub, reason: string) => answerOf(hub.POST('/api/assistance/supervisors/{id}/end', { params, body: { reason } })),
    close,
  );
  const moment = (at: string) => format.recentMoment(at, Intl.DateTimeFormat().resolvedOptions().timeZone);
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <Link to={`/pegawai/${supervisor.employee}`} className={styles.name}>
          {name}
        </Link>
        <span className={styles.soft}>
          {supervisor.opdName} · NIP {supervisor.nip}
        </span>
        <span className={styles.soft}>
          {pinSetAt === null ? t('supervisors.noPin') : t('supervisors.pinSet', { moment: moment(pinSetAt) })} ·{' '}
          {cardMadeAt === null ? t('supervisors.noCard') : t('supervisors.card', { moment: moment(cardMadeAt) })}
        </span>
        {codeExpires !== null && (
          <span className={styles.soft}>{t('supervisors.codeUntil', { moment: moment(codeExpires) })}</span>
        )}
        {!supervisor.hasFace && <span className={styles.warning}>{t('supervisors.noFace')}</span>}
        {supervisor.standsOut && (
          <span className={styles.warning} data-testid="stands-out">
            {t('supervisors.standsOut')}
          </span>
        )}
        <FormTrouble error={makeCode.error ?? makeCard.error} />
      </div>
      <div className={styles.when}>
        <span>{t('supervisors.assisted', { n: format.number(assisted) })}</span>
        {refused > 0 && (
          <span className={styles.soft}>{t('supervisors.refusedCount', { n: format.number(refused) })}</span>
        )}
        {may(user.role, 'change') && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" size={36} aria-label={t('supervisors.actions', { name })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => makeCode.mutate(undefined)} data-testid="make-code">
                {t('supervisors.makeCode')}
              </Menu.Item>
              <Menu.Item onClick={() => makeCard.mutate(undefined)} data-testid="make-card">
                {t(cardMadeAt === null ? 'supervisors.makeCard' : 'supervisors.newCard')}
              </Menu.Item>
              {pinSetAt !== null && (
                <Menu.Item onClick={() => setAsking('pin')}>{t('supervisors.revokePin')}</Menu.Item>
              )}
              {cardMadeAt !== null && (
                <Menu.Item onClick={() => setAsking('card')}>{t('supervisors.revokeCard')}</Menu.Item>
              )}
              <Menu.Item color="red" onClick={() => setAsking('end')} data-testid="end-supervisor">
                {t('supervisors.end')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {code && <PinCodeDialog name={name} code={code} onClose={() => setCode(null)} />}
      {card && <CardDialog card={card} onClose={() => setCard(null)} />}
      {(['pin', 'card'] as const).map((which) => {
        const words = which === 'pin' ? 'supervisors.revokePin' : 'supervisors.revokeCard';
        return (
          <ConfirmDialog
            key={which}
            opened={asking === which}
            title={t(words)}
            explain={t(`${words}Explain`, { name })}
            error={revoke.error}
            pending={revoke.isPending}
            onClose={close}
            onSure={() => revoke.mutate(which)}
          />
        );
      })}
      <GroundsDialog
        opened={asking === 'end'}
        title={t('supervisors.endTitle')}
        explain={t('supervisors.endExplain', { name })}
        action={t('supervisors.end')}
        error={end.error}
        pending={end.isPending}
        onClose={close}
        onSure={(reason) => end.mutate(reason)}
      />
    </li>
  );
}
