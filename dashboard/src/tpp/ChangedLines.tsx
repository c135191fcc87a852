import type { ChangedLine } from '@hadir/shared/api/tpp';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { useRupiah } from './use-rupiah.ts';

const AT_MOST = 6;

/** Which deductions a correction takes away, brings or changes. */
export function ChangedLines({ changes }: { changes: readonly ChangedLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  return (
    <small data-testid="changed-lines">
      {changes.slice(0, AT_MOST).map(({ kind, code, day, before, after }) => (
        <span key={`${kind} ${code} ${day} ${before} ${after}`} style={{ display: 'block' }}>
          {t(`figure.kind.${kind}`)} {kind !== 'discipline' && kind !== 'manipulation' && kind !== 'apel' && code}
          {day !== null && `, ${format.day(day)}`}: {rupiah(-before)} → {rupiah(-after)}
        </span>
      ))}
      {changes.length > AT_MOST && `+ ${format.number(changes.length - AT_MOST)}`}
    </small>
  );
}
