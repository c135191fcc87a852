import { isZone, ZONES } from '@hadir/shared/time/local-day';
import type { EnrolmentStep } from '../enrolment/enrolment-step.ts';
import type { Person } from '../roster/roster-store.ts';
import type { UnitFacts } from '../status/unit-facts.ts';
import type { Greeting, Scene } from './door-stage.ts';
import { describeStepOnScreen } from './enrolment-words.ts';
import { type NameRule, namePerson } from './name-person.ts';
import { ADVICE_PICTURES, type DayPart, SCREEN_WORDS, type ScreenWords } from './screen-words.ts';
import { timeIn } from './time-in.ts';
import type { ClockView, Tone, View } from './view.ts';

export interface ViewInput {
  readonly now: Date;
  readonly scene: Scene;
  /** Null while nobody has claimed the unit. */
  readonly facts: UnitFacts | null;
  readonly step: EnrolmentStep | null;
  readonly person: (employee: Greeting['employee']) => Person | null;
  readonly look: { readonly names: NameRule; readonly theme: 'auto' | 'light' | 'dark' };
  readonly phone: { readonly address: string; readonly code: string } | null;
}

type Centre = Pick<View, 'tone' | 'picture' | 'over' | 'title' | 'time' | 'status' | 'strong' | 'note' | 'countdown'>;

const NUMBERS = { id: new Intl.NumberFormat('id'), en: new Intl.NumberFormat('en') };
/** While a unit knows no door. */
const MIDDLE_ZONE = 'Asia/Makassar';

/** Decides what the screen says at this moment. */
export function composeView(input: ViewInput): View {
  const { now, facts, scene, look, phone } = input;
  const language = facts?.settings.language ?? 'id';
  const words = SCREEN_WORDS[language];
  const zone = facts?.door?.zone ?? null;
  const { before, ...centre } = composeCentre(input, words, language);
  const hour = hourAt(now, zone);
  return {
    language,
    theme: look.theme === 'auto' ? (hour >= 6 && hour < 18 ? 'light' : 'dark') : look.theme,
    ...centre,
    before,
    door: facts?.door?.name ?? null,
    clock: composeClock(now, zone, facts, words),
    network: composeNetwork(facts, words, language),
    say: composeSpeech(centre, scene, facts?.settings.volume ?? 0),
    phone: phone === null ? null : { words: words.phone, ...phone },
    lost: words.lost,
  };
}

function composeCentre(
  { scene, facts, step, person, now, look }: ViewInput,
  words: ScreenWords,
  language: 'id' | 'en',
): Centre & Pick<View, 'before'> {
  const instruct = (tone: Tone, picture: Centre['picture'], { title, note }: { title: string; note: string }) => ({
    ...{ tone, picture, over: '', title, time: null, status: null, strong: null, note, countdown: null, before: [] },
  });
  if (facts === null) {
    if (step === null) return instruct('setup', null, words.starting);
    const { picture, ...text } = describeStepOnScreen(step, language);
    return instruct('setup', picture, text);
  }
  const { door } = facts;
  if (door === null) return instruct('setup', 'door', words.noDoor);
  const { greeting, advice, before } = scene;
  const names = (facts.settings.names ?? look.names) satisfies NameRule;
  const call = ({ employee }: Greeting) => {
    const who = person(employee);
    return who === null
      ? { salutation: '', name: '' }
      : { salutation: words.salutation[who.salutation], name: namePerson(who.name, names) };
  };
  if (greeting !== null) {
    const { salutation, name } = call(greeting);
    const hello = greeting.again ? words.already : words.greeting[dayPart(hourAt(now, door.zone))];
    return {
      tone: greeting.again ? 'known' : 'good',
      picture: null,
      over: salutation === '' ? hello : `${hello}, ${salutation}`,
      title: name,
      time: greeting.at === null ? null : formatTime(greeting.at, door.zone, language),
      status: greeting.again ? words.recorded : words.present,
      strong: words.kept,
      note: afterPunch(facts, words, language),
      countdown: null,
      before: before.map((other) => Object.values(call(other)).join(' ').trim()).filter(Boolean),
    };
  }
  if (advice !== null) {
    const { about, clock } = advice;
    const said = instruct(
      clock !== null || about === 'challenge-met' ? 'task' : 'advice',
      ADVICE_PICTURES[about],
      words.advice[about],
    );
    return { ...said, countdown: clock === null ? null : { ends: clock.ends.toISOString(), ofMs: clock.ofMs } };
  }
  if (facts.camera === 'stopped') return instruct('setup', 'camera', words.noCamera);
  if (facts.camera === 'restarting') return instruct('setup', 'camera', words.starting);
  return scene.face === null ? instruct('idle', 'face', words.idle) : instruct('checking', 'face', words.checking);
}

function afterPunch({ connected, waiting }: UnitFacts, words: ScreenWords, language: 'id' | 'en'): string {
  if (connected) return waiting === 0 ? `${words.received} ${words.comeIn}` : words.comeIn;
  return `${words.waiting(formatCount(waiting, language))} ${words.comeIn}`;
}

function composeClock(now: Date, zone: string | null, facts: UnitFacts | null, words: ScreenWords): ClockView {
  const source = facts?.clock.source;
  const trusted = source === 'ntp';
  return {
    now: now.toISOString(),
    zone,
    zoneName: zone === null ? '' : isZone(zone) ? ZONES[zone] : zone,
    trusted,
    words: words.clock[trusted ? 'ntp' : source === 'rtc' ? 'rtc' : 'none'],
  };
}

function composeNetwork(facts: UnitFacts | null, words: ScreenWords, language: 'id' | 'en'): View['network'] {
  if (facts === null) return { connected: false, words: '' };
  const { connected, waiting } = facts;
  if (connected) return { connected, words: words.connected };
  return {
    connected,
    words: waiting === 0 ? words.offline : words.offlineWaiting(formatCount(waiting, language)),
  };
}

function composeSpeech({ over, title, status }: Centre, scene: Scene, volume: number): View['say'] {
  const shown = scene.greeting ?? scene.advice;
  if (volume === 0 || shown === null) return null;
  // Initials are not read out: nobody is called so.
  const name = /^(\p{L}\. ?)+$/u.test(title) ? '' : title;
  const text = scene.greeting === null ? title : `${[over, name].filter(Boolean).join(' ')}. ${status}.`;
  return { id: shown.id, text, volume };
}

/** As people greet each other in Indonesia. */
function dayPart(hour: number): DayPart {
  if (hour >= 4 && hour < 11) return 'morning';
  if (hour >= 11 && hour < 15) return 'noon';
  return hour >= 15 && hour < 18 ? 'afternoon' : 'evening';
}

function formatTime(at: Date, zone: string, language: 'id' | 'en'): string {
  const time = timeIn(zone, at);
  return language === 'id' ? time.replace(':', '.') : time;
}

function hourAt(at: Date, zone: string | null): number {
  return Number(timeIn(zone ?? MIDDLE_ZONE, at).slice(0, 2));
}

function formatCount(count: number, language: 'id' | 'en'): string {
  return NUMBERS[language].format(count);
}
