import type { LightMyRequestResponse } from 'fastify';
import type { Caller, TestApi } from '../../api/support/start-test-api.ts';

export interface FormPart {
  readonly name: string;
  readonly content: Buffer | string;
  readonly file?: string;
}

/** Sends a form as a browser does. @param caller null for somebody who is not signed in. */
export async function sendForm(
  api: TestApi['api'],
  caller: Pick<Caller, 'cookie' | 'csrfToken'> | null,
  url: string,
  parts: readonly FormPart[],
): Promise<LightMyRequestResponse> {
  const form = new FormData();
  for (const { name, content, file } of parts)
    if (typeof content === 'string' && file === undefined) form.append(name, content);
    else
      form.append(
        name,
        new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]),
        file ?? 'foto.jpg',
      );
  const encoded = new Response(form);
  return api.app.inject({
    method: 'POST',
    url,
    payload: Buffer.from(await encoded.arrayBuffer()),
    headers: {
      ...(caller && { cookie: caller.cookie, 'x-csrf-token': caller.csrfToken }),
      'content-type': encoded.headers.get('content-type') ?? '',
    },
  });
}
