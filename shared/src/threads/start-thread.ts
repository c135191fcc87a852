import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread from a TypeScript module, whatever the working directory and however this process itself was started.
 * The thread registers the loader by itself: with Node 20, `--import tsx` among a thread's `execArgv` does nothing when
 * the process runs under tsx already.
 * @param module absolute URL of the `.ts` file
 */
export function startThread(module: URL, options: WorkerOptions): Worker {
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const source = `import { register } from ${loader}; register(); await import(${JSON.stringify(module.href)});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), options);
}
