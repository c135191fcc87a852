import Fastify from 'fastify';
import Type from 'typebox';
import { afterAll, describe, expect, it } from 'vitest';
import { serializersOnFirstUse, validatorsOnFirstUse } from './compile-on-first-use.ts';

describe('schemas that are compiled when they are needed first', () => {
  const app = Fastify({ schemaController: { compilersFactory: { buildSerializer: serializersOnFirstUse } } });
  app.setValidatorCompiler(validatorsOnFirstUse);
  const Shown = Type.Object({ name: Type.String() });
  const querystring = Type.Object({ count: Type.Integer({ maximum: 9 }) });
  const answer = (count: unknown) => ({ name: `Pegawai ${typeof count} ${count}`, secret: 'rahasia' });
  for (const url of ['/one', '/other'])
    app.get<{ Querystring: { count: number } }>(
      url,
      { schema: { querystring, response: { 200: Shown, '4xx': Type.Object({ statusCode: Type.Integer() }) } } },
      ({ query }) => answer(query.count),
    );
  // Whoever never asks for it does not pay for it, and learns nothing of what is wrong with it.
  const unsound = { type: 'object', properties: { a: { $ref: 'nowhere#' } } };
  app.get('/never', { schema: { response: { 200: unsound } } }, () => ({ a: 1 }));
  afterAll(() => app.close());

  it('let out what they name and nothing else, time after time and on each route that has them', async () => {
    for (const url of ['/one?count=3', '/other?count=3', '/one?count=3'])
      expect((await app.inject(url)).json()).toEqual({ name: 'Pegawai number 3' });
  });

  it('refuse what does not fit, with the words of the same schema', async () => {
    for (const url of ['/one?count=10', '/other?count=x', '/one']) {
      const refused = await app.inject(url);
      expect([refused.statusCode, refused.json()]).toEqual([400, { statusCode: 400 }]);
    }
  });

  it('are not compiled before', async () => {
    expect((await app.inject('/never')).statusCode).toBe(500);
    expect((await app.inject('/one?count=3')).statusCode).toBe(200);
  });
});
