import type { CaseDetail, NewLetter } from '@hadir/shared/api/discipline';
import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useHub } from '../api/hub-context.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { downloadFile } from '../reports/download-file.ts';
import { useSession } from '../session/session-context.ts';
import { callLetter, callPreview } from './case-calls.ts';
import { useCaseAction } from './use-cases.ts';

const NATURES = ['Biasa', 'Penting', 'Segera', 'Rahasia'] as const;

const isFilled = (text: string) => text.trim().length >= 3;

interface LetterDialogProps {
  detail: CaseDetail;
  /** Those that may be made now. */
  kinds: readonly NewLetter['kind'][];
  onClose(): void;
}

/** A letter needs its number, its date and who signs it; the case and the letterhead know the rest. */
export function LetterDialog({ detail, kinds, onClose }: LetterDialogProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const hub = useHub();
  const write = useCaseAction(detail.id, callLetter);
  const preview = useMutation({
    mutationFn: async (body: NewLetter) =>
      downloadFile(await callPreview(hub, detail.id, body), `pratinjau-${body.kind}.pdf`),
  });
  const today = new Intl.DateTimeFormat('en-CA').format(new Date());
  const isBkd = user.role === 'admin_bkd';
  const turn = kinds.find((kind) => kind === detail.next?.step);
  const [kind, setKind] = useState<NewLetter['kind']>(turn ?? kinds[0] ?? 'teguran');
  const [nature, setNature] = useState<NewLetter['nature']>('Penting');
  const [heading, setHeading] = useState<'region' | 'opd' | null>(null);
  const [given, setGiven] = useState(() => ({
    number: '',
    on: today,
    ...signatoryOf(detail, kind),
    day: '',
    time: '08:00',
    place: '',
    copies: '',
  }));
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
  const { number, on, name, position, nip, rank, day, time, place } = given;
  const copies = given.copies.split('\n').map((line) => line.trim());
  const ready =
    [number, name, position].every(isFilled) &&
    on !== '' &&
    (!summons || (day !== '' && time !== '' && isFilled(place)));
  const letter: NewLetter = {
    kind,
    nature,
    number: number.trim(),
    on,
    signatory: { name: name.trim(), position: position.trim(), nip: nip.trim(), rank: rank.trim() },
    copies: copies.filter(isFilled),
    ...(heading !== null && { heading }),
    ...(summons && { appear: { on: day, time, place: place.trim() } }),
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('letter.make')}
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <Stack data-testid="letter-dialog">
        <Text size="sm">
          {t('letter.explain')} {t('letter.notDecision')} <Link to="/kop-surat">{t('letter.letterhead')}</Link>
        </Text>
        <Select
          label={t('letter.kindLabel')}
          description={t(`letter.kindHelp.${kind}`)}
          allowDeselect={false}
          value={kind}
          data={kinds.map((value) => ({ value, label: t(`letter.kind.${value}`) }))}
          onChange={(value) => {
            const chosen = kinds.find((each) => each === value) ?? kind;
            setKind(chosen);
            setGiven({ ...given, ...signatoryOf(detail, chosen) });
          }}
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
        {isBkd && (
          <Select
            label={t('letter.heading')}
            allowDeselect={false}
            value={heading ?? (kind === 'surat_opd' ? 'region' : 'opd')}
            data={[
              { value: 'region', label: t('letter.headingRegion') },
              { value: 'opd', label: t('letter.headingOpd', { opd: detail.opdName }) },
            ]}
            onChange={(value) => setHeading(value === 'region' ? 'region' : 'opd')}
          />
        )}
        {detail.signatories.length > 0 && (
          <Select
            label={t('letter.choose')}
            value={null}
            placeholder={t('letter.chooseHint')}
            data={detail.signatories.map((each, index) => ({
              value: String(index),
              label: [each.position, each.name].filter((text) => text !== '').join(' · '),
            }))}
            onChange={(value) => {
              const chosen = detail.signatories[Number(value)];
              if (chosen) setGiven({ ...given, ...chosen });
            }}
            data-testid="letter-signatories"
          />
        )}
        {field('position', t('letter.position'))}
        {field('name', t('letter.signatory'))}
        {field('rank', t('letter.rank'))}
        {field('nip', t('letter.nip'))}
        <Textarea
          label={t('letter.copies')}
          description={t('letter.copiesHint')}
          rows={2}
          maxLength={2000}
          value={given.copies}
          onChange={(event) => setGiven({ ...given, copies: event.currentTarget.value })}
        />
        <FormTrouble error={write.error ?? preview.error} />
        <Group>
          <Button
            disabled={!ready}
            loading={write.isPending}
            onClick={() => write.mutate(letter, { onSuccess: onClose })}
            data-testid="letter-confirm"
          >
            {t('letter.make')}
          </Button>
          <Button
            variant="default"
            disabled={!ready}
            loading={preview.isPending}
            onClick={() => preview.mutate(letter)}
            data-testid="letter-preview"
          >
            {t('letter.preview')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** A letter to the office is signed by the head of the personnel agency, the others by the first who may. */
function signatoryOf({ signatories }: CaseDetail, kind: NewLetter['kind']) {
  const one = kind === 'surat_opd' ? signatories.at(-1) : signatories[0];
  return one ?? { position: '', name: '', rank: '', nip: '' };
}
