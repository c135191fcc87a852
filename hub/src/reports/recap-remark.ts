import type { DayCounts } from './count-days.ts';
import { dayNumbers, dayWords } from './indonesian-date.ts';
import type { RecapPerson } from './recap-facts.ts';

/** What the letters and sums of a line do not say: days that are open, trial days, moves. */
export function recapRemark(person: RecapPerson, counts: DayCounts, days: readonly string[]): string {
  const { stays, cameFrom, wentTo } = person;
  const remarks: string[] = [];
  const first = stays[0]?.from;
  const last = stays.at(-1)?.to;
  if (first !== undefined && first > (days[0] ?? ''))
    remarks.push(`${cameFrom === null ? 'Mulai' : `Pindah dari ${cameFrom}`} ${dayWords(first)}`);
  if (last !== undefined && last < (days.at(-1) ?? ''))
    remarks.push(`${wentTo === null ? 'Sampai' : `Pindah ke ${wentTo}, di sini sampai`} ${dayWords(last)}`);
  if (counts.incomplete.length > 0) remarks.push(`BL tgl ${dayNumbers(counts.incomplete)}`);
  if (counts.study > 0) remarks.push(`TB ${counts.study}`);
  if (counts.forgotten.length > 0) remarks.push(`LP tgl ${dayNumbers(counts.forgotten)}`);
  if (counts.trial.length > 0) remarks.push(`Uji coba tgl ${dayNumbers(counts.trial)}, tidak dihitung`);
  if (person.manipulated) remarks.push('Temuan manipulasi: bagian kehadiran TPP bulan ini 0');
  if (person.corrected) remarks.push('Menurut koreksi sesudah dibekukan');
  return remarks.join('; ');
}
