import type { TFunction } from 'i18next';
import { REGION_SCOPE } from './region-scope.ts';

/** @param scope whose days off a calendar has, with its year behind it or without */
export function scopeWords(t: TFunction, scope: string): string {
  const [, whose = scope, year = ''] = /^(.*?)( \d{4})?$/.exec(scope) ?? [];
  if (whose === 'national') return `${t('calendarNew.nationalScope')}${year}`;
  return whose === REGION_SCOPE ? `${t('calendarNew.regional')}${year}` : scope;
}
