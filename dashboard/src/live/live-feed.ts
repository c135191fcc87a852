/**
 * The live stream, with its own reconnecting: the browser's would stop for good on an HTTP error and does not notice
 * that a machine slept. Phases: connecting → live → lost → connecting … Whatever is heard carries an id, and a new
 * connection asks for everything after the last one, so events may come twice and must never be counted twice.
 */
export interface Connection {
  readonly state: 'connecting' | 'live' | 'lost';
  /** Since when, in milliseconds: what is on the screen is true as of then. */
  readonly since: number;
}

export interface LiveFeedOptions {
  readonly url: string;
  /** Events by name, with their data as text. */
  readonly events: Readonly<Record<string, (data: string) => void>>;
  /** The stream stands: whatever may have changed while it did not should be asked for again. */
  onConnected(): void;
  /** The stream failed: perhaps the session has ended. */
  onLost(): void;
  openSource?(url: string): EventSource;
  now?(): number;
}

export interface LiveFeed {
  start(): void;
  stop(): void;
  /** Somebody else noticed that the hub does not answer: do not trust the open stream. */
  suspect(): void;
  subscribe(listener: () => void): () => void;
  connection(): Connection;
}

const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000];
const TICK_MS = 5_000;
/** A page that nobody looks at for so long gives its connection back: a browser grants six to one address. */
const UNWATCHED_MS = 120_000;
/** Timers that are this late mean that the machine slept. */
const SLEPT_MS = 20_000;

export function createLiveFeed(options: LiveFeedOptions): LiveFeed {
  const now = options.now ?? Date.now;
  const openSource = options.openSource ?? ((url) => new EventSource(url));
  const listeners = new Set<() => void>();
  let connection: Connection = { state: 'connecting', since: now() };
  let source: EventSource | null = null;
  let lastId: string | null = null;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let tick: ReturnType<typeof setInterval> | undefined;
  let unwatched: ReturnType<typeof setTimeout> | undefined;
  let lastTick = now();

  function become(state: Connection['state'], since = now()): void {
    if (connection.state === state) return;
    connection = { state, since };
    for (const listener of listeners) listener();
  }

  function heard(event: Event): void {
    if (event instanceof MessageEvent && event.lastEventId !== '') lastId = event.lastEventId;
    if (connection.state === 'live') return;
    failures = 0;
    become('live');
    options.onConnected();
  }

  function open(): void {
    clearTimeout(retry);
    source?.close();
    source = openSource(lastId === null ? options.url : `${options.url}?since=${encodeURIComponent(lastId)}`);
    source.addEventListener('open', heard);
    source.addEventListener('hello', heard);
    source.addEventListener('reset', () => {
      lastId = null;
    });
    source.addEventListener('error', () => lose(now()));
    for (const [name, take] of Object.entries(options.events))
      source.addEventListener(name, (event) => {
        heard(event);
        if (event instanceof MessageEvent && typeof event.data === 'string') take(event.data);
      });
  }

  function lose(since: number): void {
    source?.close();
    source = null;
    become('lost', since);
    clearTimeout(retry);
    retry = setTimeout(reopen, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
    options.onLost();
  }

  /** Nobody waits for a page that is not seen; `wake` opens it. */
  function reopen(): void {
    if (document.visibilityState === 'visible') open();
  }

  function wake(): void {
    clearTimeout(unwatched);
    if (document.visibilityState === 'hidden') unwatched = setTimeout(() => lose(now()), UNWATCHED_MS);
    else if (connection.state === 'lost') open();
  }

  function noticeSleep(): void {
    const late = now() - lastTick > SLEPT_MS;
    if (late && connection.state === 'live') lose(lastTick);
    lastTick = now();
  }

  return {
    start() {
      lastTick = now();
      tick = setInterval(noticeSleep, TICK_MS);
      document.addEventListener('visibilitychange', wake);
      window.addEventListener('online', wake);
      open();
    },
    stop() {
      clearInterval(tick);
      clearTimeout(retry);
      clearTimeout(unwatched);
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      source?.close();
      source = null;
    },
    suspect() {
      if (connection.state === 'live') lose(now());
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connection: () => connection,
  };
}
