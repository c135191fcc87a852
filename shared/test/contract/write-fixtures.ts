import { writeFileSync } from 'node:fs';
import { makeJournalFixtures } from './make-journal-fixtures.ts';

writeFileSync(new URL('./journal.json', import.meta.url), `${JSON.stringify(makeJournalFixtures(), null, 2)}\n`);
