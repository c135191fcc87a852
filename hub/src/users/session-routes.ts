import { ONE_TIME_DAYS } from '@hadir/shared/api/account-limits';
import { Session, SignIn } from '@hadir/shared/api/session';
import { and, eq, sql } from 'drizzle-orm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { users } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { HttpProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { SESSION_COOKIE, signedIn } from '../http/require-access.ts';
import { csrfToken } from './csrf-token.ts';
import { verifyPassword } from './password.ts';
import { closeSession, findSession, openSession, SESSION_HOURS, type SignedIn } from './session-store.ts';
import { writeAudit } from './write-audit.ts';

/** A whole office may sign in from one address at the same hour, so only what is wrong counts there; and what costs time. */
const FAILURES_PER_ADDRESS = { max: 30, timeWindow: '1 minute' };
const SIGN_INS_PER_ADDRESS = { max: 120, timeWindow: '1 minute' };
/** Wrong passwords for one name, from wherever they come. */
const FAILURES_PER_NAME = { max: 10, timeWindow: '5 minutes' };

const isExpired = sql<boolean>`${users.mustChangePassword} AND ${users.passwordSetAt} < now() - interval '${sql.raw(String(ONE_TIME_DAYS))} days'`;
const INACTIVE = 'Akun ini dinonaktifkan. Bila Anda masih memerlukannya, hubungi BKD.';
const EXPIRED = `Kata sandi sekali pakai ini sudah lebih dari ${ONE_TIME_DAYS} hari dan tidak berlaku lagi. Mintalah yang baru kepada BKD.`;

export function registerSession(app: App, { database: { db }, config }: FeatureDependencies): void {
  const nameLimit = app.createRateLimit({ ...FAILURES_PER_NAME, keyGenerator: (request) => `name:${nameIn(request)}` });
  const addressLimit = app.createRateLimit({
    ...FAILURES_PER_ADDRESS,
    keyGenerator: (request) => `failures:${request.ip}`,
  });

  app.post(
    '/api/session',
    {
      config: { access: 'public', rateLimit: SIGN_INS_PER_ADDRESS },
      bodyLimit: 4_096,
      schema: { tags: ['session'], body: SignIn, response: { 200: Session, ...problemResponses } },
    },
    async (request, reply) => {
      const ofName = await nameLimit(request, { increment: false });
      if (!ofName.isAllowed && ofName.remaining <= 0) throw tooManyFailures('nama', ofName.ttlInSeconds);
      const ofAddress = await addressLimit(request, { increment: false });
      if (!ofAddress.isAllowed && ofAddress.remaining <= 0) throw tooManyFailures('alamat', ofAddress.ttlInSeconds);
      const [user] = await db
        .select({
          id: users.id,
          passwordHash: users.passwordHash,
          active: users.active,
          expired: isExpired,
        })
        .from(users)
        .where(eq(users.username, nameIn(request)));
      const known = await verifyPassword(user?.passwordHash ?? null, request.body.password);
      if (!known || !user) {
        await nameLimit(request);
        await addressLimit(request);
        request.log.info({ address: request.ip }, 'a sign-in was refused: wrong name or password');
        throw wrongCredentials();
      }
      // Only who knows the password learns that the account exists.
      if (!user.active) throw new HttpProblem(403, 'account-inactive', INACTIVE);
      if (user.expired) throw new HttpProblem(403, 'password-expired', EXPIRED);
      const token = await db.transaction(async (tx) => {
        // Somebody may have deactivated the account, or replaced its password, since it was read.
        const [same] = await tx
          .update(users)
          .set({ lastSignInAt: sql`now()` })
          .where(and(eq(users.id, user.id), eq(users.active, true), eq(users.passwordHash, user.passwordHash)))
          .returning({ id: users.id });
        if (!same) throw wrongCredentials();
        const place = { address: request.ip, device: request.headers['user-agent'] };
        const opened = await openSession(tx, user.id, place);
        await writeAudit(tx, user.id, 'signed-in', user.id, { address: request.ip });
        return opened;
      });
      const session = await findSession(db, token);
      if (!session) throw wrongCredentials();
      setCookie(request, reply, token);
      return answer(session, token);
    },
  );

  app.get(
    '/api/session',
    {
      config: { access: 'signed-in', withOneTimePassword: true },
      schema: { tags: ['session'], response: { 200: Session, ...problemResponses } },
    },
    async (request, reply) => {
      const token = request.cookies[SESSION_COOKIE] as string;
      setCookie(request, reply, token);
      return answer(signedIn(request), token);
    },
  );

  app.delete(
    '/api/session',
    {
      config: { access: 'signed-in', withOneTimePassword: true },
      schema: { tags: ['session'], response: { 204: Type.Null(), ...problemResponses } },
    },
    async (request, reply) => {
      await closeSession(db, request.cookies[SESSION_COOKIE] as string);
      await writeAudit(db, signedIn(request).id, 'signed-out', signedIn(request).id);
      reply.clearCookie(SESSION_COOKIE, { path: '/' });
      return reply.code(204).send(null);
    },
  );

  function answer({ id, username, name, role, opd, employee, mustChangePassword }: SignedIn, token: string): Session {
    return {
      user: { id, username, name, role, opd, employee },
      csrfToken: csrfToken(token),
      region: config.region,
      ...(mustChangePassword && { mustChangePassword }),
    };
  }
}

function setCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    maxAge: SESSION_HOURS * 3600,
  });
}

/** Somebody whose user name is his NIP may write it as it is printed, with spaces and dots. */
function nameIn(request: { body: unknown }): string {
  const name = (request.body as { username: string }).username.trim().toLowerCase();
  const digits = name.replace(/[\s.]/g, '');
  return /^\d{18}$/.test(digits) ? digits : name;
}

function wrongCredentials(): HttpProblem {
  return new HttpProblem(401, 'wrong-credentials', 'Nama pengguna atau kata sandi salah.');
}

function tooManyFailures(of: 'nama' | 'alamat', seconds: number): HttpProblem {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return new HttpProblem(
    429,
    'too-many-attempts',
    `Terlalu banyak kata sandi salah untuk ${of} ini. Coba lagi dalam ${minutes} menit.`,
    { retryAfter: seconds },
  );
}
