import type { idPrivacy } from './id-privacy.ts';
import type { Same } from './same.ts';

/** The words about evidence pictures, in English. */
export const enPrivacy: Same<typeof idPrivacy> = {
  privacy: {
    title: 'Privacy and evidence pictures',
    sub: 'Pictures from the doors’ cameras: what is sent, who may look, and when it is deleted',
    principle: 'Without evidence pictures, attendance keeps no picture',
    principleDetail:
      'The camera at a door is looked at for a moment, in the device’s memory. What is recorded is who, where and when – not the picture.',
    evidence: 'Evidence pictures',
    explain:
      'When switched on, each punch comes with a small crop of the face (160 pixels at most). It is sealed on the device so that only the hub can open it, bound to the signed entry, and deleted by itself when its time is over.',
    on: 'On',
    off: 'Off',
    turnOn: 'Send an evidence picture with each punch',
    days: 'Kept for (days)',
    daysHelp:
      'Pictures are deleted after so many days. The shorter the better; 30 days are enough for most complaints.',
    legalBasis: 'Legal basis',
    legalBasisHelp:
      'Number and title of the regulation that allows it, such as Perbup 12/2026. Needed to switch it on.',
    legalBasisMissing: 'Write down the legal basis before switching it on.',
    save: 'Save',
    confirmTitle: {
      on: 'Switch evidence pictures on?',
      off: 'Switch evidence pictures off?',
      keep: 'Change how long they are kept?',
    },
    confirm: {
      on: 'From now on all doors send a small picture of the face with each punch. Tell the employees. The decision is recorded under your name.',
      off: 'Doors stop sending pictures as soon as they are connected. Those that are here stay until their time is over.',
      keep: 'Pictures older than the new period are deleted soon and cannot be brought back.',
    },
    confirmYes: { on: 'Switch on', off: 'Switch off', keep: 'Change' },
    saved: 'Saved.',
    changed: 'Changed last {{moment}} by {{name}}.',
    state: 'As it is now',
    units: 'Doors that follow',
    unitsValue: '{{following}} of {{all}}',
    unitsWaiting: 'The others follow as soon as they are connected.',
    unitsRefusing: '{{n}} units run older software and cannot send pictures yet. Update their software.',
    kept: 'Pictures kept',
    keptValue: '{{n}} pictures, {{size}} MB',
    oldest: 'Oldest picture taken',
    who: 'Who may look',
    whoDetail:
      'Only BKD’s administrators and the inspectorate, one by one, from an employee’s day, stating why. Who opened it, when and why stays on record for ever.',
  },
  evidencePicture: {
    title: 'Evidence picture',
    awaited: 'This entry names a picture that has not come yet. The door sends it after the entry.',
    removed: 'The picture was deleted on {{moment}}, when its time was over.',
    there: 'There is a sealed picture of the face. Opening it is recorded under your name.',
    reason: 'Why you look at it',
    reasonHelp: 'Such as the number of a complaint. At least 5 letters.',
    open: 'Open the picture',
    close: 'Close the picture',
    alt: 'The face that was recognised in this entry',
    opened: 'Opened before',
    openedBy: '{{moment}} by {{name}}: {{reason}}',
    somebody: 'somebody',
  },
};
