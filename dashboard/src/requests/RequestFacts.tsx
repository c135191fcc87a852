import type { AttendanceRequest, RequestSubject } from '@hadir/shared/api/requests';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { useSession } from '../session/session-context.ts';
import { FileList } from './FileList.tsx';
import styles from './requests.module.css';
import { useRequestWords } from './use-request-words.ts';
import { WitnessMark } from './WitnessMark.tsx';

interface RequestFactsProps {
  request: AttendanceRequest;
  /** Whether the reader sees the days of this employee, too. */
  days: boolean;
}

/** Everything that a request says, as far as this reader may read it. */
export function RequestFacts({ request, days }: RequestFactsProps) {
  const { t } = useTranslation();
  const words = useRequestWords();
  const { user } = useSession();
  const { employee, reason, withheld, witness, files } = request;
  // Documents are not for the witness; that he sees none does not mean that there are none.
  const kept = withheld || (witness !== null && witness.id === user.employee);
  return (
    <Card title={t('request.about')}>
      <dl className={styles.facts}>
        <dt>{t('list.name')}</dt>
        <dd>
          {employee.name}
          <small className={styles.small}>
            {[`NIP ${employee.nip}`, employee.position, employee.opdName].filter((part) => part !== null).join(' · ')}
          </small>
        </dd>
        <dt>{t('request.when')}</dt>
        <dd>
          {words.when(request)}{' '}
          {days && (
            <Link className={styles.small} to={`/pegawai/${employee.id}/hari/${request.from}`}>
              {t('request.openDay')}
            </Link>
          )}
        </dd>
        <SubjectFacts subject={request.subject} />
        {(request.subject.kind === 'manual' || request.subject.kind === 'forgotten') && (
          <>
            <dt>{t('request.witness')}</dt>
            <dd data-testid="witness">
              {witness?.name}
              <WitnessMark request={request} />
              {witness !== null && witness.note !== null && <small className={styles.small}>{witness.note}</small>}
            </dd>
          </>
        )}
        <dt>{t('request.reason')}</dt>
        <dd data-testid="reason-shown">{withheld ? t('requests.withheld') : reason}</dd>
        <dt>{t('files.title')}</dt>
        <dd>{files.length === 0 ? kept ? '–' : t('files.none') : <FileList files={files} />}</dd>
      </dl>
    </Card>
  );
}

function SubjectFacts({ subject }: { subject: RequestSubject }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { times } = useRequestWords();
  const row = (label: string, value: string) => (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
  switch (subject.kind) {
    case 'absence': {
      const { part, address, order } = subject;
      return (
        <>
          {part !== 'day' &&
            row(
              t('request.part'),
              typeof part === 'object'
                ? t('requests.range', { from: format.clock(part.from), to: format.clock(part.to) })
                : t(`newRequest.parts.${part}`),
            )}
          {order !== null && row(t('request.order'), t('request.orderText', order))}
          {address !== '' && order === null && row(t('request.address'), address)}
        </>
      );
    }
    case 'forgotten':
      return row(t('request.times'), times(subject));
    case 'manual':
      return (
        <>
          {row(t('request.times'), times(subject))}
          {row(t('request.cause'), t(`newRequest.causes.${subject.cause}`))}
        </>
      );
    case 'forgive':
      return row(t('request.asks'), t(`newRequest.faults.${subject.what}`));
    case 'void':
      return row(t('request.entry'), subject.entry);
    case 'objection': {
      const { remedy } = subject;
      return (
        <>
          {row(t('request.asks'), t(`newRequest.remedies.${remedy.kind}`))}
          {remedy.kind === 'seen' && row(t('request.times'), times(remedy))}
          {remedy.kind === 'forgive' && row(t('newRequest.fault'), t(`newRequest.faults.${remedy.what}`))}
          {remedy.kind === 'void' && row(t('request.entry'), remedy.entry)}
        </>
      );
    }
  }
}
