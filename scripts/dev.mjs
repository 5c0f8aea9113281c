// npm run dev: the app with hot reload. Arguments after -- go to the app.
import { projectNode, tools } from './project.mjs';
import { setUp } from './setup.mjs';
import { runScript } from './steps.mjs';
import { runWindow } from './window.mjs';

await runScript(async () => {
  const { sandbox } = await setUp({ builds: false });
  const args = [tools.electronVite, 'dev', '--watch'];
  if (!sandbox) args.push('--noSandbox');
  return runWindow(projectNode, [...args, '--', ...process.argv.slice(2)], { startsOthers: true });
});
