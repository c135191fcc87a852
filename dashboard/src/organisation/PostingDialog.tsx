import type { Member, NewPosting } from '@hadir/shared/api/organisation';
import { Button, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../api/field-errors.ts';
import { useFormat } from '../format/use-format.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useOpds } from '../units/use-units.ts';
import styles from './organisation.module.css';
import { useChangePostings, useMembers, usePostings, useWorkUnits } from './use-organisation.ts';

interface PostingDialogProps {
  member: Member;
  today: string;
  onClose(): void;
}

const FIELDS = ['from', 'opd', 'workUnit', 'position', 'rank', 'echelon', 'superior', 'baseTpp'];

/** A new posting from a day on, begun from the one that holds, with those before it. */
export function PostingDialog({ member, today, onClose }: PostingDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const opds = useOpds();
  const postings = usePostings(member.employee);
  const { post, remove } = useChangePostings(member.employee);
  const [removing, setRemoving] = useState<string | null>(null);
  const { opd, workUnit, position, rank, positionKind, echelon, superior, baseTpp } = member;
  const [posting, setPosting] = useState<NewPosting>({
    ...{ from: today, opd, workUnit, position, rank, positionKind, echelon, superior, baseTpp },
  });
  const units = useWorkUnits(posting.opd);
  const colleagues = useMembers(posting.opd);
  const errors = fieldErrors(post.error, FIELDS);
  const text = (name: 'position' | 'rank' | 'echelon') => (
    <TextInput
      label={t(`organisation.dialog.${name}`)}
      maxLength={name === 'position' ? 200 : 20}
      value={posting[name] ?? ''}
      error={errors[name]}
      onChange={(event) => setPosting({ ...posting, [name]: event.currentTarget.value || null })}
    />
  );
  const people = (colleagues.data?.members ?? []).filter(({ employee }) => employee !== member.employee);
  const known = people.some(({ employee }) => employee === posting.superior) || posting.superior === null;
  const superiors = people.map(({ employee, name }) => ({ value: employee, label: name }));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('organisation.dialog.title', { name: member.name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
    >
      <form
        data-testid="posting-form"
        onSubmit={(event) => {
          event.preventDefault();
          post.mutate(posting, { onSuccess: onClose });
        }}
      >
        <Stack>
          <p className={styles.quiet}>{t('organisation.dialog.explain')}</p>
          <FormTrouble error={post.error} saidByFields={Object.keys(errors).length > 0} />
          <div className={styles.fields}>
            <TextInput
              type="date"
              required
              label={t('organisation.dialog.from')}
              value={posting.from}
              error={errors.from}
              onChange={(event) => setPosting({ ...posting, from: event.currentTarget.value })}
            />
            <Select
              label={t('organisation.dialog.opd')}
              searchable
              allowDeselect={false}
              value={posting.opd}
              error={errors.opd}
              data={(opds.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(next) => setPosting({ ...posting, opd: next ?? posting.opd, workUnit: null, superior: null })}
            />
            <Select
              label={t('organisation.dialog.workUnit')}
              searchable
              clearable
              value={posting.workUnit}
              error={errors.workUnit}
              data={(units.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(next) => setPosting({ ...posting, workUnit: next })}
            />
            <Select
              label={t('organisation.dialog.superior')}
              searchable
              clearable
              value={posting.superior}
              error={errors.superior}
              data={
                known ? superiors : [...superiors, { value: posting.superior ?? '', label: member.superiorName ?? '' }]
              }
              onChange={(next) => setPosting({ ...posting, superior: next })}
            />
            {text('position')}
            <Select
              label={t('organisation.dialog.positionKind')}
              clearable
              value={posting.positionKind}
              data={(['structural', 'functional', 'executive'] as const).map((kind) => ({
                value: kind,
                label: t(`organisation.dialog.${kind}`),
              }))}
              onChange={(next) => setPosting({ ...posting, positionKind: next as NewPosting['positionKind'] })}
            />
            {text('rank')}
            {text('echelon')}
            <NumberInput
              label={t('organisation.dialog.baseTpp')}
              min={0}
              max={10_000_000_000}
              allowDecimal={false}
              thousandSeparator="."
              decimalSeparator=","
              value={posting.baseTpp ?? ''}
              error={errors.baseTpp}
              onChange={(next) => setPosting({ ...posting, baseTpp: next === '' ? null : Number(next) })}
            />
          </div>
          <Button type="submit" loading={post.isPending} data-testid="save-posting">
            {t('organisation.dialog.save')}
          </Button>
          <h3 className={styles.group}>{t('organisation.dialog.history')}</h3>
          <FormTrouble error={remove.error} />
          {removing !== null && <p className={styles.quiet}>{t('organisation.dialog.removeExplain')}</p>}
          <ul className={styles.rows} data-testid="posting-history">
            {(postings.data?.postings ?? []).map((old, index, all) => (
              <li key={old.from} className={styles.row}>
                <div className={styles.what}>
                  <b>{old.opdName}</b>
                  <small>
                    {[
                      old.workUnitName,
                      old.position,
                      old.rank,
                      `${format.shortDay(old.from)} ${old.from.slice(0, 4)} – ${
                        old.to === null
                          ? t('organisation.dialog.now')
                          : `${format.shortDay(old.to)} ${old.to.slice(0, 4)}`
                      }`,
                    ]
                      .filter((fact) => fact !== null)
                      .join(' · ')}
                  </small>
                </div>
                {index < all.length - 1 &&
                  (removing === old.from ? (
                    <Button
                      size="compact-xs"
                      color="red"
                      loading={remove.isPending}
                      onClick={() => remove.mutate(old.from, { onSettled: () => setRemoving(null) })}
                      data-testid={`remove-posting-sure-${old.from}`}
                    >
                      {t('organisation.dialog.removeSure')}
                    </Button>
                  ) : (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      color="red"
                      onClick={() => setRemoving(old.from)}
                      data-testid={`remove-posting-${old.from}`}
                    >
                      {t('organisation.dialog.remove')}
                    </Button>
                  ))}
              </li>
            ))}
          </ul>
        </Stack>
      </form>
    </Modal>
  );
}
