import { CarriedIn, Journal, Unit, UnitHistory, Units } from '@hadir/shared/api/units';
import { UNIT_ID_PATTERN } from '@hadir/shared/ids';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { seenBy } from '../users/scope.ts';
import { writeAudit } from '../users/write-audit.ts';
import { carryInJournal } from './carry-in-journal.ts';
import { readHistory } from './read-history.ts';
import { readJournal } from './read-journal.ts';
import { listUnits } from './unit-store.ts';

/** A year of a quiet door; more comes in several pieces. */
const MOST_CARRIED_BYTES = 32 * 1_048_576;

export function registerUnits(app: App, { database: { db, sql }, now }: FeatureDependencies): void {
  app.get(
    '/api/units',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head'] },
      schema: {
        tags: ['units'],
        description: 'Units by office and door, also those that serve no door now. Revoked ones only when asked for.',
        querystring: Type.Object({
          q: Type.Optional(
            Type.String({ maxLength: 100, description: 'part of the unit id, the door or the office, in any case' }),
          ),
          state: Type.Optional(
            Type.Union([
              Type.Literal('active'),
              Type.Literal('quarantined'),
              Type.Literal('revoked'),
              Type.Literal('all'),
            ]),
          ),
        }),
        response: { 200: Units, ...problemResponses },
      },
    },
    async (request) => {
      const at = now();
      const { opd } = seenBy(signedIn(request));
      const { q, state = 'in-use' } = request.query;
      return { at: at.toISOString(), units: await listUnits(db, { opd, search: q?.trim(), state }, at) };
    },
  );

  app.get(
    '/api/units/:id',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head'] },
      schema: {
        tags: ['units'],
        params: Type.Object({ id: Type.String({ pattern: UNIT_ID_PATTERN }) }),
        response: { 200: Unit, ...problemResponses },
      },
    },
    async (request) => {
      const { opd } = seenBy(signedIn(request));
      const [unit] = await listUnits(db, { unit: request.params.id, opd, state: 'all' }, now());
      if (!unit) throw notFound('Unit ini');
      return unit;
    },
  );

  app.get(
    '/api/units/:id/history',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head'] },
      schema: {
        tags: ['units'],
        description: 'Bindings, certificates, commands, releases and hardware of a unit through time, newest first.',
        params: Type.Object({ id: Type.String({ pattern: UNIT_ID_PATTERN }) }),
        response: { 200: UnitHistory, ...problemResponses },
      },
    },
    async (request) => {
      const { opd } = seenBy(signedIn(request));
      const { id } = request.params;
      const [unit] = await listUnits(db, { unit: id, opd, state: 'all' }, now());
      if (!unit) throw notFound('Unit ini');
      return readHistory(db, id, now());
    },
  );

  app.get(
    '/api/units/:id/journal',
    {
      config: { access: ['admin_bkd', 'leader', 'opd_head'] },
      schema: {
        tags: ['units'],
        description: 'Entries of one binding in order, exactly as the unit signed them.',
        params: Type.Object({ id: Type.String({ pattern: UNIT_ID_PATTERN }) }),
        querystring: Type.Object({
          binding: Type.Integer({ minimum: 1 }),
          after: Type.Optional(Type.Integer({ minimum: 0, description: 'number of the last entry already read' })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
        }),
        response: { 200: Journal, ...problemResponses },
      },
    },
    async (request) => {
      const { opd } = seenBy(signedIn(request));
      const { id } = request.params;
      const [unit] = await listUnits(db, { unit: id, opd, state: 'all' }, now());
      if (!unit) throw notFound('Unit ini');
      const { binding, after = 0, limit = 500 } = request.query;
      return { entries: await readJournal(db, { unit: id, binding, after, limit }) };
    },
  );

  app.post(
    '/api/units/:id/journal',
    {
      bodyLimit: MOST_CARRIED_BYTES,
      config: { access: ['admin_bkd'] },
      schema: {
        tags: ['units'],
        description:
          'Entries taken from the card of a unit that cannot deliver them any more: compact JWS, one a line, oldest first. Those of a unit that was shut out wait in quarantine.',
        consumes: ['text/plain'],
        params: Type.Object({ id: Type.String({ pattern: UNIT_ID_PATTERN }) }),
        body: Type.String({ minLength: 1 }),
        response: { 200: CarriedIn, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      const [unit] = await listUnits(db, { unit: id, state: 'all' }, now());
      if (!unit) throw notFound('Unit ini');
      const carried = await carryInJournal(sql, id, request.body);
      const { entries, stored, early } = carried;
      const detail = { entries, stored, early, refused: carried.refused.length };
      await writeAudit(db, signedIn(request).id, 'journal-carried-in', id, detail);
      return carried;
    },
  );
}
