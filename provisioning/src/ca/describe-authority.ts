import type { AuthorityState } from '@hadir/shared/api/authority';

const WAITS_FOR = {
  trust: 'has not heard of the newest authority; it will when it connects',
  renewal: 'still holds a certificate of an older authority; it renews by itself',
};

/** For people: which authorities there are, and what to do next. */
export function describeAuthority({ authorities, behind }: AuthorityState): string {
  const lines = authorities.map(
    (one) =>
      `${one.fingerprint}\n  valid ${one.validFrom} to ${one.validUntil}${one.serving ? "; the hub's own certificate comes from it" : ''}`,
  );
  if (authorities.length < 2) return lines.join('\n');
  lines.push('');
  if (behind.length === 0) lines.push('Every unit has followed. Drop the older authority with: hadir ca finish');
  else {
    lines.push(
      `${behind.length} unit${behind.length === 1 ? ' is' : 's are'} behind; nobody is cut off while you wait:`,
    );
    lines.push(...behind.map((one) => `  ${one.unit}  ${WAITS_FOR[one.waitsFor]}`));
  }
  return lines.join('\n');
}
