import type { AttendanceRequest } from '@hadir/shared/api/requests';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import steps from '../procedures/steps.module.css';
import { useRequestWords } from './use-request-words.ts';

/** The zone in which moments of a decision are told; who decides may sit elsewhere than who asked. */
const ZONE = 'Asia/Jakarta';

export function RequestSteps({ request, zone }: { request: AttendanceRequest; zone?: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRequestWords();
  const waits = words.waitsFor(request);
  return (
    <Card title={t('request.steps')}>
      <ol className={steps.steps} data-testid="request-steps">
        {request.steps.map(({ number, state, at, by, capacity, note }) => (
          <li
            key={number}
            className={steps.step}
            data-state={state === 'refused' || state === 'cancelled' ? 'skipped' : 'done'}
          >
            <span className={steps.mark} aria-hidden>
              {number}
            </span>
            <div className={steps.body}>
              <b>{t(`requestStep.${state}`)}</b>
              <time dateTime={at}>{format.recentMoment(at, zone ?? ZONE)}</time>
              <small>
                {by === null
                  ? t('request.bySystem', { capacity: t(`capacity.${capacity}`) })
                  : t('request.by', { name: by, capacity: t(`capacity.${capacity}`) })}
              </small>
              {note !== null && <small>{note}</small>}
            </div>
          </li>
        ))}
        {waits !== null && (
          <li className={steps.step} data-state="current">
            <span className={steps.mark} aria-hidden>
              {request.steps.length + 1}
            </span>
            <div className={steps.body}>
              <b>{waits}</b>
            </div>
          </li>
        )}
      </ol>
    </Card>
  );
}
