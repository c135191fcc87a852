import { readFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';

it('has API types that agree with the hub (npm run types -w dashboard writes them)', async () => {
  const document = new URL('../../hub/openapi.json', import.meta.url);
  const written = await readFile(new URL('../src/api/schema.d.ts', import.meta.url), 'utf8');
  const expected = astToString(await openapiTS(document));
  expect(written.endsWith(expected), 'src/api/schema.d.ts is stale').toBe(true);
});
