import type { Account, AccountChange, AccountState, MadeAccount } from '@hadir/shared/api/accounts';
import type { Role } from '@hadir/shared/api/session';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

export interface AccountFilter {
  readonly search: string;
  readonly role: Role | null;
  readonly opd: string | null;
  readonly state: AccountState | null;
  /** From 1. */
  readonly page: number;
}

export const ON_A_PAGE = 25;

export function useAccounts({ search, role, opd, state, page }: AccountFilter) {
  const hub = useHub();
  return useQuery({
    queryKey: ['accounts', search, role, opd, state, page],
    queryFn: ({ signal }) =>
      answerOf(
        hub.GET('/api/users', {
          params: {
            query: {
              ...(search !== '' && { q: search }),
              ...(role !== null && { role }),
              ...(opd !== null && { opd }),
              ...(state !== null && { state }),
              limit: ON_A_PAGE,
              offset: (page - 1) * ON_A_PAGE,
            },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useAccount(id: string) {
  const hub = useHub();
  return useQuery({
    queryKey: ['account', id],
    queryFn: ({ signal }) => answerOf(hub.GET('/api/users/{id}', { params: { path: { id } }, signal })),
  });
}

export function useAccountHistory(id: string) {
  const hub = useHub();
  return useQuery({
    queryKey: ['account-history', id],
    queryFn: async ({ signal }) =>
      (await answerOf(hub.GET('/api/users/{id}/history', { params: { path: { id } }, signal }))).entries,
  });
}

export interface WantedAccount {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly opd: string | null;
  readonly employee: string | null;
}

export function useAddAccount() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    // The password is in this answer alone: it goes to the dialog and into no cache.
    gcTime: 0,
    mutationFn: ({ opd, employee, ...user }: WantedAccount) =>
      answerOf(
        hub.POST('/api/users', {
          body: { ...user, oneTime: true, ...(opd !== null && { opd }), ...(employee !== null && { employee }) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  });
}

export function useChangeAccount(id: string) {
  const hub = useHub();
  const keep = useKeepAccount();
  return useMutation({
    mutationFn: (body: AccountChange) => answerOf(hub.PUT('/api/users/{id}', { params: { path: { id } }, body })),
    onSuccess: keep,
  });
}

export function useSwitchAccount(id: string) {
  const hub = useHub();
  const keep = useKeepAccount();
  return useMutation({
    mutationFn: (active: boolean) =>
      answerOf(hub.PUT('/api/users/{id}/active', { params: { path: { id } }, body: { active } })),
    onSuccess: keep,
  });
}

export function useResetPassword(id: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    gcTime: 0,
    mutationFn: () => answerOf(hub.POST('/api/users/{id}/password', { params: { path: { id } } })),
    onSuccess: () => {
      for (const key of ['account', 'account-history', 'accounts']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

function useKeepAccount() {
  const queries = useQueryClient();
  return (account: Account) => {
    queries.setQueryData(['account', account.id], account);
    for (const key of ['account-history', 'accounts']) void queries.invalidateQueries({ queryKey: [key] });
  };
}

export function useOfficeAccounts(opd: string | null) {
  const hub = useHub();
  return useQuery({
    queryKey: ['office-accounts', opd],
    enabled: opd !== null,
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/opds/{id}/accounts', { params: { path: { id: opd ?? '' } }, signal })),
  });
}

/** @returns what makes the next few sign-ins of an office. */
export function useMakeOfficeAccounts() {
  const hub = useHub();
  return (opd: string, renewBefore: string | null): Promise<{ made: MadeAccount[]; remaining: number }> =>
    answerOf(
      hub.POST('/api/opds/{id}/accounts', {
        params: { path: { id: opd } },
        body: renewBefore === null ? {} : { renewBefore },
      }),
    );
}
