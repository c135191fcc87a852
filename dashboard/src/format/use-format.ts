import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { asLanguage } from '../words/language.ts';
import { createFormat, type Format } from './create-format.ts';

/** @returns the formats of the language that the reader has chosen. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const language = asLanguage(i18n.language);
  return useMemo(() => createFormat(language), [language]);
}
