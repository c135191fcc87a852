// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLiveFeed, type LiveFeed } from './live-feed.ts';

/** Stands in for the browser's event source; the test plays the hub. */
class FakeSource extends EventTarget {
  readonly url: string;
  closed = false;

  constructor(url: string) {
    super();
    this.url = url;
  }

  close(): void {
    this.closed = true;
  }

  say(name: string, data: string, id = ''): void {
    this.dispatchEvent(new MessageEvent(name, { data, lastEventId: id }));
  }
}

describe('createLiveFeed', () => {
  let sources: FakeSource[];
  let heard: string[];
  let connected: number;
  let feed: LiveFeed;
  const current = () => sources.at(-1) as FakeSource;

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    sources = [];
    heard = [];
    connected = 0;
    feed = createLiveFeed({
      url: '/api/live',
      events: { arrival: (data) => heard.push(data) },
      onConnected: () => {
        connected += 1;
      },
      onLost: () => {},
      openSource: (url) => {
        const source = new FakeSource(url);
        sources.push(source);
        return source as unknown as EventSource;
      },
    });
    feed.start();
  });

  afterEach(() => {
    feed.stop();
    vi.useRealTimers();
  });

  it('is live once the stream opens, and asks for what may have changed before', () => {
    expect(feed.connection().state).toBe('connecting');
    current().dispatchEvent(new Event('open'));
    expect(feed.connection().state).toBe('live');
    expect(connected).toBe(1);
  });

  it('hands on events and asks for everything after the last one when it reconnects', () => {
    current().dispatchEvent(new Event('open'));
    current().say('arrival', 'a', '41');
    current().say('arrival', 'b', '42');
    current().dispatchEvent(new Event('error'));
    expect(feed.connection().state).toBe('lost');
    vi.advanceTimersByTime(500);
    expect(heard).toEqual(['a', 'b']);
    expect(sources.map(({ url }) => url)).toEqual(['/api/live', '/api/live?since=42']);
    current().dispatchEvent(new Event('open'));
    expect(feed.connection().state).toBe('live');
    expect(connected).toBe(2);
  });

  it('keeps saying since when it has been lost while attempts fail', () => {
    current().dispatchEvent(new Event('open'));
    current().dispatchEvent(new Event('error'));
    const { since } = feed.connection();
    vi.advanceTimersByTime(500);
    current().dispatchEvent(new Event('error'));
    vi.advanceTimersByTime(1_000);
    expect(feed.connection()).toEqual({ state: 'lost', since });
    expect(sources).toHaveLength(3);
  });

  it('waits longer after each failure, up to eight seconds', () => {
    for (const wait of [500, 1_000, 2_000, 4_000, 8_000, 8_000]) {
      const before = sources.length;
      current().dispatchEvent(new Event('error'));
      vi.advanceTimersByTime(wait - 1);
      expect(sources).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(sources).toHaveLength(before + 1);
    }
  });

  it('does not trust a stream that the machine slept through', () => {
    current().dispatchEvent(new Event('open'));
    const slept = current();
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(5_000);
    expect(slept.closed).toBe(true);
    expect(feed.connection().state).toBe('lost');
    vi.advanceTimersByTime(500);
    expect(sources).toHaveLength(2);
  });

  it('forgets where it was when the hub says that too much was missed', () => {
    current().dispatchEvent(new Event('open'));
    current().say('arrival', 'a', '41');
    current().say('reset', '{}');
    current().dispatchEvent(new Event('error'));
    vi.advanceTimersByTime(500);
    expect(current().url).toBe('/api/live');
  });

  it('reconnects when somebody else finds that the hub does not answer', () => {
    current().dispatchEvent(new Event('open'));
    feed.suspect();
    expect(feed.connection().state).toBe('lost');
    vi.advanceTimersByTime(500);
    expect(sources).toHaveLength(2);
  });

  it('gives its connection back when nobody looks, and opens it as soon as somebody does', () => {
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    current().dispatchEvent(new Event('open'));
    document.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(115_000);
    expect(feed.connection().state).toBe('live');
    vi.advanceTimersByTime(60_000);
    expect(current().closed).toBe(true);
    expect(sources).toHaveLength(1);
    visibility.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(sources).toHaveLength(2);
    visibility.mockRestore();
  });

  it('opens nothing more once it is stopped', () => {
    current().dispatchEvent(new Event('error'));
    feed.stop();
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
  });
});
