import type { PolicySummary } from '@hadir/shared/api/policies';
import { Alert, Button, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { fieldErrors } from '../api/field-errors.ts';
import { FormTrouble } from '../look/FormTrouble.tsx';
import styles from './policies.module.css';
import { REGION_SCOPE } from './region-scope.ts';
import { useNewCalendar } from './use-policies.ts';

/** Begins the calendar of another year, national or of the region's own days, as an empty draft. */
export function NewCalendar({ policies, today }: { policies: readonly PolicySummary[]; today: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [year, setYear] = useState<number | string>(Number(today.slice(0, 4)) + 1);
  const [scope, setScope] = useState('national');
  const [legalBasis, setLegalBasis] = useState('');
  const make = useNewCalendar((id) => void navigate(`/kebijakan/${id}`));
  const same = policies.filter((policy) => policy.scope === `${scope} ${year}` && policy.state !== 'withdrawn');
  const existing = same.find(({ state }) => state === 'draft') ?? same[0];
  const errors = fieldErrors(make.error, ['legalBasis', 'effectiveFrom']);
  const sound = typeof year === 'number' && year >= 2000 && year <= 2100 && legalBasis.trim() !== '';
  return (
    <div className={styles.tools}>
      <Button size="xs" variant="default" onClick={() => setOpen(true)} data-testid="new-calendar">
        {t('policies.newCalendar')}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('calendarNew.title')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (sound && !existing) make.mutate({ year: Number(year), scope, legalBasis: legalBasis.trim() });
          }}
        >
          <Stack>
            <p className={styles.quiet}>{t('calendarNew.explain')}</p>
            <FormTrouble error={make.error} saidByFields={Object.keys(errors).length > 0} />
            <NumberInput
              label={t('calendarNew.year')}
              min={2000}
              max={2100}
              allowDecimal={false}
              thousandSeparator=""
              value={year}
              onChange={setYear}
              data-testid="new-calendar-year"
            />
            <Select
              label={t('calendarNew.whose')}
              allowDeselect={false}
              value={scope}
              data={[
                { value: 'national', label: t('calendarNew.national') },
                { value: REGION_SCOPE, label: t('calendarNew.regional') },
              ]}
              onChange={(next) => setScope(next ?? 'national')}
            />
            {existing ? (
              <Alert color="yellow" data-testid="calendar-exists">
                {t('calendarNew.exists')} <Link to={`/kebijakan/${existing.id}`}>{t('calendarNew.openIt')}</Link>
              </Alert>
            ) : (
              <TextInput
                label={t('calendarNew.decree')}
                description={t('calendarNew.decreeHelp')}
                required
                maxLength={300}
                value={legalBasis}
                error={errors.legalBasis}
                onChange={(event) => setLegalBasis(event.currentTarget.value)}
                data-testid="new-calendar-decree"
              />
            )}
            <Button
              type="submit"
              disabled={!sound || existing !== undefined}
              loading={make.isPending}
              data-testid="make-calendar"
            >
              {t('calendarNew.make')}
            </Button>
          </Stack>
        </form>
      </Modal>
    </div>
  );
}
