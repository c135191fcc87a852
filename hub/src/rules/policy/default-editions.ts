import type { PolicyEdition } from '@hadir/shared/api/policies/policy-edition';
import { isZone, type Zone } from '@hadir/shared/time/local-day';
import calendar2026 from './defaults/calendar-2026.json' with { type: 'json' };
import firstStart from './defaults/first-start.json' with { type: 'json' };
import jember from './defaults/jember.json' with { type: 'json' };
import kutaiKartanegara from './defaults/kutai-kartanegara.json' with { type: 'json' };
import malukuUtara2022 from './defaults/maluku-utara-2022.json' with { type: 'json' };
import malukuUtara2024 from './defaults/maluku-utara-2024.json' with { type: 'json' };
import national from './defaults/national.json' with { type: 'json' };
import sumateraUtara from './defaults/sumatera-utara.json' with { type: 'json' };
import { readEdition } from './read-edition.ts';

export interface RegionDefaults {
  readonly code: string;
  readonly name: string;
  readonly zone: Zone;
  /** The national ones first, so that a region's own decides where both begin on the same day. */
  readonly editions: readonly PolicyEdition[];
  /** Those that only this region has. */
  readonly own: readonly PolicyEdition[];
}

const files = [malukuUtara2022, malukuUtara2024, jember, sumateraUtara, kutaiKartanegara];

/** What every new installation starts with: the national rules and, for what regions decide, the simplest beginning. */
export function nationalDefaults(): PolicyEdition[] {
  return [...national, ...calendar2026, ...firstStart].map((each) => read(each, 'first start'));
}

/** What a region of the sources starts with. @throws Error when a file of the product is wrong. */
export function regionDefaults(): RegionDefaults[] {
  return files.map(({ code, name, zone, editions }) => {
    if (!isZone(zone)) throw new Error(`The defaults of ${code} name no zone of Indonesia: ${zone}.`);
    const own = editions.map((each) => read(each, code));
    return {
      code,
      name,
      zone,
      editions: [...[...national, ...calendar2026].map((each) => read(each, code)), ...own],
      own,
    };
  });
}

function read(value: unknown, region: string): PolicyEdition {
  const outcome = readEdition(value);
  if (outcome.ok) return outcome.edition;
  const problems = outcome.problems.map(({ field, problem }) => `${field}: ${problem}`).join(' ');
  throw new Error(`The default policies of ${region} are wrong. ${problems}`);
}
