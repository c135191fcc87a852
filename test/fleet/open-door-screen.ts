import { createParser } from 'eventsource-parser';

/** What a door's screen says of its dialogue with a supervisor, as far as a test looks at it. */
interface DoorDialogue {
  readonly button: { readonly free: boolean } | null;
  readonly dialogue: {
    readonly step: string;
    readonly title: string;
    readonly choices: readonly { readonly label: string; readonly action: object }[];
  } | null;
}

export interface DoorScreen {
  /** The latest word of the unit; null before the first. */
  said(): DoorDialogue | null;
  /** Does what a finger on the page does. @returns the unit's status code */
  tap(action: object): Promise<number>;
  close(): void;
}

/** Opens the screen beside a door as its page does. */
export function openDoorScreen(address: string): DoorScreen {
  const ended = new AbortController();
  let latest: DoorDialogue | null = null;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === 'assist') latest = JSON.parse(data) as DoorDialogue;
    },
  });
  const listen = async () => {
    const response = await fetch(`${address}/events`, { signal: ended.signal });
    for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()))
      parser.feed(chunk);
  };
  listen().catch(() => undefined);
  return {
    said: () => latest,
    tap: async (action) => {
      const headers = { 'x-hadir': '1' };
      return (await fetch(`${address}/assist`, { method: 'POST', headers, body: JSON.stringify(action) })).status;
    },
    close: () => ended.abort(),
  };
}
