/** A cell as the file holds it, before anybody asks what it means. */
export type RawCell =
  | string
  | number
  | boolean
  | null
  | { readonly kind: 'date'; readonly day: string }
  | { readonly kind: 'formula' }
  /** `text` is that of the merged area, in the column where the area begins; null in its other columns. */
  | { readonly kind: 'merged'; readonly text: string | null }
  | { readonly kind: 'error' };

export interface RawRow {
  /** As a spreadsheet counts. */
  readonly row: number;
  readonly cells: readonly RawCell[];
}

export interface RawTable {
  /** Empty lines are left out. */
  readonly rows: readonly RawRow[];
  /** What of the file was not read, in Bahasa Indonesia. */
  readonly notes: readonly string[];
}

export type TableOutcome =
  | { readonly ok: true; readonly table: RawTable }
  /** What is wrong with the file as a whole and what to do, in Bahasa Indonesia. */
  | { readonly ok: false; readonly problem: string };

export const MOST_ROWS = 50_000;
export const MOST_COLUMNS = 100;
export const TOO_MANY_ROWS = `Berkas ini berisi lebih dari ${MOST_ROWS.toLocaleString('de-DE')} baris. Bagi menjadi beberapa berkas, atau hapus baris kosong yang terformat di bawah data.`;

export const isEmpty = (cell: RawCell | undefined): boolean =>
  cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
