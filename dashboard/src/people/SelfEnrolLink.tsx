import { Button, Modal, Stack, Text } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMakeLinks } from '../enrolment/use-enrolment.ts';
import { useFormat } from '../format/use-format.ts';
import { CopyLine } from '../look/CopyLine.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { ClaimQr } from '../procedures/ClaimQr.tsx';

/** A link by which this person enrols his own face, as a code for his phone and as text to send. */
export function SelfEnrolLink({ employee, name }: { employee: string; name: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const make = useMakeLinks();
  const link = make.data?.links[0];
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconLink size={16} aria-hidden />}
        loading={make.isPending}
        onClick={() => make.mutate({ employees: [employee] })}
        data-testid="make-link"
      >
        {t('enrolLinks.make')}
      </Button>
      <FormTrouble error={make.error} />
      <Modal
        opened={link !== undefined}
        onClose={() => make.reset()}
        title={t('enrolLinks.one')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        {link && (
          <Stack>
            <Text size="sm">{t('enrolLinks.oneExplain', { name })}</Text>
            <ClaimQr text={link.url} label={t('enrolLinks.qr', { name })} />
            <CopyLine label={t('enrolLinks.address')} value={link.url} />
            <Text size="sm">{t('selfEnrol.until', { moment: format.moment(link.expiresAt, zone) })}</Text>
          </Stack>
        )}
      </Modal>
    </>
  );
}
