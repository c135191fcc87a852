import type { App } from './app.ts';

/** @returns the OpenAPI description of every route, as it stands in hub/openapi.json. */
export function openApiText(app: App): string {
  return `${JSON.stringify(app.swagger(), null, 2)}\n`;
}
