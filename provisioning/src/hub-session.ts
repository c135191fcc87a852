import { HadirError } from './hadir-error.ts';
import { type Answer, sendRequest } from './send-request.ts';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A signed-in conversation with one hub. */
export class HubSession {
  readonly #hub: URL;
  readonly #ca: string | undefined;
  #headers: Record<string, string> = {};

  private constructor(hub: URL, ca: string | undefined) {
    this.#hub = hub;
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
  async post<T>(path: string, body: object): Promise<T> {
    return this.#read<T>(await this.#send('POST', path, body));
  }

  #send(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const headers = { ...this.#headers, ...(body ? { 'content-type': 'application/json' } : {}) };
    const url = new URL(path, this.#hub);
    return sendRequest(url, { method, headers, ca: this.#ca, ...(body ? { body: JSON.stringify(body) } : {}) });
  }

  #read<T>({ status, body }: Answer): T {
    const parsed = parseJson(body);
    if (status >= 200 && status < 300 && parsed !== null) return parsed as T;
    const detail = parsed !== null && 'detail' in parsed ? String(parsed.detail) : `status ${status}`;
    throw new HadirError('hub-refused', `The hub refused: ${detail}`);
  }
}

function parseJson(text: string): object | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' ? parsed : null;
  } catch {
    return null;
  }
}
