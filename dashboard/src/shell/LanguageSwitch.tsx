import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asLanguage } from '../words/language.ts';
import { chooseLanguage } from '../words/start-words.ts';
import styles from './switches.module.css';

/** Names the language that it leads to, in that language. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const other = asLanguage(i18n.language) === 'id' ? 'en' : 'id';
  return (
    <UnstyledButton
      className={styles.switch}
      lang={other}
      aria-label={other === 'en' ? 'English' : 'Bahasa Indonesia'}
      title={other === 'en' ? 'English' : 'Bahasa Indonesia'}
      onClick={() => void chooseLanguage(other)}
    >
      {other.toUpperCase()}
    </UnstyledButton>
  );
}
