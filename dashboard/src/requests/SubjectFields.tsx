import type { DutyOrder, RequestOption } from '@hadir/shared/api/requests';
import { Checkbox, NativeSelect, SegmentedControl, Skeleton, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { StatusMark } from '../status/StatusMark.tsx';
import { PersonSelect } from './PersonSelect.tsx';
import type { RequestDraft } from './request-draft.ts';
import styles from './requests.module.css';
import { useMyDay } from './use-requests.ts';

interface FieldsProps {
  draft: RequestDraft;
  option: RequestOption;
  /** Messages of the hub by field. */
  errors: Readonly<Record<string, string>>;
  change(part: Partial<RequestDraft>): void;
}

const PARTS = ['day', 'morning', 'afternoon', 'hours'] as const;
const CAUSES = ['network', 'unit', 'power', 'face', 'other'] as const;
const FAULTS = ['late', 'early', 'missing_arrival', 'missing_departure'] as const;
const REMEDIES = ['seen', 'forgive', 'void', 'review'] as const;

/** The fields of one kind, under those that every kind has. */
export function SubjectFields(props: FieldsProps) {
  const { draft } = props;
  switch (draft.kind) {
    case 'absence':
      return <AbsenceFields {...props} />;
    case 'forgotten':
      return (
        <>
          <TimesFields {...props} />
          <WitnessField {...props} />
        </>
      );
    case 'manual':
      return <ManualFields {...props} />;
    case 'forgive':
      return <FaultField {...props} />;
    case 'void':
      return <EntryField {...props} />;
    case 'objection':
      return <ObjectionFields {...props} />;
  }
}

function AbsenceFields({ draft, option, change }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      {option.partDay && (
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t('newRequest.part')}
          </Text>
          <SegmentedControl
            fullWidth
            value={draft.part}
            onChange={(part) => change({ part: part as RequestDraft['part'] })}
            data={PARTS.map((part) => ({ value: part, label: t(`newRequest.parts.${part}`) }))}
          />
        </div>
      )}
      {option.partDay && draft.part === 'hours' && (
        <div className={styles.pair}>
          <Hour label={t('newRequest.hourFrom')} value={draft.hourFrom} onChange={(hourFrom) => change({ hourFrom })} />
          <Hour label={t('newRequest.hourTo')} value={draft.hourTo} onChange={(hourTo) => change({ hourTo })} />
        </div>
      )}
      {option.needsOrder && <OrderFields order={draft.order} onChange={(order) => change({ order })} />}
      {option.status === 'leave' && (
        <TextInput
          label={t('newRequest.address')}
          description={t('newRequest.addressHint')}
          maxLength={500}
          value={draft.address}
          onChange={(event) => change({ address: event.currentTarget.value })}
        />
      )}
    </>
  );
}

