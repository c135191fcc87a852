import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type AssistAction, parseAssistAction } from '../assistance/assist-action.ts';
import type { LivePicture } from './live-picture.ts';
import type { PageFiles } from './page-files.ts';
import type { PhonePass } from './phone-pass.ts';

/** Who looks: the screen beside the door, or a phone that aims the camera and is shown no names. */
export type Onlooker = 'screen' | 'phone';

/** Each phone is somebody of its own; all pages on this machine are one. */
export interface Owner {
  readonly kind: Onlooker;
  readonly owner: string;
}

export interface ScreenServerOptions {
  readonly live: LivePicture;
  readonly pass: PhonePass;
  /** A new onlooker has to be told everything. */
  readonly onJoin: () => void;
  /** Somebody at the screen wants to use a phone. */
  readonly onWantsPhone: () => void;
  /** Somebody's finger asks something of the dialogue with a supervisor. @returns false where it is not his to ask. */
  readonly onAssist: (owner: string, action: AssistAction) => boolean;
}

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
const COOKIE = '__Host-hadir';
/** The name by which a browser on this machine calls it: a page from elsewhere must not reach the picture by another one. */
const OWN_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
/** An onlooker that does not read any more is let go. */
const MOST_UNREAD = 256 * 1024;
/** Of each kind: phones do not keep the screen out. */
const MOST_ONLOOKERS = 8;
const MOST_BODY = 64;
const MOST_ACTION = 1_024;
const SCREEN = 'screen';

/** Serves the page, its pictures and its events. It decides nothing and keeps nothing. */
export class ScreenServer {
  readonly #options: ScreenServerOptions;
  #page: PageFiles = { files: new Map(), version: '' };
  readonly #onlookers = new Map<ServerResponse, Owner>();

  constructor(options: ScreenServerOptions) {
    this.#options = options;
  }

  usePage(page: PageFiles): void {
    this.#page = page;
  }

  count(kind?: Onlooker): number {
    return kind === undefined
      ? this.#onlookers.size
      : [...this.#onlookers.values()].filter((one) => one.kind === kind).length;
  }

  /** Who looks now, each once. */
  owners(): string[] {
    return [...new Set([...this.#onlookers.values()].map(({ owner }) => owner))];
  }

  /** Tells all onlookers of one kind, or of one owner, without waiting for any. */
  tell(whom: Partial<Owner>, event: 'view' | 'face' | 'assist', data: unknown): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const [response, one] of this.#onlookers) {
      if (one.kind !== (whom.kind ?? one.kind) || one.owner !== (whom.owner ?? one.owner)) continue;
      if (response.writableLength > MOST_UNREAD) response.destroy();
      else response.write(text);
    }
  }

  close(): void {
    this.#options.live.close();
    for (const response of this.#onlookers.keys()) response.end();
  }

  /** For a server on the loopback interface. */
  readonly onScreenRequest: RequestListener = (request, response) => {
    const { method, url, headers } = request;
    // A page from elsewhere cannot set this header without asking first, and is refused then.
    const wantsPhone = method === 'POST' && url === '/phone' && headers['x-hadir'] === '1';
    if (!OWN_HOST.test(headers.host ?? '')) answer(response, 403);
    else if (wantsPhone) {
      this.#options.onWantsPhone();
      answer(response, 204);
    } else this.#serve({ kind: 'screen', owner: SCREEN }, request, response);
  };

  /** For a server that others in the network reach. */
  readonly onPhoneRequest: RequestListener = (request, response) => {
    const { url = '', method, headers } = request;
    const secret = new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(headers.cookie ?? '')?.[1] ?? '';
    if (method === 'POST' && url === '/code') void this.#takeCode(request, response);
    else if (this.#options.pass.holds(secret, performance.now()))
      this.#serve({ kind: 'phone', owner: secret }, request, response);
    else this.#serveFile(url === '/screen.css' || url === '/font.woff2' ? url : '/code', request, response);
  };

  #serve(who: Owner, request: IncomingMessage, response: ServerResponse): void {
    if (request.url === '/events') this.#join(who, response);
    else if (request.url === '/assist') void this.#takeAction(who, request, response);
    else if (request.url === '/picture') void this.#givePicture(request, response);
    else this.#serveFile(request.url?.split('?')[0] ?? '', request, response);
  }

  #serveFile(path: string, request: IncomingMessage, response: ServerResponse): void {
    const file = this.#page.files.get(path);
    if (file === undefined) answer(response, 404);
    else if (request.method !== 'GET') answer(response, 405);
    else response.writeHead(200, { ...HEADERS, 'content-type': file.type }).end(file.body);
  }

  #join(who: Owner, response: ServerResponse): void {
    if (this.count(who.kind) >= MOST_ONLOOKERS) {
      answer(response, 503);
      return;
    }
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    response.write(`retry: 1000\nevent: hello\ndata: ${JSON.stringify(this.#page.version)}\n\n`);
    this.#onlookers.set(response, who);
    response.on('close', () => this.#onlookers.delete(response));
    response.on('error', () => this.#onlookers.delete(response));
    this.#options.onJoin();
  }

  async #givePicture(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    response.on('error', () => gone.abort());
    const jpeg = await this.#options.live.next(gone.signal);
    if (gone.signal.aborted) return;
    if (jpeg === null) answer(response, 204);
    else response.writeHead(200, { ...HEADERS, 'content-type': 'image/jpeg' }).end(jpeg);
    request.resume();
  }

  async #takeAction({ owner }: Owner, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, headers } = request;
    // A page from elsewhere cannot set this header without asking first, and is refused then.
    if (method !== 'POST' || headers['x-hadir'] !== '1') return answer(response, 405);
    const body = await readBody(request, response, MOST_ACTION);
    if (body === null) return;
    const action = parseAssistAction(body);
    answer(response, action === null ? 400 : this.#options.onAssist(owner, action) ? 204 : 409);
  }

  async #takeCode(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, response, MOST_BODY);
    if (body === null) return;
    const digits = new URLSearchParams(body).get('code')?.replaceAll(/\D/g, '') ?? '';
    const secret = this.#options.pass.redeem(digits, performance.now());
    const cookie =
      secret === null ? {} : { 'set-cookie': `${COOKIE}=${secret}; Path=/; Secure; HttpOnly; SameSite=Strict` };
    response.writeHead(303, { ...HEADERS, ...cookie, location: '/' }).end();
  }
}

/** @returns null where it was too much, which is answered, or never came whole. */
async function readBody(request: IncomingMessage, response: ServerResponse, most: number): Promise<string | null> {
  let body = '';
  try {
    for await (const chunk of request.setEncoding('utf8')) {
      body += chunk;
      if (body.length <= most) continue;
      answer(response, 413);
      return null;
    }
  } catch {
    return null;
  }
  return body;
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, HEADERS).end();
}
