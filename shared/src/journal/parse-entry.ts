import { Compile } from 'typebox/compile';
import {
  AssistedEntry,
  BootEntry,
  BoundEntry,
  CheckpointEntry,
  ClockEntry,
  CommandEntry,
  type Entry,
  type EntryType,
  PunchEntry,
  RosterEntry,
  TamperEntry,
} from './entry.ts';

const validators = {
  bound: Compile(BoundEntry),
  boot: Compile(BootEntry),
  roster: Compile(RosterEntry),
  punch: Compile(PunchEntry),
  checkpoint: Compile(CheckpointEntry),
  clock: Compile(ClockEntry),
  command: Compile(CommandEntry),
  assisted: Compile(AssistedEntry),
  tamper: Compile(TamperEntry),
} satisfies Record<EntryType, { Check(value: unknown): boolean }>;

/** The entries' moments lie between these, so that every store and every language can hold them. */
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(9999, 11, 31);
const TIME_OF_DAY = /T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\./;

/** @returns the entry, or in words why the value is none; the words name the field and never its value. */
export function parseEntry(value: unknown): Entry | string {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (typeof type !== 'string' || !Object.hasOwn(validators, type)) return 'type: is not that of a journal entry';
  const validator = validators[type as EntryType];
  if (!validator.Check(value)) {
    const [error] = validator.Errors(value);
    return `${error?.instancePath.slice(1).replaceAll('/', '.') || type}: ${error?.message ?? 'is not valid'}`;
  }
  const entry = value as Entry;
  for (const [field, moment] of moments(entry))
    if (!isMoment(moment)) return `${field}: is not a moment of the calendar`;
  return entry.type === 'assisted' ? (whyNotProven(entry) ?? entry) : entry;
}

/** The calendar is asked once for many entries of one day. */
let knownDay = '';

/** @param text of the form YYYY-MM-DDTHH:MM:SS.mmmZ */
function isMoment(text: string): boolean {
  if (!TIME_OF_DAY.test(text)) return false;
  const day = text.slice(0, 10);
  if (day === knownDay) return true;
  const time = Date.parse(day);
  if (!(time >= EARLIEST && time < LATEST) || new Date(time).toISOString().slice(0, 10) !== day) return false;
  knownDay = day;
  return true;
}

/** A supervisor proves himself by his face and one thing more, or, before a broken camera, by two things. */
function whyNotProven({
  score,
  threshold,
  liveness,
  second,
  reason,
  employee,
  supervisor,
}: AssistedEntry): string | null {
  const numbers = [score, threshold, liveness].filter((number) => number !== null).length;
  if (numbers !== 0 && numbers !== 3) return 'score: comes with threshold and liveness, or none of them does';
  const faceSeen = numbers === 3;
  if (faceSeen === (second === 'pin-and-card')) return 'second: does not fit the supervisor having been seen or not';
  if (!faceSeen && reason !== 'camera-broken') return 'score: may only be missing where the camera is broken';
  return employee === supervisor ? 'supervisor: answers for others only' : null;
}

function moments(entry: Entry): [string, string][] {
  const own: [string, string][] = [['at', entry.at]];
  if (entry.type === 'punch' || entry.type === 'assisted') own.push(['seenAt', entry.seenAt]);
  if (entry.type === 'tamper') own.push(['since', entry.since]);
  if (entry.type === 'checkpoint') own.push(['through', entry.through]);
  if (entry.type === 'clock') own.push(['before', entry.before], ['after', entry.after]);
  return own;
}
