import type { CaseLine } from '@hadir/shared/api/discipline';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import styles from './discipline.module.css';
import { NextStep } from './NextStep.tsx';

export function CaseRow({ line }: { line: CaseLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, kind, state, name, nip, opdName, proposed, total, groundlessSince, next } = line;
  return (
    <li className={styles.row} data-testid="case-row" data-kind={kind} data-state={state}>
      <span>
        <Link className={styles.whole} to={`/disiplin/${id}`}>
          {name}
        </Link>
        <small>
          NIP {nip} · {opdName}
        </small>
      </span>
      <span>
        {kind === 'sanction' ? (proposed?.name ?? t('case.noLadder')) : t(`case.kind.${kind}`)}
        {total > 0 && <small>{t('cases.days', { n: total })}</small>}
        {groundlessSince !== null && (
          <small className={styles.groundless}>
            {t('cases.groundless', { day: format.shortDay(groundlessSince) })}
          </small>
        )}
      </span>
      <span>{next === null ? t(`case.state.${state}`) : <NextStep next={next} />}</span>
    </li>
  );
}
