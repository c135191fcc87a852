import type { DutyList } from '@hadir/shared/api/duty';
import { Button, Select, Skeleton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import { useSession } from '../session/session-context.ts';
import styles from './organisation.module.css';
import { useChosenOpd } from './use-chosen-opd.ts';
import { useChangeDuty, useDutyList } from './use-organisation.ts';

const MAY_CHANGE = new Set(['admin_bkd', 'opd_head', 'opd_operator']);

/** Who has which shift on which day of a month, as a sheet that is filled by tapping. */
export function DutyListPage() {
  const { t } = useTranslation();
  const { opd, choose, choices } = useChosenOpd();
  const [month, setMonth] = useState(new Date().toISOString().slice(0, 7));
  const { data, error, refetch, isFetching } = useDutyList(opd, month);
  return (
    <>
      <PageHead title={t('duty.title')} sub={t('duty.sub')} />
      <div className={styles.sections}>
        <div className={styles.fields}>
          <Select
            label={t('organisation.chooseOpd')}
            searchable
            allowDeselect={false}
            value={opd}
            data={choices.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={choose}
          />
          <TextInput
            type="month"
            label={t('policies.field.months')}
            value={month}
            onChange={(event) => event.currentTarget.value !== '' && setMonth(event.currentTarget.value)}
          />
        </div>
        {error && !data && <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />}
        {!error && !data && <Skeleton height={300} radius={14} aria-busy="true" />}
        {data && data.people.length === 0 && (
          <Card>
            <Empty title={t('duty.nobody')}>{t('duty.nobodyDetail')}</Empty>
          </Card>
        )}
        {data && data.people.length > 0 && <DutySheet key={`${opd} ${month}`} list={data} />}
      </div>
    </>
  );
}

/** Person and day → shift; null is free. */
type Changes = ReadonlyMap<string, string | null>;

function DutySheet({ list }: { list: DutyList }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const [changes, setChanges] = useState<Changes>(new Map());
  const save = useChangeDuty();
  const editable = MAY_CHANGE.has(user.role);
  const shiftOf = (person: DutyList['people'][number], day: string): string | null => {
    const key = `${person.employee} ${day}`;
    return changes.has(key) ? (changes.get(key) ?? null) : (person.duty[day] ?? null);
  };
  const put = (entries: [string, string | null][]) => setChanges(new Map([...changes, ...entries]));
  const turn = (person: DutyList['people'][number], day: string) => {
    const codes: (string | null)[] = [...person.shifts.map(({ code }) => code), null];
    const next = codes[(codes.indexOf(shiftOf(person, day)) + 1) % codes.length] ?? null;
    put([[`${person.employee} ${day}`, next]]);
  };
  const repeatWeek = () =>
    put(
      list.people.flatMap((person) =>
        list.days.flatMap(({ day }, index): [string, string | null][] => {
          const source = list.days[index % 7]?.day;
          return index < 7 || source === undefined ? [] : [[`${person.employee} ${day}`, shiftOf(person, source)]];
        }),
      ),
    );
  return (
    <Card>
      {editable && <p className={styles.quiet}>{t('duty.help')}</p>}
      <FormTrouble error={save.error} />
      <div className={styles.scroll}>
        <table className={styles.duty} data-testid="duty-list">
          <thead>
            <tr>
              <th />
              {list.days.map(({ day, holiday }) => (
                <th key={day} title={holiday ?? undefined} data-holiday={holiday !== null}>
                  {Number(day.slice(8))}
                  <small>{format.weekday(day).slice(0, 2)}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.people.map((person) => (
              <tr key={person.employee}>
                <th scope="row">{person.name}</th>
                {list.days.map(({ day }) => {
                  const shift = shiftOf(person, day);
                  const changed = changes.has(`${person.employee} ${day}`);
                  return (
                    <td key={day}>
                      <button
                        type="button"
                        disabled={!editable}
                        data-changed={changed}
                        data-free={shift === null}
                        aria-label={t('duty.cell', {
                          name: person.name,
                          day: format.day(day),
                          shift: shift ?? t('duty.free'),
                        })}
                        onClick={() => turn(person, day)}
                      >
                        {shift?.slice(0, 2) ?? '·'}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className={styles.legend}>
        {(list.people[0]?.shifts ?? []).map(({ code, start, end }) => (
          <li key={code}>
            <b>{code}</b> {format.clock(start)}–{format.clock(end)}
          </li>
        ))}
      </ul>
      {editable && (
        <div className={styles.tools}>
          <Button
            disabled={changes.size === 0}
            loading={save.isPending}
            data-testid="save-duty"
            onClick={() =>
              save.mutate(
                [...changes].map(([key, shift]) => {
                  const [employee = '', day = ''] = key.split(' ');
                  return { employee, day, shift };
                }),
                { onSuccess: () => setChanges(new Map()) },
              )
            }
          >
            {t('duty.save', { n: changes.size })}
          </Button>
          <Button variant="default" onClick={repeatWeek}>
            {t('duty.copyWeek')}
          </Button>
          {changes.size > 0 && (
            <Button variant="subtle" onClick={() => setChanges(new Map())}>
              {t('duty.undo')}
            </Button>
          )}
          {save.isSuccess && changes.size === 0 && <span role="status">{t('duty.saved')}</span>}
        </div>
      )}
    </Card>
  );
}
