import type {
  AttendanceRequest,
  DayPart,
  DutyOrder,
  EvidenceFile,
  NewRequest,
  Remedy,
  RequestOption,
  RequestSubject,
} from '@hadir/shared/api/requests';

/** What the form holds: every field of every kind, so that another kind keeps what was typed. */
export interface RequestDraft {
  readonly kind: RequestSubject['kind'];
  readonly code: string;
  readonly employee: string | null;
  readonly from: string;
  readonly to: string;
  readonly part: 'day' | 'morning' | 'afternoon' | 'hours';
  readonly hourFrom: string;
  readonly hourTo: string;
  readonly address: string;
  readonly order: DutyOrder;
  readonly arrival: string;
  readonly departure: string;
  readonly departureNextDay: boolean;
  readonly cause: Extract<RequestSubject, { kind: 'manual' }>['cause'];
  readonly witness: string | null;
  /** For the field, which knows nobody by his id. */
  readonly witnessName: string | undefined;
  readonly fault: Extract<RequestSubject, { kind: 'forgive' }>['what'];
  readonly entry: string;
  readonly remedy: Remedy['kind'];
  readonly reason: string;
  readonly files: readonly EvidenceFile[];
}

export const NO_ORDER: DutyOrder = { number: '', date: '', basis: '', purpose: '', place: '', signatory: '' };

export function emptyDraft(day: string): RequestDraft {
  return {
    kind: 'absence',
    code: '',
    employee: null,
    from: day,
    to: day,
    part: 'day',
    hourFrom: '08:00',
    hourTo: '10:00',
    address: '',
    order: NO_ORDER,
    arrival: '',
    departure: '',
    departureNextDay: false,
    cause: 'network',
    witness: null,
    witnessName: undefined,
    fault: 'late',
    entry: '',
    remedy: 'seen',
    reason: '',
    files: [],
  };
}

/** The address of a kind: `?jenis=`, the code of a leave kind or one of these. */
const KIND_WORDS: Readonly<Record<string, RequestSubject['kind']>> = {
  lupa: 'forgotten',
  manual: 'manual',
  alasan: 'forgive',
  bukan_saya: 'void',
  keberatan: 'objection',
};

/** @returns the option that an address asks for; null where it names none. */
export function optionOf(options: readonly RequestOption[], word: string | null): RequestOption | null {
  if (word === null) return null;
  const kind = KIND_WORDS[word] ?? word;
  return options.find((option) => option.code === word || (option.code === null && option.kind === kind)) ?? null;
}

/** @returns what is sent to the hub; null while something is missing without which nothing can be asked. */
export function toRequest(draft: RequestDraft, option: RequestOption): NewRequest | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.from)) return null;
  const oneDay = option.kind !== 'absence' || draft.part !== 'day';
  const to = oneDay ? draft.from : draft.to;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(to)) return null;
  const subject = toSubject(draft, option);
  if (subject === null) return null;
  return {
    ...(draft.employee !== null && { employee: draft.employee }),
    subject,
    from: draft.from,
    to,
    reason: draft.reason.trim(),
    files: draft.files.map(({ id }) => id),
  };
}

function toSubject(draft: RequestDraft, option: RequestOption): RequestSubject | null {
  const seen = {
    arrival: draft.arrival === '' ? null : draft.arrival,
    departure: draft.departure === '' ? null : draft.departure,
    departureNextDay: draft.departureNextDay,
  };
  switch (draft.kind) {
    case 'absence': {
      const part: DayPart =
        !option.partDay || draft.part === 'day'
          ? 'day'
          : draft.part === 'hours'
            ? { from: draft.hourFrom, to: draft.hourTo }
            : draft.part;
      const order = option.needsOrder && isWhole(draft.order) ? draft.order : null;
      return { kind: 'absence', code: option.code ?? draft.code, part, address: draft.address.trim(), order };
    }
    case 'forgotten':
      return { kind: 'forgotten', ...seen, witness: draft.witness };
    case 'manual':
      return draft.witness === null ? null : { kind: 'manual', ...seen, cause: draft.cause, witness: draft.witness };
    case 'forgive':
      return { kind: 'forgive', what: draft.fault };
    case 'void':
      return draft.entry === '' ? null : { kind: 'void', entry: draft.entry };
    case 'objection': {
      const remedy = toRemedy(draft, seen);
      return remedy === null ? null : { kind: 'objection', remedy };
    }
  }
}

function toRemedy(draft: RequestDraft, seen: Omit<Extract<Remedy, { kind: 'seen' }>, 'kind'>): Remedy | null {
  switch (draft.remedy) {
    case 'seen':
      return { kind: 'seen', ...seen };
    case 'forgive':
      return { kind: 'forgive', what: draft.fault };
    case 'void':
      return draft.entry === '' ? null : { kind: 'void', entry: draft.entry };
    case 'review':
      return { kind: 'review' };
  }
}

function isWhole(order: DutyOrder): boolean {
  return Object.values(order).every((value) => value.trim() !== '');
}

/** @returns the form as it was when the draft was kept. */
export function fromRequest({ subject, employee, from, to, reason, files, witness }: AttendanceRequest): RequestDraft {
  const base = { ...emptyDraft(from), kind: subject.kind, employee: employee.id, from, to, reason, files };
  const times = (seen: { arrival: string | null; departure: string | null; departureNextDay: boolean }) => ({
    arrival: seen.arrival ?? '',
    departure: seen.departure ?? '',
    departureNextDay: seen.departureNextDay,
  });
  switch (subject.kind) {
    case 'absence': {
      const { code, part, address, order } = subject;
      const hours = typeof part === 'object' ? { hourFrom: part.from, hourTo: part.to } : {};
      return {
        ...base,
        ...hours,
        code,
        part: typeof part === 'object' ? 'hours' : part,
        address,
        order: order ?? NO_ORDER,
      };
    }
    case 'forgotten':
      return { ...base, ...times(subject), witness: subject.witness ?? null, witnessName: witness?.name };
    case 'manual':
      return {
        ...base,
        ...times(subject),
        cause: subject.cause,
        witness: subject.witness,
        witnessName: witness?.name,
      };
    case 'forgive':
      return { ...base, fault: subject.what };
    case 'void':
      return { ...base, entry: subject.entry };
    case 'objection': {
      const { remedy } = subject;
      return {
        ...base,
        remedy: remedy.kind,
        ...(remedy.kind === 'seen' && times(remedy)),
        ...(remedy.kind === 'forgive' && { fault: remedy.what }),
        ...(remedy.kind === 'void' && { entry: remedy.entry }),
      };
    }
  }
}
