import type { Problem } from '@hadir/shared/api/problem';
import type { Session } from '@hadir/shared/api/session';
import { createParser } from 'eventsource-parser';

class HubProblem extends Error {
  readonly problem: Problem;
  constructor(call: string, problem: Problem) {
    super(`${call}: ${problem.status} ${problem.code}: ${problem.detail}`);
    this.problem = problem;
  }
}

interface LiveEvent {
  event: string;
  id: string;
  data: unknown;
  receivedAt: number;
}

/** A signed-in user of the hub's HTTP interface, as a program sees it. */
export interface HubClient {
  readonly session: Session;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  upload<T>(path: string, files: { name: string; bytes: Uint8Array }[]): Promise<T>;
  /** Listens to the live feed until the signal ends it. */
  live(onEvent: (event: LiveEvent) => void, signal: AbortSignal, lastEventId?: string): Promise<void>;
}

export async function signIn(base: string, username: string, password: string): Promise<HubClient> {
  const answer = await fetch(`${base}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  const session = await read<Session>('POST /api/session', answer);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const change = { cookie, 'x-csrf-token': session.csrfToken };
  const send = async <T>(method: 'POST' | 'PUT', path: string, body: unknown) =>
    read<T>(
      `${method} ${path}`,
      await fetch(base + path, {
        method,
        headers: { ...change, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  return {
    session,
    get: async (path) => read(`GET ${path}`, await fetch(base + path, { headers: { cookie } })),
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    upload: async (path, files) => {
      const form = new FormData();
      for (const file of files)
        form.append('photo', new Blob([new Uint8Array(file.bytes)], { type: 'image/jpeg' }), file.name);
      return read(`POST ${path}`, await fetch(base + path, { method: 'POST', headers: change, body: form }));
    },
    live: async (onEvent, signal, lastEventId) => {
      const headers: Record<string, string> = { cookie, accept: 'text/event-stream' };
      if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
      const stream = await fetch(`${base}/api/live`, { headers, signal });
      if (!stream.ok || stream.body === null) throw new Error(`GET /api/live: ${stream.status}`);
      const parser = createParser({
        onEvent: (event) =>
          onEvent({
            event: event.event ?? 'message',
            id: event.id ?? '',
            data: JSON.parse(event.data),
            receivedAt: Date.now(),
          }),
      });
      const decoder = new TextDecoder();
      try {
        for await (const chunk of stream.body) parser.feed(decoder.decode(chunk, { stream: true }));
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}

async function read<T>(call: string, answer: Response): Promise<T> {
  const text = await answer.text();
  if (answer.ok) return (text === '' ? null : JSON.parse(text)) as T;
  if (answer.headers.get('content-type')?.includes('problem+json')) throw new HubProblem(call, JSON.parse(text));
  throw new Error(`${call}: ${answer.status} ${text.slice(0, 300)}`);
}
