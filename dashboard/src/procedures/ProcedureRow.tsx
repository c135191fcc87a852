import type { Procedure } from '@hadir/shared/api/procedures';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { useDoorZone } from '../units/use-units.ts';
import { ProcedureState } from './ProcedureState.tsx';
import styles from './procedures.module.css';
import { isOpen } from './use-procedures.ts';

export function ProcedureRow({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = useDoorZone(procedure.door);
  const { id, kind, state, steps, requestedBy, createdAt } = procedure;
  const moment = format.recentMoment(createdAt, zone);
  const at = steps.findIndex((step) => step.state === 'current');
  const current = steps[at];
  return (
    <li className={styles.row} data-testid="procedure-row" data-procedure={id} data-kind={kind} data-state={state}>
      <span>
        <Link to={`/prosedur/${id}`}>{t(`kind.${kind}`)}</Link>
        <b className={styles.where}>
          {procedure.opdName} · {procedure.doorName}
        </b>
        <small>{procedure.reason}</small>
      </span>
      <span>
        {isOpen(procedure) && current
          ? t('procedures.atStep', { at: at + 1, n: steps.length, step: t(`step.${current.name}`) })
          : null}
        <small>
          {requestedBy === null
            ? t('procedures.requestedByNobody', { moment })
            : t('procedures.requested', { name: requestedBy, moment })}
        </small>
      </span>
      <ProcedureState state={state} />
    </li>
  );
}
