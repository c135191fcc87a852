import { vi } from 'vitest';
import { createLife } from './fixture/answer-life.ts';
import { SampleRegion, type Scenario } from './fixture/sample-region.ts';

/** Lets a sample answer what the pages ask. @returns the sample, and what was asked of it: method, path and body. */
export function serveSample(scenario: Scenario) {
  const region = new SampleRegion(scenario);
  const answerLife = createLife(region);
  const asked: { call: string; body: unknown }[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const { pathname, searchParams } = new URL(request.url);
    const body = request.method === 'GET' ? '' : await request.text();
    if (request.method !== 'GET')
      asked.push({ call: `${request.method} ${pathname}`, body: body === '' ? null : JSON.parse(body) });
    if (pathname === '/api/doors') return Response.json({ doors: region.doors });
    const answer = await answerLife(request.method, pathname, searchParams, body, 'https://hub.example:8443');
    if (answer === null)
      return Response.json(
        { type: 'urn:x', title: 'x', status: 404, code: 'not-found', detail: 'Tidak ada.' },
        { status: 404, headers: { 'content-type': 'application/problem+json' } },
      );
    if (answer.body instanceof Buffer)
      return new Response(new Uint8Array(answer.body), { headers: { 'content-type': 'image/jpeg' } });
    return Response.json(answer.body, { status: answer.status });
  });
  return { region, asked };
}
