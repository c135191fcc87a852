import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';

/** What anybody may fetch of the authority: nothing here is a secret, and nothing is believed without a fingerprint. */
export function registerAuthorityFiles(app: App, { authority }: Pick<FeatureDependencies, 'authority'>): void {
  app.get(
    '/ca.pem',
    { schema: { tags: ['units'], description: 'The certificate authorities of this hub, PEM.' } },
    (_, reply) => reply.type('application/x-pem-file').send(authority.caPem),
  );
}
