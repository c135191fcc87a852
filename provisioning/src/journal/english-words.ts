import type { ReportWords } from './report-words.ts';

export const ENGLISH: ReportWords = {
  title: 'Report on the check of an attendance journal',
  whole: 'WHOLE. Every entry was signed by this unit, none was altered, and no number is missing.',
  notWhole: 'NOT WHOLE. This journal cannot serve as complete evidence; see the findings below.',
  empty: 'NOT WHOLE. The file holds no entry that is proved.',
  facts: {
    file: 'File',
    sha256: 'SHA-256 of the file',
    unit: 'Unit',
    key: "Thumbprint of the unit's key",
    exported: 'Exported at',
    checked: 'Checked at',
    entries: 'Proved entries',
  },
  keyFromFile:
    "The key was taken from the file itself. Compare the thumbprint above with the one on record at BKD (the unit's page), because whoever forges a file can put a key of his own into it.",
  checks: 'What was checked',
  inOrder: 'in order',
  found: (count) => `${count} found`,
  bindings: 'Bindings of the unit to doors',
  bindingHead: ['Binding', 'Door', 'Entries', 'Punches', 'Time', 'Complete through'],
  binding: 'binding',
  noCheckpoint: 'no checkpoint',
  unknownDoor: 'not known',
  ended: 'closed by its last entry',
  open: 'not closed within this file',
  followsOther: (unit, binding, seq, hash) =>
    `takes the door over from ${unit}, binding ${binding}, entry ${seq}${hash === null ? '' : ` (hash ${hash})`}`,
  firstBad: 'First bad entry',
  findings: 'Findings',
  findingHead: ['Line', 'Binding/entry', 'Rule', 'Technical detail'],
  line: 'line',
  more: (count) => `and ${count} more; --json shows all of them`,
  method: 'How it was checked',
  methodText: [
    'Every entry is a JWS (RFC 7515) that the unit signed with an Ed25519 key (RFC 8037). The key was made within the unit and never left it.',
    'Every entry carries its number and the SHA-256 of the entry before it. So none can be put in, taken out, altered or moved without this being seen.',
    "The check needs no server: anybody can repeat it with any JOSE library, this file and the unit's public key.",
    'Entries newer than the last one in the file cannot be seen: compare the last number of each binding with the one that the hub holds.',
    "It proves what the unit recorded. It does not prove that the unit's clock was right; see the findings about the clock.",
  ],
  rules: {
    format: {
      check: "Form: every line is a JWS under this unit's key",
      meaning: "The line is no entry of this unit's journal. What it says cannot be believed.",
    },
    signature: {
      check: "Signature: every entry was signed by the unit's key",
      meaning: 'The entry was altered after it was signed, or this unit did not make it. It proves nothing.',
    },
    payload: {
      check: 'Content: every entry is complete and readable',
      meaning: 'The unit signed something that is not known as a journal entry.',
    },
    unit: {
      check: 'Unit: every entry is of one unit',
      meaning: 'The entry is of another unit and no part of this journal.',
    },
    gap: {
      check: 'Completeness: no number is missing',
      meaning: 'Entries are not in this file. What they say is not known; ask for a complete export.',
    },
    chain: {
      check: 'Chain: every entry names the hash of the one before it',
      meaning:
        'The entry was written after another one than the one that stands here: something was exchanged or taken out.',
    },
    fork: {
      check: 'Forks: every number is used once',
      meaning:
        'Two different entries carry one number, both rightly signed. The key is in use in two places; both histories have to be looked at.',
    },
    bound: {
      check: 'Beginning: every binding begins with its bound entry',
      meaning: 'The binding does not begin as it has to, so it is not proved which door it is about.',
    },
    door: {
      check: "Door: every punch names its binding's door",
      meaning: "The punch names another door than its binding's.",
    },
    end: {
      check: 'End: nothing follows the end of a binding',
      meaning: 'The unit wrote an entry after its binding had ended.',
    },
    repeated: {
      check: 'Repetition: every entry is there once',
      meaning: 'The same entry is there twice. This changes nothing.',
    },
    backwards: {
      check: 'Clock set back without an entry',
      meaning: "The unit's clock went back and no entry says so. The times around it need a closer look.",
    },
    clock: {
      check: 'Clock set (recorded)',
      meaning: "The unit's clock was set, and the unit recorded it. Times before are off by what is said.",
    },
  },
};
