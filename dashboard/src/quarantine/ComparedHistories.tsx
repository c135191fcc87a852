import type { QuarantineDetail } from '@hadir/shared/api/units';
import { Button, Switch } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import styles from './compare.module.css';
import { type ComparedPair, compareHistories, isTechnical } from './compare-histories.ts';

const AT_FIRST = 10;

interface ComparedHistoriesProps {
  entries: QuarantineDetail['entries'];
  /** Fetches the entries after these; null where there are none. */
  onMore: (() => void) | null;
}

/** Two histories beside each other. What differs has a sign and a bar, not only a colour. */
export function ComparedHistories({ entries, onMore }: ComparedHistoriesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [onlyDifferent, setOnlyDifferent] = useState(true);
  const [shown, setShown] = useState(AT_FIRST);
  const pairs = useMemo(() => compareHistories(entries ?? []), [entries]);
  if (entries === null)
    return (
      <Card title={t('compare.titleOne')}>
        <p className={styles.none}>{t('compare.none')}</p>
      </Card>
    );
  const differing = pairs.filter(({ relation }) => relation !== 'same');
  const listed = onlyDifferent && differing.length > 0 ? differing : pairs;
  const both = pairs.some(({ relation }) => relation === 'same' || relation === 'different');
  return (
    <Card
      title={t(both ? 'compare.title' : 'compare.titleOne')}
      note={both && t('compare.differs', { n: format.number(differing.length) })}
    >
      {both && differing.length < pairs.length && (
        <Switch
          label={t('compare.onlyDifferent')}
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
          mb="sm"
        />
      )}
      <div className={styles.pairs} data-testid="compared">
        {listed.slice(0, shown).map((pair) => (
          <Pair key={pair.seq} pair={pair} />
        ))}
      </div>
      {listed.length > shown ? (
        <Button variant="subtle" size="xs" mt="sm" onClick={() => setShown(shown + 50)}>
          {t('compare.more', { n: format.number(listed.length - shown) })}
        </Button>
      ) : (
        onMore && (
          <Button variant="subtle" size="xs" mt="sm" onClick={onMore}>
            {t('procedures.more')}
          </Button>
        )
      )}
    </Card>
  );
}

function Pair({ pair }: { pair: ComparedPair }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { seq, relation, fields } = pair;
  const shown = fields.filter(({ name, differs }) => (relation === 'different' ? differs : !isTechnical(name)));
  const others = fields.filter((field) => !shown.includes(field));
  const title = `${t('compare.entry', { seq: format.number(seq) })}`;
  return (
    <section className={styles.pair} data-relation={relation} data-testid="compared-entry" data-seq={seq}>
      <header>
        <b>{title}</b>
        <span className={styles.relation}>
          <i aria-hidden>{relation === 'same' ? '=' : '≠'}</i> {t(`compare.${relation}`)}
        </span>
      </header>
      <table className={styles.table}>
        <thead>
          <tr>
            <td />
            <th scope="col">
              {t('compare.held')}
              <small>{relation === 'onlyOther' ? t('compare.absent') : pair.heldType}</small>
            </th>
            <th scope="col">
              {t('compare.other')}
              <small>{relation === 'onlyHeld' ? t('compare.absent') : pair.otherType}</small>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, held, other }) => (
            <tr key={name} data-differs={relation === 'different'}>
              <th scope="row">{name}</th>
              <td data-label={t('compare.held')}>{held ?? '–'}</td>
              <td data-label={t('compare.other')}>{other ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {others.length > 0 && (
        <details>
          <summary>
            {t(relation === 'different' ? 'compare.equalFields' : 'compare.otherFields', { n: others.length })}
          </summary>
          <dl className={styles.equal}>
            {others.map(({ name, held, other }) => [
              <dt key={`${name} name`}>{name}</dt>,
              <dd key={name}>{held ?? other}</dd>,
            ])}
          </dl>
        </details>
      )}
    </section>
  );
}
