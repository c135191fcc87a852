import type { Policy } from '@hadir/shared/api/policies';
import type { SchedulesDocument } from '@hadir/shared/api/policies/schedules-policy';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useFormat } from '../format/use-format.ts';
import { usePolicies } from './use-policies.ts';

/** Old drafts that nobody went on with say little about what there will be. */
const MOST_EDITIONS = 8;

/** The schedules to choose from: those in force today, those that come, and those that are still being prepared. */
export function useScheduleCodes(): { value: string; label: string }[] {
  const { t } = useTranslation();
  const format = useFormat();
  const hub = useHub();
  const { data } = usePolicies();
  const editions = (data?.policies ?? [])
    .filter(({ kind, state, inForce, effectiveFrom }) => {
      const comes = state === 'active' && effectiveFrom > (data?.today ?? '');
      return kind === 'schedules' && (inForce || comes || state === 'draft' || state === 'proposed');
    })
    .sort(
      (a, b) => Number(b.inForce) - Number(a.inForce) || Number(b.state === 'active') - Number(a.state === 'active'),
    )
    .slice(0, MOST_EDITIONS);
  const answers = useQueries({
    queries: editions.map(({ id }) => ({
      queryKey: ['policies', id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        answerOf(hub.GET('/api/policies/{id}', { params: { path: { id } }, signal })) as Promise<Policy>,
    })),
  });
  const codes = new Map<string, string>();
  editions.forEach(({ inForce, state, effectiveFrom }, index) => {
    const document = answers[index]?.data?.document as SchedulesDocument | undefined;
    for (const { code, name } of document?.schedules ?? []) {
      if (codes.has(code)) continue;
      if (inForce) codes.set(code, name);
      else if (state === 'active')
        codes.set(code, t('policyForm.comingSchedule', { name, day: format.shortDay(effectiveFrom) }));
      else codes.set(code, t('policyForm.draftSchedule', { name }));
    }
  });
  return [...codes].map(([value, label]) => ({ value, label }));
}
