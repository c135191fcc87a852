/** What an 18-digit NIP says about its holder. Source: Peraturan Kepala BKN 22/2007; PPPK numbers follow the same layout. */
export interface Nip {
  /** 18 digits. */
  nip: string;
  bornOn: string;
  sex: 'male' | 'female';
  kind: 'PNS' | 'PPPK' | 'unknown';
  /** First day of the month of appointment; of the year where digits 13–14 are no month. */
  appointedOn: string;
  /** Things to look at that do not make the number invalid. */
  warnings: string[];
}

export type NipProblem = 'not-18-digits' | 'no-such-birth-date' | 'sex-not-1-or-2' | 'serial-000';
export type NipOutcome = { ok: true; value: Nip } | { ok: false; problem: NipProblem };

const NIP = /^(\d{4})(\d{2})(\d{2})(\d{4})(\d{2})(\d)(\d{3})$/;

/** Reads a NIP as people write it: spaces and dots are accepted. There is no check digit. */
export function parseNip(text: string): NipOutcome {
  const nip = text.replace(/[\s.]/g, '');
  const match = NIP.exec(nip);
  if (!match) return { ok: false, problem: 'not-18-digits' };
  const [, year, month, day, since, appointed, sex, serial] = match as unknown as string[];
  const bornOn = `${year}-${month}-${day}`;
  if (!isDate(bornOn)) return { ok: false, problem: 'no-such-birth-date' };
  if (sex !== '1' && sex !== '2') return { ok: false, problem: 'sex-not-1-or-2' };
  if (serial === '000') return { ok: false, problem: 'serial-000' };
  const number = Number(appointed);
  const kind = number >= 1 && number <= 12 ? 'PNS' : number >= 21 ? 'PPPK' : 'unknown';
  const warnings =
    kind === 'unknown' ? [`Digits 13–14 are ${appointed}: neither a month (PNS) nor an agreement number (PPPK).`] : [];
  const appointedOn = `${since}-${kind === 'PNS' ? appointed : '01'}-01`;
  return { ok: true, value: { nip, bornOn, appointedOn, sex: sex === '1' ? 'male' : 'female', kind, warnings } };
}

function isDate(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) && date.getUTCFullYear() >= 1900;
}
