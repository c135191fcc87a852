import type { CorrectionKind, RequestPolicy } from '@hadir/shared/api/request-policy';
import { Button, Checkbox, NativeSelect, NumberInput, Skeleton, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { PageHead } from '../look/PageHead.tsx';
import { Trouble } from '../look/Trouble.tsx';
import styles from './requests.module.css';
import { useLeaveKinds, useRequestPolicy, useSetRequestPolicy } from './use-requests.ts';

const KINDS: readonly CorrectionKind[] = ['forgotten', 'manual', 'forgive', 'void', 'objection'];
const UNITS = ['working_days', 'calendar_days'] as const;
const EVIDENCE = ['none', 'optional', 'required'] as const;

/** What the region decides about requests beside the kinds of leave. */
export function RequestPolicyPage() {
  const { t } = useTranslation();
  const { data, error, refetch, isFetching } = useRequestPolicy();
  return (
    <div className={styles.page}>
      <div>
        <Link to="/persetujuan" className={styles.back}>
          {t('requestPolicy.back')}
        </Link>
        <PageHead title={t('requestPolicy.title')} sub={t('requestPolicy.sub')} />
      </div>
      {error && !data && (
        <Card>
          <Trouble error={error} onRetry={() => void refetch()} retrying={isFetching} />
        </Card>
      )}
      {!error && !data && <Skeleton height={420} radius={14} aria-busy="true" />}
      {data && <PolicyForm stored={data} />}
    </div>
  );
}

function PolicyForm({ stored }: { stored: RequestPolicy }) {
  const { t } = useTranslation();
  const [policy, setPolicy] = useState(stored);
  const set = useSetRequestPolicy();
  const kinds = useLeaveKinds();
  const change = (part: Partial<RequestPolicy>) => setPolicy((before) => ({ ...before, ...part }));
  const suffices = (kind: string, on: boolean) =>
    change({
      superiorSuffices: on
        ? [...policy.superiorSuffices, kind]
        : policy.superiorSuffices.filter((other) => other !== kind),
    });
  return (
    <form
      className={styles.page}
      data-testid="request-policy"
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate(policy);
      }}
    >
      {KINDS.map((kind) => (
        <Card key={kind} title={t(`correctionKind.${kind}`)}>
          <CorrectionRule
            rule={policy.corrections[kind]}
            onChange={(rule) => change({ corrections: { ...policy.corrections, [kind]: rule } })}
          />
          {kind === 'forgotten' && (
            <Checkbox
              mt="sm"
              label={t('requestPolicy.forgottenWitness')}
              description={t('requestPolicy.forgottenWitnessHint')}
              checked={policy.forgottenNeedsWitness === true}
              onChange={(event) => change({ forgottenNeedsWitness: event.currentTarget.checked })}
              data-testid="forgotten-witness"
            />
          )}
          <Checkbox
            mt="sm"
            label={t('requestPolicy.suffices')}
            description={t('requestPolicy.sufficesHint')}
            checked={policy.superiorSuffices.includes(kind)}
            onChange={(event) => suffices(kind, event.currentTarget.checked)}
          />
        </Card>
      ))}
      {kinds.data && (
        <Card title={t('requestPolicy.leave')}>
          <Text size="xs" c="var(--ink-3)" mb="sm">
            {t('requestPolicy.sufficesHint')}
          </Text>
          <div className={styles.choices} data-testid="leave-suffices">
            {kinds.data.map(({ code, name }) => (
              <Checkbox
                key={code}
                label={name}
                checked={policy.superiorSuffices.includes(code)}
                onChange={(event) => suffices(code, event.currentTarget.checked)}
              />
            ))}
          </div>
        </Card>
      )}
      <Card title={t('requestPolicy.general')}>
        <div className={styles.rule}>
          <NumberInput
            label={t('requestPolicy.lateAfter')}
            min={1}
            max={60}
            value={policy.lateAfterDays}
            onChange={(value) => change({ lateAfterDays: Number(value) || 1 })}
          />
          <NumberInput
            label={t('requestPolicy.megabytes')}
            min={1}
            max={20}
            value={policy.files.megabytes}
            onChange={(value) => change({ files: { ...policy.files, megabytes: Number(value) || 1 } })}
          />
          <NumberInput
            label={t('requestPolicy.count')}
            min={1}
            max={20}
            value={policy.files.count}
            onChange={(value) => change({ files: { ...policy.files, count: Number(value) || 1 } })}
          />
          <NumberInput
            label={t('requestPolicy.recordsFrom')}
            min={2000}
            max={2100}
            value={policy.recordsFromYear ?? ''}
            onChange={(value) => change({ recordsFromYear: value === '' ? null : Number(value) })}
          />
        </div>
        <Text size="xs" c="var(--ink-3)" mt="xs">
          {t('requestPolicy.recordsFromHint')}
        </Text>
      </Card>
      <FormTrouble error={set.error} />
      {set.isSuccess && (
        <p className={styles.said} role="status">
          {t('requestPolicy.saved')}
        </p>
      )}
      <div>
        <Button type="submit" loading={set.isPending} data-testid="save-policy">
          {t('requestPolicy.save')}
        </Button>
      </div>
    </form>
  );
}

type Rule = RequestPolicy['corrections'][CorrectionKind];

function CorrectionRule({ rule, onChange }: { rule: Rule; onChange(rule: Rule): void }) {
  const { t } = useTranslation();
  const { within, perMonth, evidence, legalBasis } = rule;
  return (
    <div className={styles.rule}>
      <NumberInput
        label={t('requestPolicy.within')}
        placeholder={t('requestPolicy.withinNone')}
        min={0}
        max={400}
        value={within?.count ?? ''}
        onChange={(value) =>
          onChange({
            ...rule,
            within: value === '' ? null : { count: Number(value), unit: within?.unit ?? 'working_days' },
          })
        }
      />
      <NativeSelect
        aria-label={t('requestPolicy.within')}
        disabled={within === null}
        value={within?.unit ?? 'working_days'}
        data={UNITS.map((unit) => ({ value: unit, label: t(`requestPolicy.${unit}`) }))}
        onChange={(event) => {
          const unit = event.currentTarget.value === 'calendar_days' ? 'calendar_days' : 'working_days';
          if (within) onChange({ ...rule, within: { ...within, unit } });
        }}
      />
      <NumberInput
        label={t('requestPolicy.perMonth')}
        placeholder={t('requestPolicy.perMonthHint')}
        min={0}
        max={100}
        value={perMonth ?? ''}
        onChange={(value) => onChange({ ...rule, perMonth: value === '' ? null : Number(value) })}
      />
      <NativeSelect
        label={t('requestPolicy.evidence')}
        value={evidence}
        data={EVIDENCE.map((each) => ({ value: each, label: t(`requestPolicy.evidences.${each}`) }))}
        onChange={(event) => {
          const chosen = EVIDENCE.find((each) => each === event.currentTarget.value);
          if (chosen) onChange({ ...rule, evidence: chosen });
        }}
      />
      <TextInput
        className={styles.wide ?? ''}
        label={t('requestPolicy.basis')}
        required
        maxLength={300}
        value={legalBasis}
        onChange={(event) => onChange({ ...rule, legalBasis: event.currentTarget.value })}
      />
    </div>
  );
}
