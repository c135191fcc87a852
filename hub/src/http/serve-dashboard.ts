import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { unknownAddress } from './answer-problems.ts';
import type { App } from './app.ts';

const BUILT = fileURLToPath(new URL('../../../dashboard/dist', import.meta.url));

const NOT_BUILT = `<!doctype html><html lang="id"><meta charset="utf-8"><title>Hadir</title>
<h1>Dasbor belum dibangun</h1>
<p>Hub ini berjalan, tetapi berkas dasbor belum ada. Jalankan <code>npm run build -w dashboard</code> di folder proyek, lalu mulai ulang hub.</p>
<p>API tetap dapat dipakai: <a href="/docs">/docs</a>.</p></html>`;

/** Serves the built dashboard; addresses that only its router knows get index.html. */
export async function serveDashboard(app: App, folder = BUILT): Promise<void> {
  const built = existsSync(`${folder}/index.html`);
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      cacheControl: false,
      setHeaders: (response, path) => {
        // Vite names assets by their content; everything else may change with the next build.
        const hashed = path.startsWith(`${folder}/assets/`);
        response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.get('/*', { schema: { hide: true }, config: { rateLimit: false } }, (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const isPage = !/^\/(api|docs|assets)(\/|$)/.test(path);
    if (!isPage) {
      const problem = unknownAddress(request);
      return reply.code(404).type('application/problem+json').send(JSON.stringify(problem.toJSON()));
    }
    if (!built) return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(NOT_BUILT);
    return reply.sendFile('index.html');
  });
}
