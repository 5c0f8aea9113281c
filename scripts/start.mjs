// npm start: from a fresh clone to the open window. Arguments after -- go to the app.
import { root } from './project.mjs';
import { setUp } from './setup.mjs';
import { runScript } from './steps.mjs';
import { runWindow } from './window.mjs';

await runScript(async () => {
  const { electron, sandbox } = await setUp();
  const args = sandbox ? [root] : [root, '--no-sandbox'];
  return runWindow(electron, [...args, ...process.argv.slice(2)]);
});
