import type { SupervisorCard } from '@hadir/shared/api/assistance';
import { Button, Group, Modal, Portal, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ClaimQr } from '../procedures/ClaimQr.tsx';
import styles from './assistance.module.css';

/** A supervisor's card, shown once, to be printed. */
export function CardDialog({ card, onClose }: { card: SupervisorCard; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('supervisors.cardTitle')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack>
        <Text size="sm">{t('supervisors.cardExplain')}</Text>
        <div data-testid="supervisor-card">
          <CardSheet card={card} />
        </div>
        <Portal reuseTargetNode={false}>
          <div className={styles.printed}>
            <CardSheet card={card} />
          </div>
        </Portal>
        <Group>
          <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {t('supervisors.print')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('supervisors.done')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function CardSheet({ card }: { card: SupervisorCard }) {
  const { t } = useTranslation();
  return (
    <div className={styles.sheet}>
      <ClaimQr text={card.qr} label={t('supervisors.cardTitle')} />
      <div>
        {t('supervisors.cardOf')}
        <strong>{card.name}</strong>
        NIP {card.nip}
        <br />
        {card.opdName}
        <p>{t('supervisors.cardUse')}</p>
        {t('supervisors.cardTyped')}
        <code>{card.typed}</code>
        <p>{t('supervisors.cardLost')}</p>
      </div>
    </div>
  );
}
