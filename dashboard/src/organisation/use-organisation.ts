import type { DutyChange, DutyFile, DutyList } from '@hadir/shared/api/duty';
import type { NewPosting, Postings } from '@hadir/shared/api/organisation';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';

export function useWorkUnits(opd: string | null) {
  const hub = useHub();
  return useQuery({
    queryKey: ['work-units', opd],
    enabled: opd !== null,
    queryFn: async ({ signal }) =>
      (await answerOf(hub.GET('/api/work-units', { params: { query: { opd: opd ?? '' } }, signal }))).workUnits,
  });
}

export function useMembers(opd: string | null) {
  const hub = useHub();
  return useQuery({
    queryKey: ['members', opd],
    enabled: opd !== null,
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/opds/{id}/members', { params: { path: { id: opd ?? '' } }, signal })),
  });
}

export function useAddWorkUnit(opd: string) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; parent: string | null }) =>
      answerOf(hub.POST('/api/work-units', { body: { opd, ...body } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['work-units'] }),
  });
}

export function useChangeWorkUnit() {
  const hub = useHub();
  const queries = useQueryClient();
  const settle = () => {
    for (const key of ['work-units', 'members']) void queries.invalidateQueries({ queryKey: [key] });
  };
  const change = useMutation({
    mutationFn: ({ id, ...body }: { id: string; name: string; parent: string | null }) =>
      answerOf(hub.PUT('/api/work-units/{id}', { params: { path: { id } }, body })),
    onSuccess: settle,
  });
  const remove = useMutation({
    mutationFn: (id: string) => answerOf(hub.DELETE('/api/work-units/{id}', { params: { path: { id } } })),
    onSuccess: settle,
  });
  return { change, remove };
}

export function usePostings(employee: string) {
  const hub = useHub();
  return useQuery({
    queryKey: ['postings', employee],
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/employees/{id}/postings', { params: { path: { id: employee } }, signal })),
  });
}

/** Gives somebody a new posting, or takes one back that should not have been. */
export function useChangePostings(employee: string) {
  const hub = useHub();
  const queries = useQueryClient();
  const settle = (postings: Postings) => {
    queries.setQueryData(['postings', employee], postings);
    for (const key of ['members', 'work-units', 'employees', 'employee-month', 'employee-day'])
      void queries.invalidateQueries({ queryKey: [key] });
  };
  const post = useMutation({
    mutationFn: (body: NewPosting) =>
      answerOf(hub.POST('/api/employees/{id}/postings', { params: { path: { id: employee } }, body })),
    onSuccess: settle,
  });
  const remove = useMutation({
    mutationFn: (from: string) =>
      answerOf(hub.DELETE('/api/employees/{id}/postings/{from}', { params: { path: { id: employee, from } } })),
    onSuccess: settle,
  });
  return { post, remove };
}

export function useDutyList(opd: string | null, month: string) {
  const hub = useHub();
  return useQuery({
    queryKey: ['duty-list', opd, month],
    enabled: opd !== null,
    queryFn: ({ signal }) =>
      answerOf(hub.GET('/api/duty-lists/{opd}/{month}', { params: { path: { opd: opd ?? '', month } }, signal })),
  });
}

export function useChangeDuty() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (changes: readonly DutyChange[]) =>
      answerOf(hub.PUT('/api/duty-lists', { body: { changes: [...changes] } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['duty-list'] }),
  });
}

/** Compares a spreadsheet with the duty list; nothing is stored by that. */
export function useDutyFile({ opd, month }: { opd: string; month: string }) {
  const hub = useHub();
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append('file', file, file.name);
      return answerOf(
        hub.POST('/api/duty-lists/{opd}/{month}/files', {
          params: { path: { opd, month } },
          // The document knows the part by name; the file itself goes into the form.
          body: { file: '' },
          bodySerializer: () => form,
        }),
      ) as Promise<DutyFile>;
    },
  });
}

/** @returns the list as a table that the page takes back: a line for each person, a column for each date. */
export function dutyAsCsv({ month, days, people }: DutyList): string {
  const heading = ['NIP', 'Nama', 'Bulan', ...days.map(({ day }) => String(Number(day.slice(8))))];
  const lines = people.map(({ nip, name, duty, closed }) => [
    // Spreadsheets would take a NIP for a number and lose its last digits.
    `'${nip}`,
    `"${name.replaceAll('"', '""').replace(/^(?=[=+\-@])/, "'")}"`,
    month,
    ...days.map(({ day }) => (closed.includes(day) ? '' : (duty[day] ?? 'L'))),
  ]);
  return `\ufeff${[heading, ...lines].map((line) => line.join(';')).join('\r\n')}\r\n`;
}
