import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem } from '../http/http-problem.ts';
import { SESSION_COOKIE, signedIn } from '../http/require-access.ts';
import { seenBy } from '../users/scope.ts';
import { findSession } from '../users/session-store.ts';
import { EventStream } from './event-stream.ts';
import type { LiveFeed } from './live-feed.ts';

const MOST_STREAMS_PER_USER = 20;
const MOST_STREAMS = 5_000;
/** A stream does not outlive its session by more than this. */
const CHECK_SESSION_MS = 60_000;

export function registerLive(app: App, { database, log }: FeatureDependencies, feed: LiveFeed): void {
  app.addHook('preClose', async () => feed.endStreams());

  app.get(
    '/api/live',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['live'],
        description:
          'Server-sent events: `hello` {at}; `arrival` (Arrival; its id is the event’s id); `unit` {unit, online, lastSeen}; `reset` {at}: too much was missed, read the page again.',
        produces: ['text/event-stream'],
        querystring: Type.Object({
          since: Type.Optional(Type.String({ pattern: '^\\d{1,18}$', description: 'instead of Last-Event-ID' })),
        }),
      },
    },
    async (request, reply) => {
      const user = signedIn(request);
      const scope = seenBy(user);
      const since = readSince(request.headers['last-event-id'] ?? request.query.since);
      if (feed.openStreams(user.id) >= MOST_STREAMS_PER_USER || feed.openStreams() >= MOST_STREAMS) {
        throw new HttpProblem(
          429,
          'too-many-streams',
          'Terlalu banyak halaman langsung yang terbuka. Tutup sebagian.',
          {
            retryAfter: 30,
          },
        );
      }
      reply.hijack();
      const headers = reply.getHeaders();
      reply.raw.writeHead(200, {
        ...(headers as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // A reverse proxy must not wait for a full buffer.
        'x-accel-buffering': 'no',
      });
      const stream = new EventStream(reply.raw, user.id, scope, (unread) =>
        log.info({ user: user.username, unread }, 'a live stream was dropped because its reader is too slow'),
      );
      const token = request.cookies[SESSION_COOKIE] ?? '';
      const check = setInterval(() => {
        findSession(database.db, token).then(
          (session) => session ?? stream.end(),
          () => undefined,
        );
      }, CHECK_SESSION_MS).unref();
      reply.raw.on('error', () => undefined);
      reply.raw.on('close', () => {
        clearInterval(check);
        feed.leave(stream);
      });
      await feed.join(stream, since).catch((error: unknown) => {
        log.warn({ err: error }, 'a live stream could not be started; its reader will come back');
        feed.leave(stream);
        reply.raw.destroy();
      });
    },
  );
}

function readSince(text: string | string[] | undefined): bigint | null {
  if (text === undefined || text === '') return null;
  if (typeof text !== 'string' || !/^\d{1,18}$/.test(text)) {
    throw fieldProblem(
      'invalid-event-id',
      'last-event-id',
      'Last-Event-ID harus nomor peristiwa terakhir yang diterima.',
    );
  }
  return BigInt(text);
}
