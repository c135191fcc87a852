import type { CorrectionOutcomes } from '@hadir/shared/api/tpp';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import styles from './tpp.module.css';

const NAMED_AT_MOST = 20;

interface OutcomesProps {
  outcomes: CorrectionOutcomes;
  word: 'correction.decidedMany' | 'correction.proposedMany';
}

/** What came of many at once: how many are done, and why the others are not. */
export function Outcomes({ outcomes: { done, refused }, word }: OutcomesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={styles.note} role="status" data-testid="outcomes">
      {t(word, { n: format.number(done) })}
      {refused.slice(0, NAMED_AT_MOST).map(({ name, problem }) => (
        <small key={`${name} ${problem}`}>
          {name}: {problem}
        </small>
      ))}
      {refused.length > NAMED_AT_MOST && <small>+ {format.number(refused.length - NAMED_AT_MOST)}</small>}
    </div>
  );
}
