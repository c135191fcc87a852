import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveDashboard } from './serve-dashboard.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hadir-dashboard-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function served() {
  const app = Fastify();
  await serveDashboard(app, folder);
  return (url: string) => app.inject({ url });
}

describe('the dashboard', () => {
  it('is served with its own addresses, keeping what is named by its content', async () => {
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<title>Hadir</title>');
    await writeFile(join(folder, 'assets', 'index-1a2b.js'), 'export {};');
    const get = await served();
    for (const url of ['/', '/pegawai/1/hari/2026-03-02', '/masuk']) {
      const page = await get(url);
      expect(page.body).toContain('Hadir');
      expect(page.headers['cache-control']).toBe('no-cache');
    }
    const asset = await get('/assets/index-1a2b.js');
    expect(asset.headers['cache-control']).toContain('immutable');
    expect((await get('/assets/of-an-older-build.js')).statusCode).toBe(404);
    expect((await get('/../package.json')).body).not.toContain('dependencies');
  });

  it('says how to build it where it has not been built', async () => {
    const page = await (await served())('/');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('npm run build -w dashboard');
  });

  it('does not answer for the API', async () => {
    const missing = await (await served())('/api/tidak-ada');
    expect(missing.statusCode).toBe(404);
    expect(missing.json()).toMatchObject({ code: 'not-found' });
  });
});
