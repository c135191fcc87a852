import { IconCircleCheck, IconCircleX, IconMinus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './verification.module.css';
import type { CheckResult, Verification } from './verify-entry.ts';

const ICONS = { passed: IconCircleCheck, failed: IconCircleX, unreached: IconMinus };

/** What was proven and what was not, in words; a failed verification names the check that failed. */
export function VerificationResult({ verification }: { verification: Verification }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new verification moves the focus again, as a reader expects of a button.
  useEffect(() => box.current?.focus({ preventScroll: true }), [verification]);
  const valid = verification.outcome === 'valid';
  const failed = verification.checks.filter(({ result }) => result === 'failed');
  return (
    <div
      className={styles.result}
      data-testid="verify-result"
      data-outcome={verification.outcome}
      role="status"
      ref={box}
      tabIndex={-1}
    >
      <strong className={styles.title}>
        {valid ? <IconCircleCheck size={22} aria-hidden /> : <IconCircleX size={22} aria-hidden />}
        {valid
          ? t('verify.validTitle')
          : t('verify.invalidTitle', { checks: failed.map(({ check }) => t(`verify.check.${check}`)).join(', ') })}
      </strong>
      <ul className={styles.checks}>
        {verification.checks.map((result) => (
          <CheckLine key={result.check} {...result} />
        ))}
      </ul>
      {valid ? (
        <>
          <p>
            <b>{t('verify.proven')}</b> {t('verify.provenDetail')}
          </p>
          <p>
            <b>{t('verify.notProven')}</b> {t('verify.notProvenDetail')}
          </p>
        </>
      ) : (
        <p>{t('verify.invalidDetail')}</p>
      )}
    </div>
  );
}

function CheckLine({ check, result, differing }: CheckResult) {
  const { t } = useTranslation();
  const Icon = ICONS[result];
  return (
    <li data-result={result} data-check={check}>
      <Icon size={18} aria-hidden />
      <span>
        <b>{t(`verify.check.${check}`)}</b>: {t(`verify.result.${result}`)}. {t(`verify.explain.${check}`)}
        {differing.length > 0 && ` ${t('verify.differing', { names: differing.join(', ') })}`}
      </span>
    </li>
  );
}
