// A process of its own that imports a file and is killed in the middle: `node crash-child.ts DATA FILE OPTIONS`.
import { createClient } from '#shared/api/client.ts';
import { createCore } from '#main/core/core.ts';

const [dataFolder = '', file = '', options = '{}'] = process.argv.slice(2);
const core = await createCore({
  dataFolder,
  workers: {
    imports: new URL('../../../src-main/core/imports/worker.ts', import.meta.url),
    passwords: new URL('../../../src-main/core/profiles/password-worker.ts', import.meta.url),
    backups: new URL('../../../src-main/core/backups/worker.ts', import.meta.url),
    exports: new URL('../../../src-main/core/exports/worker.ts', import.meta.url),
    discovery: new URL('../../../src-main/core/discovery/worker.ts', import.meta.url),
  },
  starterCatalogue: '',
  host: { app: '0.0.0', electron: null, chromium: null },
  passwordCost: 4,
});
const client = createClient(core.connect('window'));
await client.call('profiles.login', { who: 'crash@example.org', password: 'quiet-otter-lamp-42' });
const interrupted = (await client.call('imports.list', {})).find(({ status }) => status !== 'done');
client.on('imports.job', ({ state, outcomes }) => {
  process.stdout.write(`${state} ${outcomes.rows}\n`);
  if (state !== 'running') void core.close();
});
if (interrupted) await client.call('imports.resume', { importId: interrupted.id });
else {
  const { token } = core.files.grant(file);
  const { suggestion } = await client.call('imports.inspect', { token });
  await client.call('imports.apply', { token, options: { ...suggestion, ...JSON.parse(options) } });
}
process.stdout.write('started\n');
