import type { Target } from '@hadir/shared/api/policies/policy-terms';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { useOpds } from '../units/use-units.ts';

/** @returns what people call the target that stands in a path as JSON; null for any other name. */
export function useTargetWords(): (name: string) => string | null {
  const { t } = useTranslation();
  const hub = useHub();
  const opds = useOpds();
  const units = useQuery({
    queryKey: ['work-units', 'all'],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/work-units', { signal })),
  });
  return (name) => {
    if (!name.startsWith('{"')) return null;
    const target = JSON.parse(name) as Target;
    switch (target.kind) {
      case 'everybody':
        return t('policies.form.everybody');
      case 'opd':
        return opds.data?.find(({ id }) => id === target.opd)?.name ?? t('policies.form.opd');
      case 'work_unit':
        return units.data?.workUnits?.find(({ id }) => id === target.workUnit)?.name ?? t('policies.form.work_unit');
      case 'employee':
        return `${t('policies.form.employee')} ${target.employee.slice(0, 8)}`;
    }
  };
}
