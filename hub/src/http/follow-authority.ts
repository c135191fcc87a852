import type { Authority } from '../authority/authority.ts';
import { tlsOf } from '../authority/tls-of.ts';
import type { App } from './app.ts';

/** New connections see a changed authority at once; those that are open go on. */
export function followAuthority(app: App, authority: Authority): void {
  const { server } = app;
  authority.onChange(() => {
    if ('setSecureContext' in server) server.setSecureContext(tlsOf(authority));
  });
}
