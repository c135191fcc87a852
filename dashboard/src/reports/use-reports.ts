import type { NewReportJob, ReportFormat, ReportJob, ReportTable } from '@hadir/shared/api/reports';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf } from '../api/answer-of.ts';
import { useHub } from '../api/hub-context.ts';
import { downloadFile, nameOfFile } from './download-file.ts';
import { queryOf, type ReportChoice } from './report-choice.ts';

export function useReport(choice: ReportChoice, enabled: boolean) {
  const hub = useHub();
  const query = queryOf(choice);
  return useQuery({
    queryKey: ['report', choice.kind, query],
    enabled,
    queryFn: async ({ signal }): Promise<ReportTable> =>
      (await answerOf(
        hub.GET('/api/reports/{kind}', { params: { path: { kind: choice.kind }, query }, signal }),
      )) as ReportTable,
  });
}

export function useDownloadReport(choice: ReportChoice) {
  const hub = useHub();
  return useMutation({
    mutationFn: async (format: ReportFormat) => {
      const call = hub.GET('/api/reports/{kind}/file', {
        params: { path: { kind: choice.kind }, query: { ...queryOf(choice), format } },
        parseAs: 'blob',
      });
      const bytes = (await answerOf(call)) as unknown as Blob;
      downloadFile(bytes, nameOfFile((await call).response, `${choice.kind}.${format}`));
    },
  });
}

/** Those for whom the reader answers. @param enabled whether he can have any */
export function useReportStaff(enabled: boolean) {
  const hub = useHub();
  return useQuery({
    queryKey: ['report-staff'],
    enabled,
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/report-staff', { signal }))).staff,
  });
}

const JOBS = ['report-jobs'];
const isUnderWay = ({ state }: ReportJob) => state === 'waiting' || state === 'running';

export function useReportJobs() {
  const hub = useHub();
  return useQuery({
    queryKey: JOBS,
    queryFn: async ({ signal }) => (await answerOf(hub.GET('/api/report-jobs', { signal }))).jobs as ReportJob[],
    refetchInterval: ({ state: { data } }) => (data?.some(isUnderWay) ? 1_500 : 30_000),
  });
}

export function useOrderReport() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewReportJob) => answerOf(hub.POST('/api/report-jobs', { body })),
    onSettled: () => queries.invalidateQueries({ queryKey: JOBS }),
  });
}

export function useCancelReport() {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(hub.DELETE('/api/report-jobs/{id}', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: JOBS }),
  });
}
