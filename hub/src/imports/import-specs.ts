import type { ImportKind } from '@hadir/shared/api/imports';
import { dutyImport } from '../duty/duty-import.ts';
import { assignmentsImport } from './assignments-import.ts';
import { balancesImport } from './balances-import.ts';
import { employeesImport } from './employees-import.ts';
import { holidaysImport } from './holidays-import.ts';
import type { ImportSpec } from './import-spec.ts';
import { opdsImport } from './opds-import.ts';
import { postingsImport } from './postings-import.ts';
import { ratingsImport } from './ratings-import.ts';
import { workUnitsImport } from './work-units-import.ts';

const specs: { readonly [Kind in ImportKind]: unknown } = {
  opds: opdsImport,
  employees: employeesImport,
  'work-units': workUnitsImport,
  postings: postingsImport,
  assignments: assignmentsImport,
  holidays: holidaysImport,
  balances: balancesImport,
  ratings: ratingsImport,
  duty: dutyImport,
};

/** What one kind of import plans it alone applies: outside of it a change is opaque. */
export function importSpec(kind: ImportKind): ImportSpec {
  return specs[kind] as ImportSpec;
}
