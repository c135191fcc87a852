import type { ReportTable } from '@hadir/shared/api/reports';

/** Says of whose staff alone a report is. @param superior null where it is of everybody */
export function staffFact(superior: string | null): ReportTable['facts'] {
  return superior === null ? [] : [{ name: 'Bawahan langsung', value: superior }];
}
