import type { SchedulesDocument, WorkSchedule } from '@hadir/shared/api/policies/schedules-policy';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './policies.module.css';
import { ScheduleFields } from './ScheduleFields.tsx';

interface SchedulesFormProps {
  document: SchedulesDocument;
  onChange(document: SchedulesDocument): void;
}

/** All schedules, one below the other; a new one begins as a copy of one that is there. */
export function SchedulesForm({ document, onChange }: SchedulesFormProps) {
  const { t } = useTranslation();
  const { schedules } = document;
  const put = (index: number, schedule: WorkSchedule) =>
    onChange({ schedules: schedules.map((old, at) => (at === index ? schedule : old)) });
  return (
    <>
      {schedules.map((schedule, index) => (
        <details
          // A schedule may get another code while it is written, so its place is its identity here.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={index}
          className={styles.entry}
          data-testid={`schedule-${schedule.code}`}
          open={schedules.length === 1}
        >
          <summary>
            {schedule.name} <small>({schedule.code})</small>
          </summary>
          <ScheduleFields schedule={schedule} onChange={(next) => put(index, next)} />
          <div className={styles.tools}>
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                onChange({
                  schedules: [
                    ...schedules,
                    {
                      ...schedule,
                      code: freeCode(schedule.code, schedules),
                      name: t('policyForm.copied', { name: schedule.name }).slice(0, 200),
                    },
                  ],
                })
              }
            >
              {t('policies.form.copy')}
            </Button>
            {schedules.length > 1 && (
              <Button
                size="xs"
                variant="subtle"
                color="red"
                onClick={() => onChange({ schedules: schedules.filter((_, at) => at !== index) })}
              >
                {t('policies.form.remove')}
              </Button>
            )}
          </div>
        </details>
      ))}
    </>
  );
}

/** @returns the code with the first number behind it that no schedule has. */
function freeCode(code: string, schedules: readonly WorkSchedule[]): string {
  const taken = new Set(schedules.map((schedule) => schedule.code));
  const base = code.slice(0, 36);
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
