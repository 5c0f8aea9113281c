// One API process, by its environment. SIGTERM and SIGINT let it end in order: it takes nothing new and answers what it has.
import { readConfig, type Config } from './config.ts';
import { startApi } from './api.ts';

const config = read();
if (config !== undefined) {
  const api = await startApi(config);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void api.stop().then(() => process.exit(0));
    });
  }
  // Whoever started it may have asked for any free port.
  process.stdout.write(`${JSON.stringify({ msg: 'listening', url: api.url })}\n`);
}

function read(): Config | undefined {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
    return undefined;
  }
}
