import type { DutyChange, DutyList } from '@hadir/shared/api/duty';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { DutyFileTools } from './DutyFileTools.tsx';
import styles from './organisation.module.css';
import { useChangeDuty } from './use-organisation.ts';

interface DutySheetProps {
  list: DutyList;
  opd: string;
  month: string;
}

type Person = DutyList['people'][number];
/** Person and day → shift; null is free. */
type Changes = ReadonlyMap<string, string | null>;

/** One month of an office: a line for each person, a cell for each day, changed together when they are saved. */
export function DutySheet({ list, opd, month }: DutySheetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [changes, setChanges] = useState<Changes>(new Map());
  const save = useChangeDuty();
  const { editableFrom } = list;
  const mayChange = (person: Person, day: string) =>
    editableFrom !== null && day >= editableFrom && !person.closed.includes(day);
  const shiftOf = (person: Person, day: string): string | null => {
    const key = `${person.employee} ${day}`;
    return changes.has(key) ? (changes.get(key) ?? null) : (person.duty[day] ?? null);
  };
  const put = (entries: readonly DutyChange[]) =>
    setChanges(
      new Map([...changes, ...entries.map(({ employee, day, shift }) => [`${employee} ${day}`, shift] as const)]),
    );
  const turn = (person: Person, day: string) => {
    const codes: (string | null)[] = [...person.shifts.map(({ code }) => code), null];
    const shift = codes[(codes.indexOf(shiftOf(person, day)) + 1) % codes.length] ?? null;
    put([{ employee: person.employee, day, shift }]);
  };
  const repeatWeek = () =>
    put(
      list.people.flatMap((person) =>
        list.days.flatMap(({ day }, index): DutyChange[] => {
          const source = list.days[index % 7]?.day;
          if (index < 7 || source === undefined || !mayChange(person, day)) return [];
          return [{ employee: person.employee, day, shift: shiftOf(person, source) }];
        }),
      ),
    );
  const shifts = new Map(list.people.flatMap((person) => person.shifts).map((shift) => [shift.code, shift]));
  return (
    <Card>
      {editableFrom !== null && <p className={styles.quiet}>{t('duty.help')}</p>}
      {editableFrom !== null && editableFrom > `${month}-01` && (
        <p className={styles.quiet}>{t('duty.past', { day: format.day(editableFrom) })}</p>
      )}
      <FormTrouble error={save.error} />
      <DutyFileTools list={list} opd={opd} month={month} editable={editableFrom !== null} onChanges={put} />
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
                  return (
                    <td key={day}>
                      <button
                        type="button"
                        disabled={!mayChange(person, day)}
                        data-changed={changes.has(`${person.employee} ${day}`)}
                        data-free={shift === null}
                        data-closed={person.closed.includes(day)}
                        aria-label={t('duty.cell', {
                          name: person.name,
                          day: format.day(day),
                          shift: person.closed.includes(day) ? t('duty.closed') : (shift ?? t('duty.free')),
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
        {[...shifts.values()].map(({ code, start, end }) => (
          <li key={code}>
            <b>{code}</b> {format.clock(start)}–{format.clock(end)}
          </li>
        ))}
      </ul>
      {editableFrom !== null && (
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
          <Button variant="default" onClick={repeatWeek} data-testid="repeat-week">
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
