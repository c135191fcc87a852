/** @returns a function that runs the work at once, and then again at most once in every interval while it is called. */
export function runAtMostEvery(intervalMs: number, work: () => void): () => void {
  let resting = false;
  let wanted = false;
  const run = () => {
    resting = true;
    wanted = false;
    work();
    setTimeout(() => {
      resting = false;
      if (wanted) run();
    }, intervalMs);
  };
  return () => {
    if (resting) wanted = true;
    else run();
  };
}
