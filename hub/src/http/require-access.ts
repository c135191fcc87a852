import type { Role } from '@hadir/shared/api/session';
import { csrfToken, isSameToken } from '../users/csrf-token.ts';
import { findSession, type SignedIn } from '../users/session-store.ts';
import type { FeatureDependencies } from './api-dependencies.ts';
import type { App } from './app.ts';
import { forbidden, HttpProblem } from './http-problem.ts';

/** Who may call a route: anybody at all, anybody who signed in, or the roles named. */
type Access = 'public' | 'signed-in' | readonly Role[];

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** Also answered to somebody who has not yet changed his one-time password. */
    withOneTimePassword?: boolean;
  }
  interface FastifyRequest {
    /** Set on every route whose access is not public; read it with `signedIn`. */
    user: SignedIn | null;
  }
}

export const SESSION_COOKIE = 'hadir_session';
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Guards every route. A route under /api that does not say who may call it does not start, so that none is open by
 * being forgotten; a call that changes something needs the session's CSRF token beside the cookie.
 */
export function requireAccess(app: App, { database }: Pick<FeatureDependencies, 'database'>): void {
  app.decorateRequest('user', null);
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api') && route.config?.access === undefined) {
      throw new TypeError(`The route ${String(route.method)} ${route.url} does not say who may call it.`);
    }
  });
  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access ?? 'public';
    if (access === 'public') return;
    const token = request.cookies[SESSION_COOKIE];
    const user = token === undefined ? null : await findSession(database.db, token);
    if (token === undefined || user === null) {
      throw new HttpProblem(401, 'not-signed-in', 'Sesi Anda tidak ada atau sudah berakhir. Silakan masuk lagi.');
    }
    if (!READING.has(request.method) && !isSameToken(request.headers['x-csrf-token'], csrfToken(token))) {
      throw new HttpProblem(
        403,
        'csrf-token-missing',
        'Tajuk x-csrf-token tidak ada atau bukan milik sesi ini. Muat ulang halaman lalu coba lagi.',
      );
    }
    if (user.mustChangePassword && request.routeOptions.config.withOneTimePassword !== true) {
      throw new HttpProblem(
        403,
        'password-change-required',
        'Kata sandi Anda masih yang sekali pakai. Ganti dahulu dengan kata sandi sendiri (PUT /api/profile/password).',
      );
    }
    if (access !== 'signed-in' && !access.includes(user.role)) throw forbidden();
    request.user = user;
  });
}

/** @throws TypeError on a public route: that is a mistake in the route, not of the caller. */
export function signedIn(request: { user: SignedIn | null }): SignedIn {
  if (request.user === null) throw new TypeError('This route is public and has no user.');
  return request.user;
}
