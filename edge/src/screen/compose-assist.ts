import type { EmployeeId } from '@hadir/shared/ids';
import type { DeskState } from '../assistance/assistance-desk.ts';
import { LOOKS, type Reason, SHORTEST_NOTE } from '../assistance/dialogue.ts';
import type { Person } from '../roster/roster-store.ts';
import type { AssistChoice, AssistDialogueView, AssistView } from './assist-view.ts';
import { ASSIST_WORDS, type AssistWords } from './assist-words.ts';
import { type NameRule, namePerson } from './name-person.ts';
import { timeIn } from './time-in.ts';
import type { Pictogram } from './view.ts';

export interface AssistInput {
  readonly offered: boolean;
  /** Somebody holds the dialogue, here or elsewhere. */
  readonly open: boolean;
  /** Null where it is closed or held elsewhere. */
  readonly state: DeskState | null;
  readonly language: 'id' | 'en';
  readonly names: NameRule;
  readonly zone: string;
  readonly person: (employee: EmployeeId) => Person | null;
}

type Centre = Pick<AssistDialogueView, 'title' | 'note'> &
  Partial<Pick<AssistDialogueView, 'tone' | 'picture' | 'keys' | 'typed' | 'choices' | 'back'>>;

const REASONS: readonly Exclude<Reason, 'camera-broken'>[] = ['face-covered', 'face-changed', 'not-enrolled', 'other'];
const REASON_PICTURES: Record<Reason, Pictogram> = {
  'face-covered': 'covered',
  'face-changed': 'changed',
  'not-enrolled': 'person',
  'camera-broken': 'camera',
  other: 'note',
};

/** Decides what the dialogue with a supervisor says at this moment. */
export function composeAssist(input: AssistInput): AssistView {
  const { offered, open, state, language } = input;
  const words = ASSIST_WORDS[language];
  if (state === null) {
    const label = open ? words.elsewhere : words.button;
    return { button: offered ? { label, free: !open } : null, dialogue: null };
  }
  const centre = composeStep(input, state, words);
  const plain = { tone: 'ask', picture: null, keys: null, typed: '', choices: [], back: null } as const;
  return {
    button: null,
    dialogue: {
      ...plain,
      ...centre,
      step: state.step.kind,
      secondsLeft: state.secondsLeft,
      keyWords: { erase: words.erase, space: words.space },
      close: words.close,
    },
  };
}

function composeStep(input: AssistInput, state: DeskState, words: AssistWords): Centre {
  const { step } = state;
  const call = (employee: EmployeeId) => callPerson(input, employee);
  const back = words.back;
  switch (step.kind) {
    case 'closed':
      return { title: '', note: null };
    case 'face':
      return step.refusal === null
        ? { ...words.face, picture: 'face' }
        : { ...words.face, note: words.notSupervisor, tone: 'refused', picture: 'person' };
    case 'card-without-face': {
      const refused = step.refusal === null ? {} : ({ note: words.refused[step.refusal], tone: 'refused' } as const);
      return { ...words.cardWithoutFace, ...refused, keys: 'card' };
    }
    case 'factor':
      return composeFactor(step, state.proves, call(step.supervisor), words);
    case 'locked':
      return { ...words.locked(Math.ceil((state.lockedSeconds ?? 0) / 60)), tone: 'refused', picture: 'still' };
    case 'menu':
      return {
        ...words.menu(call(step.supervisor.employee)),
        choices: [
          choice(words.attendance, 'done', { do: 'choose', purpose: 'attendance' }),
          ...(step.supervisor.face === null
            ? []
            : [choice(words.enrolment, 'face', { do: 'choose', purpose: 'enrolment' })]),
        ],
      };
    case 'pick':
      return composePick(input, state, step, words);
    case 'reason':
      return {
        ...words.reason(call(step.employee)),
        choices: REASONS.map((reason) =>
          choice([words.reasons[reason], null], REASON_PICTURES[reason], { do: 'reason', reason }),
        ),
        back,
      };
    case 'note': {
      const said = step.text.trim().length >= SHORTEST_NOTE;
      const go = { ...choice([words.go, null], null, { do: 'noted' }), strong: true };
      return { ...words.note, keys: 'text', typed: step.text, choices: said ? [go] : [], back };
    }
    case 'confirm': {
      const reason = step.note === '' ? words.reasons[step.reason] : `${words.reasons[step.reason]}: ${step.note}`;
      const record = { ...choice([words.record, null], 'done', { do: 'confirm' }), strong: true };
      return {
        ...{ title: words.confirm(call(step.employee)), note: words.confirmNote(reason), choices: [record], back },
      };
    }
    case 'saving':
      return { ...words.saving, picture: 'still' };
    case 'done':
    case 'enrolled':
      return {
        ...(step.kind === 'enrolled'
          ? words.enrolled
          : {
              title: call(step.employee),
              note: `${words.done(formatTime(step.at, input))}. ${words.doneNote}`,
            }),
        ...{ tone: 'good', picture: 'done' },
        choices: [choice([words.again, null], 'person', { do: 'again' })],
      };
    case 'looks': {
      const look = LOOKS[step.taken] ?? 'front';
      const note = step.problem === null ? words.lookNote(step.taken, LOOKS.length) : words.lookProblems[step.problem];
      const tone = step.problem === null || step.problem === 'nobody' ? 'ask' : 'refused';
      return { title: words.looks[look], note, tone, picture: look === 'front' ? 'face' : 'turn', back };
    }
  }
}

function composeFactor(
  { face, refusal, checking }: Extract<DeskState['step'], { kind: 'factor' }>,
  proves: DeskState['proves'],
  name: string,
  words: AssistWords,
): Centre {
  const hasPin = proves?.pin != null;
  const hasCard = proves?.card != null && face !== null;
  const how = words.pinNote[hasPin && hasCard ? 'both' : hasCard ? 'card' : 'pin'];
  const note = checking ? words.checking : refusal === null ? how : words.refused[refusal];
  return {
    title: words.pin(name),
    note,
    tone: refusal === null ? 'ask' : 'refused',
    picture: hasPin ? null : 'code',
    keys: hasPin ? 'pin' : null,
  };
}

function composePick(
  { names }: AssistInput,
  { people }: DeskState,
  step: Extract<DeskState['step'], { kind: 'pick' }>,
  words: AssistWords,
): Centre {
  const nobody = step.text.trim().length >= 2 && people.length === 0;
  const choices = people.map(({ employee, name, nipEnd, hasFace }): AssistChoice => {
    const nip = nipEnd === '' ? '' : words.nipEnd(nipEnd);
    const detail = [nip, hasFace ? '' : words.withoutFace].filter(Boolean).join(' · ');
    return choice([namePerson(name, names), detail], null, { do: 'pick', employee });
  });
  const refused = step.refusal === null ? null : words.pickRefused[step.refusal];
  return {
    title: words.pick.title,
    note: refused ?? (nobody ? words.nobodyFound : words.pick.note),
    tone: refused === null ? 'ask' : 'refused',
    ...{ keys: 'text', typed: step.text, choices, back: words.back },
  };
}

function callPerson({ person, names }: AssistInput, employee: EmployeeId): string {
  const who = person(employee);
  return who === null ? '' : namePerson(who.name, names);
}

function choice(
  [label, detail]: readonly [string, string | null],
  picture: Pictogram | null,
  action: AssistChoice['action'],
): AssistChoice {
  return { label, detail, picture, strong: false, action };
}

function formatTime(at: Date, { zone, language }: AssistInput): string {
  const time = timeIn(zone, at);
  return language === 'id' ? time.replace(':', '.') : time;
}
