import type { ChangedLine } from '@hadir/shared/api/tpp';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { useRupiah } from './use-rupiah.ts';

const AT_MOST = 6;

/** Kinds of which there are several, told apart by their codes. */
const CODED: ReadonlySet<ChangedLine['kind']> = new Set(['performance', 'event', 'leave']);

function nameOf(kind: ChangedLine['kind'], code: string, t: TFunction): string {
  const name = t(`figure.kind.${kind}`);
  return CODED.has(kind) ? `${name} ${code.replaceAll('_', ' ')}` : name;
}

/** Which deductions a correction takes away, brings or changes. */
export function ChangedLines({ changes }: { changes: readonly ChangedLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  return (
    <small data-testid="changed-lines">
      {changes.slice(0, AT_MOST).map(({ kind, code, day, before, after }) => (
        <span key={`${kind} ${code} ${day} ${before} ${after}`} style={{ display: 'block' }}>
          {nameOf(kind, code, t)}
          {day !== null && `, ${format.day(day)}`}: {rupiah(-before)} → {rupiah(-after)}
        </span>
      ))}
      {changes.length > AT_MOST && `+ ${format.number(changes.length - AT_MOST)}`}
    </small>
  );
}
