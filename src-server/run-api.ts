// Starting and ending a process: what keeps it from starting is one line, and it ends once, however often it is asked to.
import { startApi, type Api } from './api.ts';
import type { Config } from './config.ts';

/** Writes why, in one line, and ends with 1. */
export function giveUp(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** Throws in words where the port can't be had. */
export async function listen(config: Config): Promise<Api> {
  try {
    return await startApi(config);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const { host, port } = config;
    if (code === 'EADDRINUSE')
      throw new Error(`Port ${port} is taken by another program; choose another one.`, { cause: error });
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
      throw new Error(`This computer doesn’t let the server listen at ${host}, port ${port}.`, {
        cause: error,
      });
    throw error;
  }
}

/** Signals end the process in order; those that come meanwhile are the same request once more. */
export function endOnSignals(end: () => Promise<void>): void {
  let ending: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      ending ??= end().then(() => process.exit(0), giveUp);
    });
  }
}
