import { useSearchParams } from 'react-router';
import { ROLES, STATES } from './roles.ts';
import type { AccountFilter } from './use-accounts.ts';

const NAMES = { search: 'q', role: 'peran', opd: 'opd', state: 'keadaan', page: 'hal' } as const;

/** What the list shows, kept in the address: whoever comes back from an account finds the list as he left it. */
export function useAccountFilter() {
  const [query, setQuery] = useSearchParams();
  const chosen: AccountFilter = {
    search: query.get(NAMES.search) ?? '',
    role: ROLES.find((role) => role === query.get(NAMES.role)) ?? null,
    opd: query.get(NAMES.opd),
    state: STATES.find((state) => state === query.get(NAMES.state)) ?? null,
    page: Math.max(1, Math.trunc(Number(query.get(NAMES.page))) || 1),
  };
  const choose = (part: Partial<AccountFilter>) =>
    setQuery(
      () => {
        const next = { ...chosen, page: 1, ...part };
        const entries = Object.entries(NAMES).flatMap(([field, name]): [string, string][] => {
          const value = next[field as keyof AccountFilter];
          return value === null || value === '' || value === 1 ? [] : [[name, String(value)]];
        });
        return new URLSearchParams(entries);
      },
      { replace: true },
    );
  return { chosen, choose };
}
