import { fileURLToPath } from 'node:url';

/** Where fetched files lie unless the operator says otherwise: `.assets` in the project's root. */
export const DEFAULT_ASSETS_FOLDER = fileURLToPath(new URL('../../../.assets', import.meta.url));
