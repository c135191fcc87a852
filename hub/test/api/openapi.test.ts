import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openApiText } from '../../src/http/open-api-text.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

let hub: TestApi;
beforeAll(async () => {
  hub = await startTestApi();
});
afterAll(() => hub.stop());

it('is written down in hub/openapi.json as it is (else run: npx tsx hub/src/http/write-openapi.ts)', async () => {
  const written = await readFile(new URL('../../openapi.json', import.meta.url), 'utf8');
  expect(JSON.parse(written)).toEqual(JSON.parse(openApiText(hub.api.app)));
});

it('describes an answer and a problem for every route under /api', () => {
  const { paths } = JSON.parse(openApiText(hub.api.app)) as {
    paths: Record<string, Record<string, { responses: object }>>;
  };
  for (const [path, methods] of Object.entries(paths)) {
    if (!path.startsWith('/api/') || path === '/api/live' || path === '/api/health') continue;
    for (const [method, { responses }] of Object.entries(methods)) {
      expect(Object.keys(responses), `${method} ${path}`).toEqual(expect.arrayContaining(['4XX', '5XX']));
      expect(
        Object.keys(responses).some((status) => status.startsWith('2')),
        `${method} ${path}`,
      ).toBe(true);
    }
  }
});

it('is shown to people at /docs, with nothing from elsewhere', async () => {
  const page = await hub.call('GET', '/docs');
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-security-policy']).toContain("default-src 'self'");
  expect((await hub.call('GET', '/docs/json')).json().info.title).toBe('Hadir');
});
