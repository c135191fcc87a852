import { PASSWORD_LENGTH } from '@hadir/shared/api/account-limits';
import { PasswordChange, Profile } from '@hadir/shared/api/accounts';
import { Uuid } from '@hadir/shared/api/people';
import { eq } from 'drizzle-orm';
import { Type } from 'typebox';
import { employees, users } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { changePassword } from './change-password.ts';
import { endSessions } from './end-sessions.ts';
import { judgePassword, type PasswordFault } from './judge-password.ts';
import { verifyPassword } from './password.ts';
import { readProfile } from './read-profile.ts';
import { writeAudit } from './write-audit.ts';

/** Wrong old passwords of one user: a browser left open must not become a way to find the password. */
const FAILURES_PER_USER = { max: 10, timeWindow: '5 minutes' };

const FAULTS: Record<PasswordFault, string> = {
  'too-short': `Paling sedikit ${PASSWORD_LENGTH.min} karakter. Beberapa kata yang tidak berhubungan paling mudah diingat, misalnya empat benda di rumah Anda.`,
  'too-long': `Paling banyak ${PASSWORD_LENGTH.max} karakter.`,
  'digits-only': 'Jangan hanya angka: tanggal, nomor telepon, dan NIP mudah ditebak. Tambahkan kata.',
  'too-simple': 'Terlalu mudah ditebak: huruf berulang atau urutan papan ketik. Pilih yang lain.',
  'too-common':
    'Terlalu umum: kata seperti ini dicoba lebih dahulu oleh penebak. Pilih kata-kata yang tidak lazim bersama.',
  'about-you': 'Jangan memakai nama, NIP, atau tanggal lahir Anda. Pilih yang tidak diketahui orang lain.',
};

export function registerProfile(app: App, { database: { db } }: FeatureDependencies): void {
  const failures = app.createRateLimit({
    ...FAILURES_PER_USER,
    keyGenerator: (request) => `old-password:${signedIn(request).id}`,
  });

  app.get(
    '/api/profile',
    {
      config: { access: 'signed-in' },
      schema: { tags: ['profile'], response: { 200: Profile, ...problemResponses } },
    },
    async (request) => readProfile(db, signedIn(request)),
  );

  app.put(
    '/api/profile/password',
    {
      config: { access: 'signed-in', withOneTimePassword: true },
      bodyLimit: 4_096,
      schema: {
        tags: ['profile'],
        description: 'The other sessions of the user end.',
        body: PasswordChange,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      const user = signedIn(request);
      const { current, next } = request.body;
      const before = await failures(request, { increment: false });
      if (!before.isAllowed && before.remaining <= 0) throw tooManyFailures(before.ttlInSeconds);
      const [known] = await db
        .select({ passwordHash: users.passwordHash, nip: employees.nip })
        .from(users)
        .leftJoin(employees, eq(employees.id, users.employee))
        .where(eq(users.id, user.id));
      if (!known || !(await verifyPassword(known.passwordHash, current))) {
        await failures(request);
        throw fieldProblem('wrong-password', 'current', 'Kata sandi lama belum benar.');
      }
      if (current === next)
        throw fieldProblem('same-password', 'next', 'Sama dengan kata sandi lama. Pilih yang lain.');
      const fault = judgePassword(next, { ...user, nip: known.nip });
      if (fault !== null) throw fieldProblem(`password-${fault}`, 'next', FAULTS[fault]);
      if (!(await changePassword(db, user, known.passwordHash, next)))
        throw new HttpProblem(
          409,
          'password-changed-meanwhile',
          'Kata sandi akun ini baru saja diganti dari tempat lain. Masuklah lagi.',
        );
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/profile/sessions',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['profile'],
        description: 'Ends all sessions of the user but this one.',
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id, session } = signedIn(request);
      await db.transaction(async (tx) => {
        const ended = await endSessions(tx, id, { but: session });
        if (ended > 0) await writeAudit(tx, id, 'sessions-ended', id, { ended });
      });
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/profile/sessions/:id',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['profile'],
        params: Type.Object({ id: Uuid }),
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id } = signedIn(request);
      await db.transaction(async (tx) => {
        const ended = await endSessions(tx, id, { only: request.params.id });
        if (ended === 0) throw notFound('Sesi ini');
        await writeAudit(tx, id, 'sessions-ended', id, { ended });
      });
      return reply.code(204).send(null);
    },
  );
}

function tooManyFailures(seconds: number): HttpProblem {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return new HttpProblem(
    429,
    'too-many-attempts',
    `Terlalu banyak kata sandi lama yang salah. Coba lagi dalam ${minutes} menit.`,
    { retryAfter: seconds },
  );
}
