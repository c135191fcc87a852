import type { TFunction } from 'i18next';
import type { idPolicies } from '../words/id-policies.ts';
import type { idPolicyHelp } from '../words/id-policy-help.ts';

type FieldName = keyof (typeof idPolicies)['policies']['field'];
type HelpName = keyof (typeof idPolicyHelp)['policyHelp'];

/** @returns what people call a field of a document; codes and numbers stay what they are. */
export function fieldWord(t: TFunction, name: string): string {
  return t(`policies.field.${name as FieldName}`, { defaultValue: name });
}

/** @param within the list or group that has the field, since a name may have two uses @returns undefined without help. */
export function helpWord(t: TFunction, within: string, name: string): string | undefined {
  const special = t(`policyHelp.${`${within}_${name}` as HelpName}`, { defaultValue: '' });
  return special || t(`policyHelp.${name as HelpName}`, { defaultValue: '' }) || undefined;
}

/**
 * @param path as problems name fields: `document.schedules.0.pattern`
 * @param edition where entries of lists are looked up, so that they are called by their names
 */
export function pathWords(t: TFunction, path: string, edition?: unknown): string {
  const words: string[] = [];
  let value = edition;
  for (const name of path.split('.').filter((part) => part !== '')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
    if (name === 'document') continue;
    words.push(/^\d+$/.test(name) ? (nameOf(value) ?? String(Number(name) + 1)) : fieldWord(t, name));
  }
  return words.join(' › ');
}

function nameOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) return null;
  for (const key of ['name', 'code', 'day'] as const) {
    const value = (entry as Record<string, unknown>)[key];
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return null;
}
