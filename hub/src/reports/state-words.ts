import type { ReportTable } from '@hadir/shared/api/reports';

/** What a reader of any page has to know about the figures; null where nothing about them may change. */
export function stateWords({ state }: Pick<ReportTable, 'state'>): { mark: string; sentence: string } | null {
  switch (state.kind) {
    case 'none':
      return null;
    case 'provisional':
      return { mark: 'SEMENTARA', sentence: 'SEMENTARA: bulan ini belum dibekukan, angkanya masih dapat berubah.' };
    case 'frozen':
      return {
        mark: `DIBEKUKAN ${state.atWords}`,
        sentence: `Dibekukan ${state.atWords}. SHA-256: ${state.hash}`,
      };
  }
}
