// One API process, by its environment. SIGTERM and SIGINT let it end in order: it takes nothing new and answers what it has.
import { readConfig } from './config.ts';
import { endOnSignals, giveUp, listen } from './run-api.ts';

try {
  const api = await listen(readConfig(process.env));
  endOnSignals(api.stop);
  // Whoever started it may have asked for any free port.
  process.stdout.write(`${JSON.stringify({ msg: 'listening', url: api.url })}\n`);
} catch (error) {
  giveUp(error);
}
