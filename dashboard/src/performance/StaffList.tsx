import type { StaffMonth, StaffMonths } from '@hadir/shared/api/performance';
import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { Empty } from '../look/Empty.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from '../requests/requests.module.css';
import { ReportList } from './ReportList.tsx';
import { useRate } from './use-performance.ts';
import { useRatingWord } from './use-rating-word.ts';

interface StaffListProps {
  data: StaffMonths;
  staff: readonly StaffMonth[];
  /** That the reader rates in the place of the superiors, and has to say why. */
  inPlaceOf?: boolean;
}

/** Those about whom the reader decides: what each reported in the month, and the rating. */
export function StaffList({ data, staff, inPlaceOf = false }: StaffListProps) {
  const { t } = useTranslation();
  if (staff.length === 0)
    return (
      <Card>
        <Empty title={t('performance.staffNoneTitle')}>{t('performance.staffNone')}</Empty>
      </Card>
    );
  return (
    <Card>
      <ul className={styles.rows} data-testid="staff">
        {staff.map((member) => (
          <li key={member.employee.id} className={styles.item}>
            <Member
              key={`${member.employee.id} ${data.month} ${member.rating?.at ?? ''}`}
              member={member}
              month={data.month}
              ratings={data.ratings}
              inPlaceOf={inPlaceOf}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface MemberProps {
  member: StaffMonth;
  month: string;
  ratings: StaffMonths['ratings'];
  inPlaceOf: boolean;
}

function Member({ member, month, ratings, inPlaceOf }: MemberProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const { employee, submitted, validated, returned, minutes, frozen } = member;
  return (
    <div className={styles.letter} data-testid="staff-member">
      <Group justify="space-between" align="start">
        <span>
          <b>{employee.name}</b>
          <small className={styles.small}>
            {t('performance.reports', {
              validated: format.number(validated),
              submitted: format.number(submitted),
              returned: format.number(returned),
            })}
            {minutes > 0 && ` · ${t('performance.hours', { time: format.minutes(minutes) })}`}
          </small>
        </span>
        {frozen ? <Text size="sm">{t('performance.frozen')}</Text> : null}
        <RatingField member={member} month={month} ratings={ratings} inPlaceOf={inPlaceOf} />
      </Group>
      <Group gap="xs" mt="xs">
        <Button component={Link} to={`/pegawai/${employee.id}/bulan/${month}`} size="xs" variant="subtle">
          {t('performance.days')}
        </Button>
        <Button
          size="xs"
          variant="subtle"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
          data-testid="open-reports"
        >
          {t(opened ? 'dialog.close' : 'performance.open', { name: employee.name })}
        </Button>
      </Group>
      {opened && <ReportList month={month} employee={employee.id} />}
    </div>
  );
}

function RatingField({ member, month, ratings, inPlaceOf }: MemberProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const ratingWord = useRatingWord();
  const { employee, rating, frozen } = member;
  const [code, setCode] = useState(rating?.code ?? '');
  const [note, setNote] = useState(rating?.note ?? '');
  const rate = useRate();
  const why = inPlaceOf ? 'performance.ratingWhy' : 'performance.ratingNote';
  const changed = code !== '' && (code !== rating?.code || note.trim() !== (rating.note ?? ''));
  return (
    <div style={{ minWidth: 220 }}>
      <FormTrouble error={rate.error} />
      <NativeSelect
        label={t('performance.rating')}
        value={code}
        disabled={frozen}
        data-testid="rating"
        data={[
          { value: '', label: t('performance.noRating') },
          ...ratings.map((each) => ({
            value: each.code,
            label: t('performance.percent', { code: ratingWord(each.code), percent: each.percent }),
          })),
        ]}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {changed && (
        <>
          <TextInput
            mt={6}
            aria-label={t(why)}
            placeholder={t(why)}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button
            mt={6}
            size="xs"
            loading={rate.isPending}
            disabled={inPlaceOf && note.trim() === ''}
            onClick={() =>
              rate.mutate({ employee: employee.id, month, code, ...(note.trim() !== '' && { note: note.trim() }) })
            }
            data-testid="save-rating"
          >
            {t('performance.saveRating')}
          </Button>
        </>
      )}
      {rating !== null && !changed && (
        <small className={styles.small}>
          {t('performance.ratedBy', { name: rating.by ?? '–', moment: format.recentMoment(rating.at, 'Asia/Jakarta') })}
        </small>
      )}
    </div>
  );
}
