import type { idAlarms } from './id-alarms.ts';
import type { Same } from './same.ts';

/** The words about alarms at the doors, in English. */
export const enAlarms: Same<typeof idAlarms> = {
  alarms: {
    title: 'Alarms of the doors',
    sub: 'Attempts to fool a door or to put it out of action',
    show: 'Alarms that are shown',
    waiting: 'Nobody looked yet',
    all: 'All',
    noneWaiting: 'No alarm waits for anybody',
    never: 'There has never been an alarm',
    empty:
      'A door says so here when pictures or displays are held before its camera again and again, or when it cannot see.',
    older: 'Show older ones',
    period: '{{from}} to {{to}}',
    what: {
      'presentation-attacks': 'Faces that do not live were shown {{n}} times',
      'camera-covered': 'Camera covered or dark',
      'camera-moved': 'Camera moved',
      'second-factor-guessed': "A supervisor's PIN or card was tried {{n}} times",
    },
    advice: {
      'presentation-attacks':
        'Nobody was recorded by these faces. Look at the door, and ask the staff who was there at that time.',
      'camera-covered':
        'While the camera sees nothing, nobody can be recognised at this door. Look at lens and lights.',
      'camera-moved': 'Look how the camera stands, and aim it again with a phone.',
      'second-factor-guessed':
        'Assistance at this door is closed for a while. Ask the supervisor, and change the PIN if need be.',
    },
    see: 'Mark as looked after',
    note: 'What did you find?',
    noteHint: 'For instance: the guard looked, the lens was dusty and has been cleaned.',
    noteMissing: 'Write at least 3 letters.',
    means:
      'This note is kept with your name; BKD, the inspectorate and the leaders can read it. The evidence of the door does not change.',
    save: 'Save',
    cancel: 'Cancel',
    seenBy: 'Looked after by {{name}}',
  },
};
