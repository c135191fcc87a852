import { readFile } from 'node:fs/promises';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { AssetError } from './asset-error.ts';

/**
 * Reads a manifest and checks it against its schema.
 * @throws AssetError `manifest-invalid`, naming every field that is wrong.
 */
export async function readManifest<Schema extends TSchema>(schema: Schema, path: string): Promise<Static<Schema>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new AssetError('manifest-invalid', `The manifest ${path} cannot be read as JSON.`, cause);
  }
  if (Value.Check(schema, parsed)) return parsed;
  const problems = Value.Errors(schema, parsed).map((error) => `${error.instancePath || '/'} ${error.message}`);
  throw new AssetError('manifest-invalid', `The manifest ${path} is not valid: ${problems.join('; ')}.`);
}
