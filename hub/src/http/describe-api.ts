import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import packageJson from '../../package.json' with { type: 'json' };
import type { App } from './app.ts';

/** The OpenAPI description, at /docs for people and at /docs/json for programs. */
export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hadir',
        version: packageJson.version,
        description:
          'API of the hub. Sign in with POST /api/session; every call that changes something carries the session’s csrfToken in the header x-csrf-token. Problems are RFC 9457.',
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'hadir_session' } },
      },
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
}
