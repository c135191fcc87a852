import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import { describeInputErrors } from './describe-input-errors.ts';
import { HttpProblem } from './http-problem.ts';

/** The one place where anything that went wrong becomes an answer: RFC 9457, without a stack, a query or a secret. */
export function answerProblems(app: App): void {
  app.setErrorHandler((error: FastifyError | HttpProblem, request, reply) => {
    const problem = error instanceof HttpProblem ? error : translate(error);
    if (problem.status >= 500) {
      request.log.error(
        { err: error, route: request.routeOptions.url },
        'a request failed because of a fault in the hub; the caller was told to try again later',
      );
    }
    return send(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => send(reply, unknownAddress(request)));
}

export function unknownAddress(request: FastifyRequest): HttpProblem {
  return new HttpProblem(404, 'not-found', `Tidak ada ${request.method} ${request.url.split('?')[0]} di hub ini.`);
}

function send(reply: FastifyReply, problem: HttpProblem): FastifyReply {
  const { retryAfter, challenge } = problem.details;
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  if (challenge !== undefined) reply.header('www-authenticate', challenge);
  // Serialised here, so that a route's response schemas cannot drop a member of the problem.
  const body = JSON.stringify(problem.toJSON());
  return reply.code(problem.status).type('application/problem+json').serializer(String).send(body);
}

function translate(error: FastifyError): HttpProblem {
  if (error.validation) {
    const fields = describeInputErrors(error.validation);
    const names = fields.map(({ field }) => field).join(', ');
    return new HttpProblem(400, 'invalid-input', `Periksa isian: ${names}.`, { fields });
  }
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new HttpProblem(415, 'unsupported-media-type', 'Kirim isi sebagai application/json.');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return new HttpProblem(413, 'too-large', 'Isi permintaan terlalu besar. Satu foto paling besar 10 MB.');
    case 'FST_FILES_LIMIT':
    case 'FST_PARTS_LIMIT':
      return new HttpProblem(413, 'too-many-files', 'Paling banyak 10 foto dalam satu kali kirim.');
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return new HttpProblem(415, 'unsupported-media-type', 'Kirim foto sebagai multipart/form-data.');
  }
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    return new HttpProblem(status, 'invalid-request', 'Permintaan tidak dapat dibaca. Periksa isi dan tajuknya.');
  }
  return new HttpProblem(500, 'internal', 'Hub tidak dapat menyelesaikan permintaan ini. Coba lagi sebentar lagi.', {
    cause: error,
  });
}
