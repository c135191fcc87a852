import type { RequestPreview } from '@hadir/shared/api/requests';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './requests.module.css';
import { useRequestWords } from './use-request-words.ts';

interface PreviewPanelProps {
  /** Something is missing without which nothing can be looked at. */
  incomplete: boolean;
  preview: RequestPreview | undefined;
  error: unknown;
  /** What the employee has not filled in yet is no reproach. */
  touched: boolean;
}

/** What the request would do, who decides, what is needed, and what has to be put right first. */
export function PreviewPanel({ incomplete, preview, error, touched }: PreviewPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRequestWords();
  return (
    <Card title={t('preview.title')}>
      <div className={styles.preview} aria-live="polite" data-testid="preview">
        <FormTrouble error={error} />
        {!preview && !error && <p>{t(incomplete ? 'preview.incomplete' : 'preview.working')}</p>}
        {preview && (
          <>
            {preview.halves !== null && (
              <span className={styles.effect} data-testid="effect">
                {t('preview.halves', { n: words.days(preview.halves) })}
                {preview.leftHalves !== null && `, ${t('preview.left', { n: words.days(preview.leftHalves) })}`}
              </span>
            )}
            {preview.calendarDays > 1 && <p>{t('preview.calendar', { n: format.number(preview.calendarDays) })}</p>}
            <p>
              {preview.deciders.length === 0
                ? t('preview.nobody')
                : `${t('preview.decides', { names: preview.deciders.map(({ name, capacity }) => `${name} (${t(`capacity.${capacity}`)})`).join(', ') })}, ${t(preview.superiorSuffices ? 'preview.suffices' : 'preview.afterwards')}.`}
            </p>
            <p>{t(`preview.evidence.${preview.evidence}`)}.</p>
            {preview.deadline !== null && <p>{t('preview.deadline', { day: format.day(preview.deadline) })}</p>}
            {preview.frozenMonths.length > 0 && (
              <p>{t('preview.frozen', { months: preview.frozenMonths.join(', ') })}</p>
            )}
            {preview.note !== '' && <p>{preview.note}</p>}
            {preview.legalBasis !== '' && <p>{t('preview.basis', { basis: preview.legalBasis })}</p>}
            {preview.problems.length > 0 && touched && (
              <>
                <b className={styles.problemsTitle}>{t('preview.problems')}</b>
                <ul className={styles.problems} data-testid="problems">
                  {preview.problems.map(({ code, message }) => (
                    <li key={`${code} ${message}`}>{message}</li>
                  ))}
                </ul>
              </>
            )}
            {preview.problems.length === 0 && <span className={styles.ready}>{t('preview.ready')}</span>}
          </>
        )}
      </div>
    </Card>
  );
}
