import type { EnrolmentImport } from '@hadir/shared/api/enrolment';
import type { Problem } from '@hadir/shared/api/problem';
import { ApiProblem } from '../api/api-problem.ts';
import { HubUnreachable } from '../api/hub-unreachable.ts';

/**
 * Sends an archive and tells how much of it is on its way, which `fetch` cannot.
 * @param onProgress shares, 0..1. @throws ApiProblem or HubUnreachable
 */
export function uploadArchive(
  archive: File,
  csrfToken: string,
  onProgress: (share: number) => void,
): Promise<EnrolmentImport> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('archive', archive, archive.name);
    const request = new XMLHttpRequest();
    request.open('POST', '/api/enrolment-imports');
    request.setRequestHeader('x-csrf-token', csrfToken);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new HubUnreachable(new Error('The upload did not arrive.')));
    request.onload = () => {
      const body: unknown = request.response;
      if (request.status === 201) resolve(body as EnrolmentImport);
      else if (typeof body === 'object' && body !== null && 'code' in body) reject(new ApiProblem(body as Problem));
      else reject(new HubUnreachable(new Error(`HTTP ${request.status} without a problem document`)));
    };
    request.send(form);
  });
}
