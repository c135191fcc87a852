import { NewCommand, UnitHistory } from '@hadir/shared/api/units';
import { parseUnitId, UNIT_ID_PATTERN, type UnitId } from '@hadir/shared/ids';
import { and, eq, isNull, or } from 'drizzle-orm';
import { Type } from 'typebox';
import type { Database } from '../database/open-database.ts';
import { procedures, unitStatuses, units } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { isOnline } from '../units/is-online.ts';
import { writeAudit } from '../users/write-audit.ts';
import type { CommandSender } from './command-sender.ts';
import { keepCommand } from './keep-command.ts';
import type { SnapshotOutcome, Snapshots } from './snapshots.ts';

const params = Type.Object({ id: Type.String({ pattern: UNIT_ID_PATTERN }) });
const KeptCommand = UnitHistory.properties.commands.items;
/** Aiming a camera takes a few pictures; watching a door by them shall not be possible. */
const SNAPSHOTS_PER_ADDRESS = { max: 30, timeWindow: '1 minute' };

export function registerCommands(
  app: App,
  { database: { db }, now }: FeatureDependencies,
  sender: CommandSender,
  snapshots: Snapshots,
): void {
  app.post(
    '/api/units/:id/commands',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        tags: ['units'],
        description:
          'Keeps an order for a unit until its journal has answered it; it is sent whenever the unit is there.',
        params,
        body: NewCommand,
        response: { 201: KeptCommand, ...problemResponses },
      },
    },
    async (request, reply) => {
      const { id: unit } = request.params;
      const by = signedIn(request).id;
      const order = request.body;
      const at = now();
      await db.transaction(async (tx) => {
        const [found] = await tx.select({ state: units.state }).from(units).where(eq(units.id, unit)).for('key share');
        if (!found) throw notFound('Unit ini');
        if (found.state === 'revoked') throw shutOut();
        if (order.do === 'wipe') await refuseWipeInProcedure(tx, unit);
        const kept = order.do === 'wipe' ? ({ do: 'wipe' } as const) : order;
        await keepCommand(tx, { unit, order: kept, by, now: at });
        await writeAudit(tx, by, 'unit-ordered', unit, { ...order });
      });
      sender.wakeUnits([unit]);
      return reply
        .code(201)
        .send({ number: null, do: order.do, issuedAt: at.toISOString(), state: 'waiting', detail: null });
    },
  );

  app.post(
    '/api/units/:id/snapshot',
    {
      config: { access: ['admin_bkd'], rateLimit: SNAPSHOTS_PER_ADDRESS },
      schema: {
        tags: ['units'],
        description: 'What the camera of a unit sees at this moment, to aim it. It is kept nowhere.',
        params,
        querystring: Type.Object({ maxWidth: Type.Optional(Type.Integer({ minimum: 160, maximum: 1_280 })) }),
        response: {
          200: {
            description: 'A JPEG',
            content: { 'image/jpeg': { schema: Type.Unsafe<Buffer>(Type.String({ format: 'binary' })) } },
          },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const unit = parseUnitId(request.params.id);
      if (unit === null) throw notFound('Unit ini');
      await requireOnline(db, unit, now());
      await writeAudit(db, signedIn(request).id, 'snapshot-asked', unit);
      const outcome = await snapshots.take(unit, request.query.maxWidth ?? 960);
      if (outcome.kind !== 'picture') throw noPicture(outcome);
      return reply.header('cache-control', 'no-store').type('image/jpeg').send(outcome.jpeg);
    },
  );
}

async function refuseWipeInProcedure(tx: Pick<Database['db'], 'select'>, unit: string): Promise<void> {
  const [open] = await tx
    .select({ id: procedures.id })
    .from(procedures)
    .where(and(isNull(procedures.finishedAt), or(eq(procedures.oldUnit, unit), eq(procedures.newUnit, unit))));
  if (open === undefined) return;
  throw new HttpProblem(
    409,
    'procedure-open',
    'Unit ini masih dalam proses lain. Selesaikan atau batalkan proses itu sebelum menghapus isinya.',
    { extra: { procedure: open.id } },
  );
}

async function requireOnline(db: Pick<Database['db'], 'select'>, unit: UnitId, now: Date): Promise<void> {
  const [found] = await db
    .select({ state: units.state, online: unitStatuses.online, at: unitStatuses.at })
    .from(units)
    .leftJoin(unitStatuses, eq(unitStatuses.unit, units.id))
    .where(eq(units.id, unit));
  if (!found) throw notFound('Unit ini');
  if (found.state === 'revoked') throw shutOut();
  if (!isOnline(found.online, found.at, now)) throw notThere();
}

function shutOut(): HttpProblem {
  return new HttpProblem(409, 'unit-revoked', 'Unit ini sudah dicabut dan tidak menerima perintah lagi.');
}

function notThere(): HttpProblem {
  return new HttpProblem(409, 'unit-offline', 'Unit tidak terhubung. Periksa listrik dan jaringannya, lalu coba lagi.');
}

function noPicture({ kind }: Exclude<SnapshotOutcome, { kind: 'picture' }>): HttpProblem {
  if (kind === 'not-there') return notThere();
  if (kind === 'no-picture')
    return new HttpProblem(
      503,
      'no-picture',
      'Kamera unit ini tidak memberi gambar. Periksa kabel dan pengaturan kameranya.',
    );
  return new HttpProblem(
    503,
    'no-answer',
    'Unit tidak mengirim gambar dalam 15 detik. Jaringannya mungkin lambat; coba lagi.',
  );
}