export function OrderFields({ order, onChange }: { order: DutyOrder; onChange(order: DutyOrder): void }) {
  const { t } = useTranslation();
  const fields = [
    ['number', t('newRequest.orderNumber'), 100],
    ['date', t('newRequest.orderDate'), 10],
    ['basis', t('newRequest.orderBasis'), 500],
    ['purpose', t('newRequest.orderPurpose'), 1000],
    ['place', t('newRequest.orderPlace'), 300],
    ['signatory', t('newRequest.orderSignatory'), 300],
  ] as const;
  return (
    <fieldset className={styles.fieldset}>
      <legend>{t('newRequest.order')}</legend>
      <div className={styles.order}>
        {fields.map(([field, label, longest]) => (
          <TextInput
            key={field}
            label={label}
            type={field === 'date' ? 'date' : 'text'}
            maxLength={longest}
            value={order[field]}
            data-testid={`order-${field}`}
            onChange={(event) => onChange({ ...order, [field]: event.currentTarget.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Hour({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  return (
    <TextInput type="time" label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}

function TimesFields({ draft, change }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <div>
      <div className={styles.pair}>
        <Hour label={t('newRequest.arrival')} value={draft.arrival} onChange={(arrival) => change({ arrival })} />
        <Hour
          label={t('newRequest.departure')}
          value={draft.departure}
          onChange={(departure) => change({ departure })}
        />
      </div>
      <Text size="xs" c="var(--ink-3)" mt={4}>
        {t('newRequest.timesHint')}
      </Text>
      {draft.departure !== '' && (
        <Checkbox
          mt="sm"
          label={t('newRequest.nextDay')}
          checked={draft.departureNextDay}
          onChange={(event) => change({ departureNextDay: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}

function ManualFields(props: FieldsProps) {
  const { t } = useTranslation();
  const { draft, change } = props;
  return (
    <>
      <TimesFields {...props} />
      <NativeSelect
        label={t('newRequest.cause')}
        value={draft.cause}
        onChange={(event) => change({ cause: event.currentTarget.value as RequestDraft['cause'] })}
        data={CAUSES.map((cause) => ({ value: cause, label: t(`newRequest.causes.${cause}`) }))}
      />
      <WitnessField {...props} />
    </>
  );
}

function WitnessField({ draft, option, change }: FieldsProps) {
  const { t } = useTranslation();
  const optional = option.witness === 'optional';
  return (
    <PersonSelect
      label={t('newRequest.witness')}
      description={`${t('newRequest.witnessHint')}${optional ? ` ${t('newRequest.witnessOptional')}` : ''}`}
      value={draft.witness}
      known={draft.witnessName}
      clearable={optional}
      onChange={(person) => change({ witness: person?.id ?? null, witnessName: person?.name })}
      testId="witness"
    />
  );
}

function FaultField({ draft, change }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t('newRequest.fault')}
      value={draft.fault}
      onChange={(event) => change({ fault: event.currentTarget.value as RequestDraft['fault'] })}
      data={FAULTS.map((fault) => ({ value: fault, label: t(`newRequest.faults.${fault}`) }))}
    />
  );
}

function EntryField({ draft, change, errors }: FieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, isPending } = useMyDay(draft.from, draft.employee, true);
  const entries = data?.days[0]?.entries ?? [];
  if (isPending) return <Skeleton height={58} />;
  if (entries.length === 0) return <Text size="sm">{t('newRequest.noEntries')}</Text>;
  return (
    <NativeSelect
      label={t('newRequest.entry')}
      value={draft.entry}
      error={errors.subject}
      onChange={(event) => change({ entry: event.currentTarget.value })}
      data={[
        { value: '', label: '–' },
        ...entries.map(({ id, at, doorName }) => ({
          value: id,
          label: t('newRequest.entryAt', { time: format.time(at, data?.zone ?? 'Asia/Jakarta'), door: doorName }),
        })),
      ]}
    />
  );
}

function ObjectionFields(props: FieldsProps) {
  const { t } = useTranslation();
  const { draft, change } = props;
  return (
    <>
      <NativeSelect
        label={t('newRequest.remedy')}
        value={draft.remedy}
        data-testid="remedy"
        onChange={(event) => change({ remedy: event.currentTarget.value as RequestDraft['remedy'] })}
        data={REMEDIES.map((remedy) => ({ value: remedy, label: t(`newRequest.remedies.${remedy}`) }))}
      />
      {draft.remedy === 'seen' && <TimesFields {...props} />}
      {draft.remedy === 'forgive' && <FaultField {...props} />}
      {draft.remedy === 'void' && <EntryField {...props} />}
    </>
  );
}

/** How the day is judged now. @param employee for whom the request is; null for oneself */
export function ThatDay({ day, employee }: { day: string; employee: string | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useMyDay(day, employee, true);
  const [judged] = data?.days ?? [];
  if (data === undefined) return null;
  if (judged === undefined) return <Text size="sm">{t('newRequest.thatDayNone')}</Text>;
  const times = [judged.arrival, judged.departure].filter((at) => at !== null);
  return (
    <div className={styles.day}>
      <span>
        {t('newRequest.today')} <b>{times.map((at) => format.time(at, data.zone)).join(' – ')}</b>
      </span>
      <StatusMark status={judged.status} label lateMinutes={judged.lateMinutes} />
    </div>
  );
}
