import type { TFunction } from 'i18next';
import type { idPolicies } from '../words/id-policies.ts';

type FieldName = keyof (typeof idPolicies)['policies']['field'];

/** @returns what people call a field of a document; codes and numbers stay what they are. */
export function fieldWord(t: TFunction, name: string): string {
  return t(`policies.field.${name as FieldName}`, { defaultValue: name });
}

/** @param path as problems name fields: `document.schedules.0.pattern` */
export function pathWords(t: TFunction, path: string): string {
  const names = path.split('.').filter((name) => name !== 'document' && name !== '');
  return names.map((name) => (/^\d+$/.test(name) ? String(Number(name) + 1) : fieldWord(t, name))).join(' › ');
}
