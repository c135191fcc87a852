import { useTranslation } from 'react-i18next';
import { idPerformance } from '../words/id-performance.ts';

type KnownCode = keyof typeof idPerformance.ratingCode;

/** Ratings are codes of the policy: the usual ones have words, others are shown as they are. */
export function useRatingWord(): (code: string) => string {
  const { t } = useTranslation();
  return (code) => (code in idPerformance.ratingCode ? t(`ratingCode.${code as KnownCode}`) : code);
}
