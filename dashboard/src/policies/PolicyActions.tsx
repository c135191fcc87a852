import type { Policy } from '@hadir/shared/api/policies';
import { Alert, Button, Checkbox, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { Card } from '../look/Card.tsx';
import { FormTrouble } from '../look/FormTrouble.tsx';
import { pathWords } from './field-words.ts';
import { PolicyMark } from './PolicyMark.tsx';
import styles from './policies.module.css';
import { usePolicyStep } from './use-policies.ts';

/** The next step of an edition, with what speaks against it. */
export function PolicyActions({ policy, unsaved }: { policy: Policy; unsaved: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const step = usePolicyStep(policy.id);
  const [asking, setAsking] = useState<'activate' | 'withdraw' | null>(null);
  const [accepted, setAccepted] = useState(false);
  const [reason, setReason] = useState('');
  const { state, problems, gaps, withdrawalAsked } = policy;
  if (state === 'withdrawn') return null;
  const close = () => setAsking(null);
  const needsOther = state === 'active' && !policy.mayWithdraw;
  const withdrawWord = t(
    withdrawalAsked !== null ? 'policyWithdrawal.agree' : needsOther ? 'policyWithdrawal.ask' : 'policies.withdraw',
  );
  const list = (entries: Policy['problems']) => (
    <ul className={styles.problems}>
      {entries.map(({ field, problem }) => (
        <li key={`${field} ${problem}`}>
          {field === '' ? '' : `${pathWords(t, field, policy)}: `}
          {problem}
        </li>
      ))}
    </ul>
  );
  return (
    <Card title={t(`policies.state.${state}`)} note={<PolicyMark policy={policy} />}>
      <Stack gap="sm">
        {asking === null && <FormTrouble error={step.error} />}
        {problems.length > 0 && (
          <Alert color="red" title={t('policies.problems')} data-testid="policy-problems">
            {list(problems)}
          </Alert>
        )}
        {gaps.length > 0 && state !== 'active' && (
          <Alert color="yellow" title={t('policies.gaps')} data-testid="policy-gaps">
            {list(gaps)}
          </Alert>
        )}
        {state === 'draft' && (
          <>
            <p className={styles.quiet}>{t(unsaved ? 'policies.unsaved' : 'policies.proposeHelp')}</p>
            <Button
              disabled={unsaved || problems.length > 0}
              loading={step.isPending && asking === null}
              onClick={() => step.mutate({ kind: 'propose' })}
              data-testid="propose"
            >
              {t('policies.propose')}
            </Button>
          </>
        )}
        {state === 'proposed' && !policy.mayActivate && <Alert color="yellow">{t('policies.secondPerson')}</Alert>}
        {state === 'proposed' && policy.mayActivate && (
          <Button onClick={() => setAsking('activate')} data-testid="activate">
            {t('policies.activate')}
          </Button>
        )}
        {withdrawalAsked !== null && (
          <Alert color="yellow" title={t('policyWithdrawal.asked')} data-testid="withdrawal-asked">
            {t('policyWithdrawal.askedBy', { name: withdrawalAsked.by ?? '–', reason: withdrawalAsked.reason })}
          </Alert>
        )}
        {withdrawalAsked !== null && (
          <Button
            variant="default"
            loading={step.isPending && asking === null}
            onClick={() => step.mutate({ kind: 'keep' })}
            data-testid="keep"
          >
            {t(policy.mayWithdraw ? 'policyWithdrawal.keep' : 'policyWithdrawal.takeBack')}
          </Button>
        )}
        {(withdrawalAsked === null || policy.mayWithdraw) && (
          <Button variant="default" onClick={() => setAsking('withdraw')} data-testid="withdraw">
            {withdrawWord}
          </Button>
        )}
      </Stack>
      <Modal
        opened={asking === 'activate'}
        onClose={close}
        title={t('policies.activateTitle', { kind: t(`policies.kind.${policy.kind}`) })}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <Stack>
          <FormTrouble error={step.error} />
          <p className={styles.quiet}>{t('policies.activateDetail', { day: format.day(policy.effectiveFrom) })}</p>
          {gaps.length > 0 && (
            <>
              {list(gaps)}
              <Checkbox
                data-testid="accept-gaps"
                label={t('policies.acceptGaps')}
                checked={accepted}
                onChange={(event) => setAccepted(event.currentTarget.checked)}
              />
            </>
          )}
          <Button
            disabled={gaps.length > 0 && !accepted}
            loading={step.isPending}
            data-testid="activate-sure"
            onClick={() => step.mutate({ kind: 'activate', acceptGaps: accepted }, { onSuccess: close })}
          >
            {t('policies.activate')}
          </Button>
        </Stack>
      </Modal>
      <Modal
        opened={asking === 'withdraw'}
        onClose={close}
        title={t('policies.withdrawTitle')}
        closeButtonProps={{ 'aria-label': t('dialog.close') }}
      >
        <Stack>
          <FormTrouble error={step.error} />
          <p className={styles.quiet}>{t(state === 'active' ? 'policies.withdrawActive' : 'policies.withdrawDraft')}</p>
          {needsOther && <p className={styles.quiet}>{t('policyWithdrawal.askDetail')}</p>}
          <Textarea
            label={t('policies.withdrawReason')}
            required
            maxLength={500}
            rows={3}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button
            color="red"
            disabled={reason.trim().length < 3}
            loading={step.isPending}
            data-testid="withdraw-sure"
            onClick={() => step.mutate({ kind: 'withdraw', reason: reason.trim() }, { onSuccess: close })}
          >
            {withdrawWord}
          </Button>
        </Stack>
      </Modal>
    </Card>
  );
}
