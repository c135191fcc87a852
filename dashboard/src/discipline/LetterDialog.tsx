import type { CaseDetail, NewLetter } from '@hadir/shared/api/discipline';
import { Button, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useSession } from '../session/session-context.ts';
import { callLetter } from './case-calls.ts';
import { useCaseAction } from './use-cases.ts';

const NATURES = ['Biasa', 'Penting', 'Segera', 'Rahasia'] as const;
const OF_CHAIN = ['teguran', 'surat_opd'] as const;
const OF_PROCEDURE = ['panggilan_1', 'panggilan_2', 'teguran'] as const;

/** A letter needs its number, its date and who signs it; the case knows the rest. */
export function LetterDialog({ detail, onClose }: { detail: CaseDetail; onClose(): void }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const write = useCaseAction(detail.id, callLetter);
  const today = new Intl.DateTimeFormat('en-CA').format(new Date());
  const all = detail.kind === 'chain' ? OF_CHAIN : OF_PROCEDURE;
  const kinds = all.filter((kind) => kind !== 'surat_opd' || user.role === 'admin_bkd');
  const [kind, setKind] = useState<NewLetter['kind']>(kinds[0] ?? 'teguran');
  const [nature, setNature] = useState<NewLetter['nature']>('Penting');
  const [given, setGiven] = useState({
    number: '',
    on: today,
    name: '',
    position: '',
    nip: '',
    day: '',
    time: '08:00',
    place: '',
  });
  const field = (name: keyof typeof given, label: string, type = 'text') => (
    <TextInput
      type={type}
      label={label}
      maxLength={300}
      value={given[name]}
      onChange={(event) => setGiven({ ...given, [name]: event.currentTarget.value })}
      data-testid={`letter-${name}`}
    />
  );
  const summons = kind === 'panggilan_1' || kind === 'panggilan_2';
  const { number, on, name, position, nip, day, time, place } = given;
  const long = (text: string) => text.trim().length >= 3;
  const ready =
    [number, name, position].every(long) && on !== '' && (!summons || (day !== '' && time !== '' && long(place)));
  const letter: NewLetter = {
    kind,
    nature,
    number: number.trim(),
    on,
    signatory: { name: name.trim(), position: position.trim(), nip: nip.trim() },
    ...(summons && { appear: { on: day, time, place: place.trim() } }),
  };
  return (
    <Modal opened onClose={onClose} title={t('letter.make')} closeButtonProps={{ 'aria-label': t('dialog.close') }}>
      <Stack data-testid="letter-dialog">
        <FormTrouble error={write.error} />
        <Text size="sm">
          {t('letter.explain')} {t('letter.notDecision')}
        </Text>
        <Select
          label={t('letter.kindLabel')}
          allowDeselect={false}
          value={kind}
          data={kinds.map((value) => ({ value, label: t(`letter.kind.${value}`) }))}
          onChange={(value) => setKind((value as NewLetter['kind'] | null) ?? kind)}
        />
        {field('number', t('letter.number'))}
        {field('on', t('letter.on'), 'date')}
        <Select
          label={t('letter.nature')}
          allowDeselect={false}
          value={nature}
          data={[...NATURES]}
          onChange={(value) => setNature((value as NewLetter['nature'] | null) ?? nature)}
        />
        {summons && (
          <>
            {field('day', t('letter.appearOn'), 'date')}
            {field('time', t('letter.appearTime'), 'time')}
            {field('place', t('letter.appearPlace'))}
          </>
        )}
        {field('name', t('letter.signatory'))}
        {field('position', t('letter.position'))}
        {field('nip', t('letter.nip'))}
        <Button
          disabled={!ready}
          loading={write.isPending}
          onClick={() => write.mutate(letter, { onSuccess: onClose })}
          data-testid="letter-confirm"
        >
          {t('letter.make')}
        </Button>
      </Stack>
    </Modal>
  );
}
