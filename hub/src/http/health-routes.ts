import { sql } from 'drizzle-orm';
import { Type } from 'typebox';
import packageJson from '../../package.json' with { type: 'json' };
import type { FeatureDependencies } from './api-dependencies.ts';
import type { App } from './app.ts';

const State = Type.Union([Type.Literal('ok'), Type.Literal('failing')]);
const Health = Type.Object({
  status: State,
  database: State,
  /** Whether the broker has said where it listens. */
  broker: State,
  version: Type.String(),
  node: Type.String(),
});

/** For load balancers and monitors: no sign-in, and nothing that helps an attacker. */
export function registerHealth(app: App, { database, addresses, log }: FeatureDependencies): void {
  app.get(
    '/api/health',
    {
      config: { access: 'public' },
      schema: { tags: ['health'], response: { 200: Health, 503: Health } },
    },
    async (_, reply) => {
      const databaseState = await database.db.execute(sql`SELECT 1`).then(
        () => 'ok' as const,
        (error: unknown) => {
          log.error({ err: error }, 'the database does not answer; attendance waits in the units until it does');
          return 'failing' as const;
        },
      );
      const broker = addresses().mqtt === '' ? 'failing' : 'ok';
      const healthy = databaseState === 'ok' && broker === 'ok';
      return reply.code(healthy ? 200 : 503).send({
        status: healthy ? 'ok' : 'failing',
        database: databaseState,
        broker,
        version: packageJson.version,
        node: process.version,
      });
    },
  );
}
