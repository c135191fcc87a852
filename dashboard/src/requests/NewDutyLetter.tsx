import type { DutyLetter, NewDutyLetter as Letter } from '@hadir/shared/api/duty-letters';
import type { Colleague, EvidenceFile } from '@hadir/shared/api/requests';
import { localDay } from '@hadir/shared/time/local-day';
import { ActionIcon, Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { useSession } from '../session/session-context.ts';
import { FilesField } from './FilesField.tsx';
import { ManyPeople } from './ManyPeople.tsx';
import { PersonSelect } from './PersonSelect.tsx';
import { NO_ORDER } from './request-draft.ts';
import styles from './requests.module.css';
import { OrderFields } from './SubjectFields.tsx';
import { useCheckLetter, useEnterLetter, useLeaveKinds } from './use-requests.ts';

interface NewDutyLetterProps {
  onSaved(letter: DutyLetter, leftOut: number): void;
  onClose(): void;
}

const PARTS = ['day', 'morning', 'afternoon'] as const;
/** So many names are shown one by one. */
const SHOWN = 60;

/** One letter, its people and its file: looked at person by person before anything is kept. */
export function NewDutyLetter({ onSaved, onClose }: NewDutyLetterProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const today = localDay(new Date(), 'Asia/Jakarta');
  const [order, setOrder] = useState({ ...NO_ORDER, date: today });
  const [days, setDays] = useState({ from: today, to: today });
  const [part, setPart] = useState<(typeof PARTS)[number]>('day');
  const [code, setCode] = useState<string | null>(null);
  const [people, setPeople] = useState<readonly Colleague[]>([]);
  const [files, setFiles] = useState<readonly EvidenceFile[]>([]);
  const [skip, setSkip] = useState(false);
  const options = useLeaveKinds();
  const kinds = options.data?.filter(({ needsOrder }) => needsOrder) ?? [];
  const chosen = code ?? kinds[0]?.code ?? 'dinas_luar';
  const check = useCheckLetter();
  const enter = useEnterLetter();
  const reset = () => {
    check.reset();
    enter.reset();
  };
  const letter: Letter = {
    code: chosen,
    order,
    ...days,
    part: days.from === days.to ? part : 'day',
    employees: people.map(({ id }) => id),
    files: files.map(({ id }) => id),
    skipProblems: skip,
  };
  const whole = people.length > 0 && Object.values(order).every((value) => value.trim() !== '');
  const { able = [], leftOut = [] } = check.data ?? {};
  return (
    <Card title={t('letters.new')}>
      <div className={styles.form} data-testid="letter-form">
        <OrderFields
          order={order}
          onChange={(next) => {
            setOrder(next);
            reset();
          }}
        />
        <div className={styles.pair}>
          {kinds.length > 1 && (
            <NativeSelect
              label={t('letters.kind')}
              value={chosen}
              data={kinds.map((kind) => ({ value: kind.code, label: kind.name }))}
              onChange={(event) => {
                setCode(event.currentTarget.value);
                reset();
              }}
            />
          )}
          <TextInput
            type="date"
            label={t('newRequest.from')}
            value={days.from}
            data-testid="letter-from"
            onChange={(event) => {
              const from = event.currentTarget.value;
              setDays(({ to }) => ({ from, to: [from, to].sort()[1] ?? from }));
              reset();
            }}
          />
          <TextInput
            type="date"
            label={t('newRequest.to')}
            min={days.from}
            value={days.to}
            data-testid="letter-to"
            onChange={(event) => {
              const to = event.currentTarget.value;
              setDays(({ from }) => ({ from, to }));
              reset();
            }}
          />
          {days.from === days.to && (
            <NativeSelect
              label={t('newRequest.part')}
              value={part}
              data={PARTS.map((each) => ({ value: each, label: t(`newRequest.parts.${each}`) }))}
              data-testid="letter-part"
              onChange={(event) => {
                setPart(PARTS.find((each) => each === event.currentTarget.value) ?? 'day');
                reset();
              }}
            />
          )}
        </div>
        <fieldset className={styles.fieldset}>
          <legend>{t('letters.people')}</legend>
          <PersonSelect
            key={people.length}
            label={t('picker.add')}
            value={null}
            testId="letter-person"
            onChange={(person) => {
              if (person && !people.some(({ id }) => id === person.id)) setPeople([...people, person]);
              reset();
            }}
          />
          <ManyPeople
            onFound={(found) => {
              setPeople((before) => [...before, ...found.filter(({ id }) => !before.some((known) => known.id === id))]);
              reset();
            }}
          />
          {people.length > 0 && (
            <Group justify="space-between" my="xs">
              <b data-testid="letter-count">{t('letters.peopleCount', { n: format.number(people.length) })}</b>
              <Button
                size="xs"
                variant="subtle"
                onClick={() => {
                  setPeople([]);
                  reset();
                }}
              >
                {t('letters.clear')}
              </Button>
            </Group>
          )}
          <div className={styles.people} data-testid="letter-people">
            {people.slice(0, SHOWN).map((person) => (
              <span key={person.id} className={styles.person}>
                {person.name}
                <ActionIcon
                  size={22}
                  variant="subtle"
                  aria-label={t('picker.remove', { name: person.name })}
                  onClick={() => {
                    setPeople(people.filter(({ id }) => id !== person.id));
                    reset();
                  }}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              </span>
            ))}
            {people.length > SHOWN && <span>{t('letters.more', { n: format.number(people.length - SHOWN) })}</span>}
          </div>
        </fieldset>
        <FilesField
          label={t('letters.file')}
          files={files}
          most={1}
          onChange={(next) => {
            setFiles(next);
            reset();
          }}
        />
        <FormTrouble error={check.error ?? enter.error} />
        {check.data && (
          <div className={styles.preview} role="status" data-testid="letter-preview">
            <b>{t('letters.able', { n: format.number(able.length) })}</b>
            <p>{t(user.role === 'admin_bkd' ? 'letters.effectBkd' : 'letters.effectOffice')}</p>
            {leftOut.length > 0 && (
              <>
                <b>{t('letters.leftOut', { n: format.number(leftOut.length) })}</b>
                <ul className={styles.problems}>
                  {leftOut.slice(0, SHOWN).map(({ employee, name, problem }) => (
                    <li key={employee}>
                      {name}: {problem}
                    </li>
                  ))}
                  {leftOut.length > SHOWN && <li>{t('letters.more', { n: format.number(leftOut.length - SHOWN) })}</li>}
                </ul>
                {able.length > 0 && (
                  <Checkbox
                    label={t('letters.skip')}
                    checked={skip}
                    onChange={(event) => setSkip(event.currentTarget.checked)}
                  />
                )}
              </>
            )}
          </div>
        )}
        <Group>
          {check.data && able.length > 0 && (leftOut.length === 0 || skip) ? (
            <Button
              loading={enter.isPending}
              onClick={() =>
                enter.mutate(letter, { onSuccess: ({ letter: made, leftOut: missed }) => onSaved(made, missed.length) })
              }
              data-testid="save-letter"
            >
              {t('letters.save', { n: format.number(able.length) })}
            </Button>
          ) : (
            <Button
              loading={check.isPending}
              disabled={!whole}
              onClick={() => check.mutate(letter)}
              data-testid="check-letter"
            >
              {t('letters.check')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('dialog.close')}
          </Button>
        </Group>
      </div>
    </Card>
  );
}
