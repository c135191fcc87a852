const LANGUAGES = ['id', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Bahasa Indonesia unless it is plainly something else that we have. */
export function asLanguage(text: string | null | undefined): Language {
  return LANGUAGES.find((language) => language === text) ?? 'id';
}
