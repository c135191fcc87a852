import type { Procedure } from '@hadir/shared/api/procedures';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from '../units/units.module.css';

/** What was asked for, by whom, and which door and units it is about. */
export function ProcedureFacts({ procedure, zone }: { procedure: Procedure; zone: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, oldUnit, newUnit, requestedBy, createdAt, finishedAt } = procedure;
  const unit = (id: string) => <Link to={`/unit/${id}`}>{id}</Link>;
  const oneUnit = kind === 'move' || kind === 'retire' || kind === 'stolen';
  const facts: [string, ReactNode][] = [
    [t('procedure.door'), `${procedure.opdName} · ${procedure.doorName}`],
    ...(oldUnit !== null
      ? [[t(oneUnit ? 'procedure.movingUnit' : 'procedure.oldUnit'), unit(oldUnit)] as [string, ReactNode]]
      : []),
    ...(newUnit !== null && newUnit !== oldUnit
      ? [[t('procedure.newUnit'), unit(newUnit)] as [string, ReactNode]]
      : []),
    [t('procedure.reason'), procedure.reason],
    ...(requestedBy !== null ? [[t('procedure.requestedBy'), requestedBy] as [string, ReactNode]] : []),
    [t('procedure.requestedAt'), format.recentMoment(createdAt, zone)],
    ...(finishedAt !== null
      ? [[t('procedure.finishedAt'), format.recentMoment(finishedAt, zone)] as [string, ReactNode]]
      : []),
  ];
  return (
    <Card title={t('procedure.facts')}>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
      </dl>
    </Card>
  );
}
