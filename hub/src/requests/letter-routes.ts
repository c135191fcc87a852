import {
  DutyLetter,
  DutyLetterPreview,
  DutyLetters,
  LetterPeople,
  LetterPeopleQuestion,
  MadeDutyLetter,
  NewDutyLetter,
} from '@hadir/shared/api/duty-letters';
import { Uuid } from '@hadir/shared/api/people';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import type { SignedIn } from '../users/session-store.ts';
import { checkDays } from './check-days.ts';
import { cancelLetter, enterLetter, examineLetter } from './duty-letters.ts';
import { findLetterPeople } from './letter-people.ts';
import { listLetters } from './list-letters.ts';

const tags = ['requests'];
const writers = { access: ['admin_bkd' as const, 'opd_head' as const, 'opd_operator' as const] };
const readers = { access: [...writers.access, 'inspectorate' as const] };
const params = Type.Object({ id: Uuid });

/** Surat Tugas: one letter, many people. */
export function registerDutyLetters(app: App, { database: { db }, now }: FeatureDependencies): void {
  const show = async (id: string, viewer: SignedIn): Promise<DutyLetter> => {
    const { letters } = await listLetters(db, { id, limit: 1, offset: 0 }, viewer);
    if (!letters[0]) throw notFound('Surat Tugas ini');
    return letters[0];
  };

  app.get(
    '/api/duty-letters',
    {
      config: readers,
      schema: {
        tags,
        querystring: Type.Object({
          q: Type.Optional(Type.String({ maxLength: 200 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
          offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
        }),
        response: { 200: DutyLetters, ...problemResponses },
      },
    },
    async (request) => {
      const { q, limit = 25, offset = 0 } = request.query;
      return listLetters(db, { text: q, limit, offset }, signedIn(request));
    },
  );

  app.get(
    '/api/duty-letters/:id',
    { config: readers, schema: { tags, params, response: { 200: DutyLetter, ...problemResponses } } },
    async (request) => show(request.params.id, signedIn(request)),
  );

  app.post(
    '/api/duty-letters/preview',
    {
      config: writers,
      schema: {
        tags,
        description: 'Who could be sent and who could not, and why. Nothing is kept.',
        body: NewDutyLetter,
        response: { 200: DutyLetterPreview, ...problemResponses },
      },
    },
    async (request) => {
      refuseReversed(request.body);
      return examineLetter(db, signedIn(request), request.body, now());
    },
  );

  app.post(
    '/api/duty-letters/people',
    {
      config: writers,
      schema: {
        tags,
        description: 'Finds many people at once, by their NIPs or as everybody of an office.',
        body: LetterPeopleQuestion,
        response: { 200: LetterPeople, ...problemResponses },
      },
    },
    (request) => findLetterPeople(db, signedIn(request), request.body),
  );

  app.post(
    '/api/duty-letters',
    {
      config: writers,
      schema: { tags, body: NewDutyLetter, response: { 201: MadeDutyLetter, ...problemResponses } },
    },
    async (request, reply) => {
      const by = signedIn(request);
      refuseReversed(request.body);
      const { id, leftOut } = await db.transaction((tx) => enterLetter(tx, by, request.body, now()));
      return reply.code(201).send({ letter: await show(id, by), leftOut });
    },
  );

  app.post(
    '/api/duty-letters/:id/cancel',
    {
      config: writers,
      schema: {
        tags,
        params,
        body: Type.Object({ note: Type.String({ maxLength: 1000 }) }),
        response: { 200: DutyLetter, ...problemResponses },
      },
    },
    async (request) => {
      const by = signedIn(request);
      const { id } = request.params;
      await db.transaction((tx) => cancelLetter(tx, by, id, request.body.note.trim(), now()));
      return show(id, by);
    },
  );
}

function refuseReversed({ from, to, part, order }: NewDutyLetter): void {
  checkDays({ from, to, 'order.date': order.date });
  if (to < from) throw fieldProblem('range-reversed', 'to', 'Hari terakhir mendahului hari pertama.');
  if (part !== 'day' && from !== to)
    throw fieldProblem('part-of-one-day', 'part', 'Sebagian hari hanya untuk Surat Tugas satu hari.');
}
