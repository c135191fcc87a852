import type { Procedure } from '@hadir/shared/api/procedures';
import { IconArrowRight, IconCheck, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import styles from './steps.module.css';

const ICONS = { done: IconCheck, current: IconArrowRight, ahead: null, skipped: IconMinus };

/** The steps from the request to the unit in service: which are done, when and by whom, and what is waited for. */
export function StepList({ procedure, zone }: { procedure: Procedure; zone: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const over = procedure.finishedAt !== null;
  return (
    <ol className={styles.steps} data-testid="steps">
      {procedure.steps.map(({ name, state, at, detail }, i) => {
        const Icon = ICONS[state];
        const waits = state === 'current' && !over;
        return (
          <li
            key={name}
            data-testid={`step-${name}`}
            data-state={state}
            aria-current={waits ? 'step' : undefined}
            className={styles.step}
          >
            <span className={styles.mark} aria-hidden>
              {Icon ? <Icon size={16} stroke={2.4} /> : i + 1}
            </span>
            <span className={styles.body}>
              <b>{t(`step.${name}`)}</b>
              <span className="only-for-screen-readers"> ({t(`stepState.${state}`)})</span>
              {at !== null && <time dateTime={at}>{format.recentMoment(at, zone)}</time>}
              {(waits || detail !== null) && <small>{detail ?? t(`stepNow.${name}`)}</small>}
              {state === 'skipped' && detail === null && <small>{t('stepState.skipped')}</small>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
