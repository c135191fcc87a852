import type { Sheet, SheetLine } from '@hadir/shared/api/tpp';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import styles from './tpp.module.css';
import { useRupiah } from './use-rupiah.ts';

const FILTERS = ['all', 'open', 'deducted', 'corrected'] as const;
type Filter = (typeof FILTERS)[number];
const AT_FIRST = 50;

const PASSES: Record<Filter, (line: SheetLine) => boolean> = {
  all: () => true,
  open: ({ open }) => open.length > 0,
  deducted: ({ deductions }) => deductions > 0,
  corrected: ({ corrected }) => corrected !== 0,
};

/** Everybody on the sheet, searched and filtered here. */
export function SheetLines({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [shown, setShown] = useState(AT_FIRST);
  const words = search.trim().toLowerCase();
  const lines = sheet.lines.filter(
    (line) =>
      PASSES[filter](line) && (words === '' || line.name.toLowerCase().includes(words) || line.nip.includes(words)),
  );
  return (
    <Card title={t('tpp.people', { n: format.number(sheet.lines.length) })}>
      <div className={styles.filters}>
        <TextInput
          aria-label={t('tpp.search')}
          placeholder={t('tpp.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          value={filter}
          onChange={(value) => setFilter(value as Filter)}
          data={FILTERS.filter((each) => each !== 'corrected' || sheet.state === 'frozen').map((value) => ({
            value,
            label: t(`tpp.filter.${value}`),
          }))}
        />
      </div>
      {lines.length === 0 && <Empty title={sheet.lines.length === 0 ? t('tpp.nobody') : t('tpp.noMatch')} />}
      <ul className={styles.rows} data-testid="sheet-lines">
        {lines.slice(0, shown).map((line) => (
          <Line key={line.employee} line={line} month={sheet.month} />
        ))}
      </ul>
      {lines.length > shown && (
        <Button variant="subtle" size="xs" onClick={() => setShown(shown + 200)}>
          {t('tpp.more')}
        </Button>
      )}
    </Card>
  );
}

function Line({ line, month }: { line: SheetLine; month: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rupiah = useRupiah();
  const { employee, name, nip, rank, position, base, total, deductions, open, corrected } = line;
  const [first] = open;
  return (
    <li className={styles.row} data-testid="sheet-line" data-employee={employee}>
      <span>
        <Link className={styles.whole} to={`/tpp/pegawai/${employee}/${month}`}>
          {name}
        </Link>
        <small>{[`NIP ${nip}`, rank, position].filter((each) => each !== null).join(' · ')}</small>
      </span>
      <span>
        {deductions === 0 ? t('tpp.noDeductions') : t('tpp.deductions', { n: deductions })}
        {first && (
          <small className={styles.warn}>
            {t(`tpp.open.${first.why}`)}
            {first.day !== null && `, ${format.shortDay(first.day)}`}
            {open.length > 1 && ` (+${open.length - 1})`}
          </small>
        )}
      </span>
      <span className={styles.amount}>
        {rupiah(total)}
        {corrected !== 0 && <small>{t('tpp.correctedBy', { amount: rupiah(corrected) })}</small>}
        {corrected === 0 && base !== total && <small>{rupiah(total - base)}</small>}
      </span>
    </li>
  );
}
