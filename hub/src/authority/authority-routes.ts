import { AuthorityFinish, AuthorityState } from '@hadir/shared/api/authority';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { HttpProblem } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { finishRotation, type RotationOutcome, readAuthorityState, startRotation } from './change-authority.ts';

/** @param wakeUnits orders were kept for these units */
export function registerAuthority(
  app: App,
  dependencies: FeatureDependencies,
  wakeUnits: (units: readonly string[]) => void,
): void {
  const { authority } = dependencies;
  const published = { tags: ['authority'] };

  app.get(
    '/ca.pem',
    { schema: { ...published, description: 'The certificate authorities of this hub, PEM. No secret, and no proof.' } },
    (_, reply) => reply.type('application/x-pem-file').send(authority.caPem),
  );
  app.get(
    '/crl.pem',
    { schema: { ...published, description: 'The revocation list of every authority, PEM.' } },
    (_, reply) =>
      reply.type('application/x-pem-file').send(
        authority
          .revocationLists()
          .map(({ pem }) => pem)
          .join(''),
      ),
  );
  app.get(
    '/crl.der',
    {
      schema: {
        ...published,
        description: 'The revocation list of one authority, DER; of the newest where none is named.',
        querystring: Type.Object({
          authority: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of its DER, hex' })),
        }),
      },
    },
    (request, reply) => {
      const lists = authority.revocationLists();
      const wanted = request.query.authority;
      const list = wanted === undefined ? lists.at(-1) : lists.find(({ issuer }) => issuer === wanted);
      if (list === undefined) throw new HttpProblem(404, 'not-found', 'Tidak ada otoritas dengan sidik jari ini.');
      return reply.type('application/pkix-crl').send(list.der);
    },
  );

  app.get(
    '/api/authority',
    {
      config: { access: ['admin_bkd'] },
      schema: { ...published, response: { 200: AuthorityState, ...problemResponses } },
    },
    () => readAuthorityState(dependencies),
  );
  app.post(
    '/api/authority/rotate',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        ...published,
        description: 'Makes a new authority beside the old one. Units are told to trust both, and renew under the new.',
        response: { 200: AuthorityState, ...problemResponses },
      },
    },
    async (request) => {
      const told = accept(await startRotation(dependencies, signedIn(request).id));
      wakeUnits(told);
      request.log.info(
        { units: told.length },
        'there is a new authority beside the old one; units are told to trust it',
      );
      return readAuthorityState(dependencies);
    },
  );
  app.post(
    '/api/authority/finish',
    {
      config: { access: ['admin_bkd'] },
      schema: {
        ...published,
        description: 'Drops the older authority; refused while units depend on it, unless forced.',
        body: AuthorityFinish,
        response: { 200: AuthorityState, ...problemResponses },
      },
    },
    async (request) => {
      const { force = false } = request.body;
      wakeUnits(accept(await finishRotation(dependencies, signedIn(request).id, force)));
      request.log.info({ force }, 'the older authority was dropped; certificates of it are refused from now on');
      return readAuthorityState(dependencies);
    },
  );
}

/** @throws HttpProblem */
function accept(outcome: RotationOutcome): readonly string[] {
  switch (outcome.kind) {
    case 'done':
      return outcome.told;
    case 'rotation-running':
      throw new HttpProblem(
        409,
        outcome.kind,
        'Pergantian otoritas sebelumnya belum selesai. Selesaikan lebih dahulu.',
      );
    case 'no-rotation':
      throw new HttpProblem(409, outcome.kind, 'Tidak ada otoritas lama yang dapat dilepas.');
    case 'units-behind': {
      const names = outcome.behind.slice(0, 10).map(({ unit }) => unit);
      const more = outcome.behind.length > names.length ? ` dan ${outcome.behind.length - names.length} unit lain` : '';
      const detail = `Unit berikut masih bergantung pada otoritas lama: ${names.join(', ')}${more}. Tunggu sampai unit itu terhubung, atau paksa.`;
      throw new HttpProblem(409, outcome.kind, detail, { extra: { behind: outcome.behind } });
    }
  }
}
