import { Problem } from '@hadir/shared/api/problem';

/** Every route may answer with a problem; spread into its `response` schemas. */
export const problemResponses = {
  '4xx': { description: 'RFC 9457', content: { 'application/problem+json': { schema: Problem } } },
  '5xx': { description: 'RFC 9457', content: { 'application/problem+json': { schema: Problem } } },
} as const;
