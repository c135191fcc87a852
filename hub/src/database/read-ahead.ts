/** So many are under way at once: enough to keep the database and the program busy, few enough for the memory. */
const AHEAD = 3;

/**
 * Has the next few of a list worked on while one result is used. Results come in the order of the list.
 * @throws what the work threw, at its place in the order and when nothing is under way any more
 */
export async function* readAhead<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  try {
    for (const item of items) {
      const begun = work(item);
      // Whoever asks for it gets the error; until then it must not count as unheard.
      begun.catch(() => undefined);
      running.push(begun);
      if (running.length > AHEAD) yield await (running.shift() as Promise<Result>);
    }
    while (running.length > 0) yield await (running.shift() as Promise<Result>);
  } finally {
    await Promise.allSettled(running);
  }
}
