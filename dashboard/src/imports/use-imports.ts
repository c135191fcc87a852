import type { Import, ImportKind } from '@hadir/shared/api/imports';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { downloadFile, nameOfFile } from '../reports/download-file.ts';

const IMPORTS = ['imports'];
const BUSY: ReadonlySet<Import['state']> = new Set<Import['state']>([
  'waiting',
  'checking',
  'approved',
  'applying',
  'undo-ordered',
  'undoing',
]);

export function isBusy({ state }: Pick<Import, 'state'>): boolean {
  return BUSY.has(state);
}

export function useImports() {
  const hub = useHub();
  return useQuery({
    queryKey: IMPORTS,
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/imports', { signal }))).imports as Import[],
    refetchInterval: ({ state: { data } }) => (data?.some(isBusy) ? 1_500 : 30_000),
  });
}

/** One import, followed closely while the hub works on it. */
export function useImport(id: string) {
  const hub = useHub();
  return useQuery({
    queryKey: [...IMPORTS, id],
    queryFn: async ({ signal }) =>
      (await answerOf(hub.GET('/api/imports/{id}', { params: { path: { id } }, signal }))) as Import,
    refetchInterval: ({ state: { data } }) => (data && !isBusy(data) ? false : 800),
  });
}

export function useUpload(onStored: (id: string) => void) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, file }: { kind: ImportKind; file: File }) => {
      const form = new FormData();
      form.append('file', file, file.name);
      return answerOf(
        hub.POST('/api/imports', {
          params: { query: { kind } },
          // The document knows the part by name; the file itself goes into the form.
          body: { file: '' },
          bodySerializer: () => form,
        }),
      );
    },
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: IMPORTS });
      onStored(id);
    },
  });
}

export function useTemplate() {
  const hub = useHub();
  return useMutation({
    mutationFn: async (kind: ImportKind) => {
      const call = hub.GET('/api/import-templates/{kind}', { params: { path: { kind } }, parseAs: 'blob' });
      const bytes = (await answerOf(call)) as unknown as Blob;
      downloadFile(bytes, nameOfFile((await call).response, `templat-${kind}.xlsx`));
    },
  });
}

/** Every bad cell of a file, to be put right beside it. */
export function useProblems() {
  const hub = useHub();
  return useMutation({
    mutationFn: async (id: string) => {
      const call = hub.GET('/api/imports/{id}/problems', { params: { path: { id } }, parseAs: 'blob' });
      downloadFile((await answerOf(call)) as unknown as Blob, 'baris-bermasalah.csv');
    },
  });
}

/** What to do with an import: apply, undo or discard it. */
export function useDecideImport(id: string) {
  const hub = useHub();
  const queries = useQueryClient();
  const path = { params: { path: { id } } };
  const settle = (changed: unknown) => {
    queries.setQueryData([...IMPORTS, id], changed);
    void queries.invalidateQueries({ queryKey: IMPORTS });
  };
  const apply = useMutation({
    mutationFn: (skipBad: boolean) => answerOf(hub.POST('/api/imports/{id}/apply', { ...path, body: { skipBad } })),
    onSuccess: settle,
  });
  const undo = useMutation({
    mutationFn: () => answerOf(hub.POST('/api/imports/{id}/undo', path)),
    onSuccess: settle,
  });
  const discard = useMutation({
    mutationFn: () => answerOf(hub.DELETE('/api/imports/{id}', path)),
    onSuccess: () => queries.invalidateQueries({ queryKey: IMPORTS }),
  });
  return { apply, undo, discard };
}
