import { HadirError } from '../hadir-error.ts';
import { type Answer, sendRequest } from './send-request.ts';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A signed-in conversation with one hub. */
export class HubSession {
  readonly address: URL;
  readonly #ca: string | undefined;
  #headers: Record<string, string> = {};

  private constructor(hub: URL, ca: string | undefined) {
    this.address = hub;
    this.#ca = ca;
  }

  /** @throws HadirError */
  static async open(hub: URL, ca: string | undefined, credentials: Credentials): Promise<HubSession> {
    const session = new HubSession(hub, ca);
    const answer = await session.#send('POST', '/api/session', credentials);
    if (answer.status === 401) throw new HadirError('sign-in-refused', 'The name or the password is wrong.');
    const { csrfToken } = session.#read<{ csrfToken: string }>(answer);
    const cookie = (answer.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ');
    session.#headers = { cookie, 'x-csrf-token': csrfToken };
    return session;
  }

  /** @throws HadirError */
  async get<T>(path: string): Promise<T> {
    return this.#read<T>(await this.#send('GET', path));
  }

  /** @throws HadirError */
  async post<T>(path: string, body: object = {}): Promise<T> {
    return this.#read<T>(await this.#send('POST', path, body));
  }

  /** @throws HadirError */
  async put<T>(path: string, body: object): Promise<T> {
    return this.#read<T>(await this.#send('PUT', path, body));
  }

  /** @throws HadirError */
  async postText<T>(path: string, text: string): Promise<T> {
    return this.#read<T>(await this.#send('POST', path, text));
  }

  /** @returns the bytes of an answer that is no JSON. @throws HadirError */
  async postForBytes(path: string, body: object = {}): Promise<Buffer> {
    const answer = await this.#send('POST', path, body);
    return isGood(answer) ? answer.body : refuse(answer);
  }

  #send(method: 'GET' | 'POST' | 'PUT', path: string, body?: object | string): Promise<Answer> {
    const type = typeof body === 'string' ? 'text/plain' : 'application/json';
    const headers = { ...this.#headers, ...(body === undefined ? {} : { 'content-type': type }) };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const url = new URL(path, this.address);
    return sendRequest(url, { method, headers, ca: this.#ca, ...(body === undefined ? {} : { body: text }) });
  }

  #read<T>(answer: Answer): T {
    if (!isGood(answer)) return refuse(answer);
    if (answer.status === 204 || answer.body.length === 0) return {} as T;
    const parsed = parseJson(answer.body);
    return parsed === null ? refuse(answer) : (parsed as T);
  }
}

function isGood({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** @throws HadirError always */
function refuse({ status, body }: Answer): never {
  const problem = (parseJson(body) ?? {}) as { detail?: unknown; fields?: unknown };
  const detail = typeof problem.detail === 'string' ? problem.detail : `status ${status}, without a reason`;
  const fields = Array.isArray(problem.fields)
    ? problem.fields.map((one: { field: string; message: string }) => `\n  ${one.field}: ${one.message}`).join('')
    : '';
  throw new HadirError(status === 404 ? 'not-found' : 'hub-refused', `The hub refused: ${detail}${fields}`);
}

function parseJson(bytes: Buffer): object | null {
  try {
    const parsed: unknown = JSON.parse(bytes.toString());
    return typeof parsed === 'object' ? parsed : null;
  } catch {
    return null;
  }
}
