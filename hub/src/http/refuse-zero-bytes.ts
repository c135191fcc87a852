import type { App } from './app.ts';
import { HttpProblem } from './http-problem.ts';

/** PostgreSQL cannot store U+0000 in text; no field of this API has any use for it. */
export function refuseZeroBytes(app: App): void {
  app.addHook('preValidation', async (request) => {
    for (const part of [request.body, request.query, request.params]) {
      const field = findZeroByte(part, '');
      if (field !== null) {
        const message = 'Isian memuat karakter nol, yang tidak dapat disimpan.';
        throw new HttpProblem(400, 'invalid-input', message, { fields: [{ field, message }] });
      }
    }
  });
}

/** @returns the path of the first text with a zero byte, or null. */
function findZeroByte(value: unknown, path: string): string | null {
  if (typeof value === 'string') return value.includes('\0') ? path || '(isi)' : null;
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return null;
  for (const [name, inner] of Object.entries(value)) {
    const found = findZeroByte(inner, path === '' ? name : `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}
