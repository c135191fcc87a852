import type { AttendanceRequest } from '@hadir/shared/api/requests';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { RequestStateMark } from './RequestStateMark.tsx';
import styles from './requests.module.css';
import { useRequestWords } from './use-request-words.ts';
import { WitnessMark } from './WitnessMark.tsx';

interface RequestRowProps {
  request: AttendanceRequest;
  /** Among those of others: the person first. */
  named?: boolean;
}

export function RequestRow({ request, named = false }: RequestRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRequestWords();
  const { id, employee, title, state, reason, waitingDays, late } = request;
  const waits = words.waitsFor(request);
  return (
    <div className={styles.row} data-testid="request-row" data-request={id} data-state={state}>
      <span>
        <Link to={state === 'draft' ? `/permohonan/${id}/ubah` : `/permohonan/${id}`}>
          {named ? employee.name : title}
        </Link>
        {named && <small>{`${title} · ${employee.opdName}`}</small>}
        {reason !== '' && <small>{reason}</small>}
        <WitnessMark request={request} />
      </span>
      <span>
        {words.when(request)}
        {waits !== null && <small>{waits}</small>}
        {waitingDays !== null && (
          <small className={late ? styles.late : undefined}>
            {waitingDays === 0 ? t('requests.waitingToday') : t('requests.waiting', { n: format.number(waitingDays) })}
            {late && ` · ${t('requests.late')}`}
          </small>
        )}
      </span>
      <RequestStateMark state={state} />
    </div>
  );
}
