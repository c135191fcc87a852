import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

const page = (name: string) => fileURLToPath(new URL(`./page/${name}`, import.meta.url));
const FONT = '@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2';

export interface PageFiles {
  readonly files: ReadonlyMap<string, PageFile>;
  /** Changes with any of them. */
  readonly version: string;
}

/** @returns everything that the page consists of, by its path; nothing else is ever served from the disk. */
export function readPageFiles(): PageFiles {
  const sources: readonly [path: string, type: string, file: string][] = [
    ['/', 'text/html; charset=utf-8', page('screen.html')],
    ['/code', 'text/html; charset=utf-8', page('code.html')],
    ['/screen.css', 'text/css; charset=utf-8', page('screen.css')],
    ['/assist.css', 'text/css; charset=utf-8', page('assist.css')],
    ['/assist.js', 'text/javascript; charset=utf-8', page('assist.js')],
    ['/screen.js', 'text/javascript; charset=utf-8', page('screen.js')],
    ['/pictures.svg', 'image/svg+xml', page('pictures.svg')],
    ['/font.woff2', 'font/woff2', fileURLToPath(import.meta.resolve(FONT))],
  ];
  const files = new Map(sources.map(([path, type, file]) => [path, { type, body: readFileSync(file) }]));
  const hash = createHash('sha256');
  for (const { body } of files.values()) hash.update(body);
  return { files, version: hash.digest('base64url').slice(0, 16) };
}
