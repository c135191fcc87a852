import { useSearchParams } from 'react-router';
import { useSession } from '../session/session-context.ts';
import { useOpds } from '../units/use-units.ts';

/** The office that a page is about: one's own for those who have one, else the one in the address, else the first. */
export function useChosenOpd() {
  const { user } = useSession();
  const opds = useOpds();
  const [query, setQuery] = useSearchParams();
  const own = user.role === 'opd_head' || user.role === 'opd_operator' ? user.opd : null;
  const opd = own ?? query.get('opd') ?? opds.data?.[0]?.id ?? null;
  const choices = (opds.data ?? []).filter(({ id }) => own === null || id === own);
  const choose = (id: string | null) => {
    if (id !== null) setQuery({ opd: id });
  };
  return { opd, choose, choices };
}
