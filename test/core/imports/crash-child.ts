// The whole app without its window, which imports or undoes and is killed in the middle while somebody else uses it:
// `node crash-child.ts DATA FILE OPTIONS` goes on with what was cut short, or begins; FILE "undo" takes the import back.
import { createClient } from '#shared/api/client.ts';
import { createCore } from '#main/core/core.ts';
import { builtCore } from '../../support/built.ts';

const [dataFolder = '', file = '', options = '{}'] = process.argv.slice(2);
const core = await createCore({ dataFolder, ...builtCore });
const client = createClient(core.connect('window'));
await client.call('profiles.login', { who: 'crash@example.org', password: 'quiet-otter-lamp-42' });
const [latest] = await client.call('imports.list', {});
const interrupted = latest?.status === 'interrupted' ? latest : undefined;
// While somebody saves, the lock goes back and forth, and there are many commits.
const busy = setInterval(() => void client.call('settings.set', { theme: 'dark' }).catch(() => undefined), 1);
client.on('imports.job', ({ state, importId }) => {
  if (importId !== null && state === 'running') process.stdout.write('running\n');
  if (state === 'running') return;
  clearInterval(busy);
  process.stdout.write(`${state}\n`);
  void core.close();
});
if (interrupted) await client.call('imports.resume', { importId: interrupted.id });
else if (file === 'undo' && latest) await client.call('imports.undo', { importId: latest.id });
else {
  const { token } = core.files.grant(file);
  const { suggestion } = await client.call('imports.inspect', { token, as: 'table' });
  await client.call('imports.apply', { token, options: { ...suggestion, ...JSON.parse(options) } });
}
process.stdout.write('started\n');
