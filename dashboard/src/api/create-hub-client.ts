import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema.d.ts';

export type HubClient = Client<paths>;

interface HubClientOptions {
  /** Of the session now; null before sign-in. */
  csrfToken(): string | null;
  /** Called when the hub no longer knows the session. */
  onSignedOut(): void;
}

const ANSWER_WITHIN_MS = 15_000;
/** Photos and documents travel over slow lines and are looked at one after the other. */
const UPLOAD_WITHIN_MS = 180_000;
/** The hub itself waits for the unit's picture, over a slow line, up to fifteen seconds. */
const SNAPSHOT_WITHIN_MS = 25_000;

/** The hub's API, typed by its OpenAPI document. Every call ends: with an answer, or after a time limit. */
export function createHubClient({ csrfToken, onSignedOut }: HubClientOptions): HubClient {
  const client = createClient<paths>({
    baseUrl: window.location.origin,
    credentials: 'same-origin',
    fetch: (request) => {
      const limit = /\/(face|file|imports|evidence-files|self-enrolment\/[^/?]+(\/look)?)(\?.*)?$/.test(request.url)
        ? UPLOAD_WITHIN_MS
        : request.url.endsWith('/snapshot')
          ? SNAPSHOT_WITHIN_MS
          : ANSWER_WITHIN_MS;
      return fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(limit)]) });
    },
  });
  client.use({
    onRequest({ request }) {
      const token = csrfToken();
      if (request.method !== 'GET' && token !== null) request.headers.set('x-csrf-token', token);
      return request;
    },
    onResponse({ request, response }) {
      if (response.status === 401 && !request.url.endsWith('/api/session')) onSignedOut();
      return response;
    },
  });
  return client;
}
