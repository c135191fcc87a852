import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { id } from './id.ts';
import { asLanguage, type Language } from './language.ts';

const REMEMBERED = 'hadir.language';

/** Bahasa Indonesia comes with the first load; English is fetched when somebody asks for it. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'id',
    fallbackLng: 'id',
    showSupportNotice: false,
    resources: { id: { translation: id } },
    interpolation: { escapeValue: false },
  });
  const wanted = asLanguage(localStorage.getItem(REMEMBERED));
  if (wanted !== 'id') await chooseLanguage(wanted);
}

export async function chooseLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en.ts');
    i18next.addResourceBundle('en', 'translation', en);
  }
  await i18next.changeLanguage(language);
  localStorage.setItem(REMEMBERED, language);
  document.documentElement.lang = language;
}
