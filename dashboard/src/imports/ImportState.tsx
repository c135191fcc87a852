import type { Import } from '@hadir/shared/api/imports';
import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const COLOURS: Partial<Record<Import['state'], string>> = {
  checked: 'yellow',
  applied: 'teal',
  unreadable: 'red',
  failed: 'red',
  undone: 'gray',
};

export function ImportState({ state }: { state: Import['state'] }) {
  const { t } = useTranslation();
  return (
    <Badge color={COLOURS[state] ?? 'blue'} variant="light" data-testid="import-state" data-state={state}>
      {t(`imports.state.${state}`)}
    </Badge>
  );
}
