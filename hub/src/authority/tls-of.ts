import type { Authority } from './authority.ts';

/** What a TLS server of the hub shows, and which authorities its clients' certificates may come from. */
export function tlsOf(authority: Pick<Authority, 'caPem' | 'serverCredentials'>) {
  return { ...authority.serverCredentials(), ca: authority.caPem, minVersion: 'TLSv1.2' } as const;
}
