// The packaged program: its fuses, and every known way of making it run what it wasn't shipped with or of driving its
// windows from outside. Only for a packaged program (npm run test:security -- --packaged FILE).
import { getCurrentFuseWire, FuseState, FuseV1Options } from '@electron/fuses';
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../../support/core.ts';
import { unsandboxed } from '../../support/electron.ts';
import { packagedProgram } from '../../support/packaged-app.ts';
import { openApp } from '../support/app.ts';

const program = packagedProgram ?? '';

describe.runIf(packagedProgram !== undefined)('the packaged program', () => {
  test('has its fuses as they were decided', async () => {
    const wire = await getCurrentFuseWire(program);
    const state = (fuse: FuseV1Options) => wire[fuse];
    const { ENABLE, DISABLE } = FuseState;
    expect({
      runAsNode: state(FuseV1Options.RunAsNode),
      cookieEncryption: state(FuseV1Options.EnableCookieEncryption),
      nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: state(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
      browserSnapshot: state(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      fileProtocol: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: DISABLE, cookieEncryption: ENABLE, nodeOptions: DISABLE, inspect: DISABLE,
      asarIntegrity: ENABLE, onlyAsar: ENABLE, browserSnapshot: DISABLE, fileProtocol: DISABLE,
    }); // prettier-ignore
    // A fuse that nobody decided on fails here.
    const decided = new Set(Object.values(FuseV1Options).map(String));
    const unknown = Object.keys(wire).filter(
      (key) => !decided.has(key) && !['version', 'resetAdHocDarwinSignature'].includes(key),
    );
    expect(unknown).toEqual([]);
  });

  test.each(['inspect', 'inspect-brk', 'remote-debugging-port', 'inspect-port'])(
    '--%s opens no port',
    async (name) => {
      const port = await freePort();
      const { answered, output } = await start([`--${name}=${port}`], {}, port);
      expect(answered).toBe(false);
      expect(output).not.toMatch(/listening on ws:/);
    },
  );

  test('--remote-debugging-pipe and --remote-debugging-address open none either', async () => {
    const port = await freePort();
    const { answered, output } = await start(
      ['--remote-debugging-pipe', '--remote-debugging-address=0.0.0.0', `--remote-debugging-port=${port}`],
      {},
      port,
    );
    expect(answered).toBe(false);
    expect(output).not.toMatch(/listening on ws:/);
  });

  test.each([
    ['NODE_OPTIONS', (script: string) => ({ env: { NODE_OPTIONS: `--require=${script}` }, args: [] })],
    ['ELECTRON_RUN_AS_NODE', (script: string) => ({ env: { ELECTRON_RUN_AS_NODE: '1' }, args: [script] })],
    [
      'ELECTRON_RUN_AS_NODE with -e',
      (script: string) => ({
        env: { ELECTRON_RUN_AS_NODE: '1' },
        args: ['-e', `require(${JSON.stringify(script)})`, 'x'],
      }),
    ],
    ['a script as the argument', (script: string) => ({ env: {}, args: [script] })],
  ] as const)('%s runs nothing', async (_name, attack) => {
    const folder = scratchFolder();
    const [script, marker] = [join(folder, 'index.js'), join(folder, 'ran')];
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, 'ran')`);
    const { args, env } = attack(script);
    await start(args, env);
    expect(existsSync(marker)).toBe(false);
  });

  test('DevTools stay shut', async () => {
    const { app } = await openApp();
    const opened = await app.evaluate(async ({ webContents }) => {
      const [contents] = webContents.getAllWebContents();
      contents?.openDevTools({ mode: 'detach' });
      contents?.toggleDevTools();
      await new Promise((resolve) => setTimeout(resolve, 500));
      return contents?.isDevToolsOpened();
    });
    expect(opened).toBe(false);
  });

  test('carries nothing of the workshop', async () => {
    const { listPackage } = await import('@electron/asar');
    const files = listPackage(join(dirname(program), 'resources', 'app.asar'), { isPack: false });
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => /\.map$|\.tsx?$|\/test\/|\.env|\.git/.test(file))).toEqual([]);
    expect(existsSync(join(dirname(program), 'resources', 'default_app.asar'))).toBe(false);
  });
});

/** Starts the program as it is, for four seconds; whether the port answered HTTP meanwhile. */
async function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  port?: number,
): Promise<{ answered: boolean; output: string }> {
  const child = spawn(
    program,
    // The attack comes first: Node would stop at a switch of ours that it doesn't know.
    [...args, ...(unsandboxed ? ['--no-sandbox'] : []), `--data=${scratchFolder()}`],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  let answered = false;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  for (let tick = 0; tick < 16 && child.exitCode === null; tick++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    if (port !== undefined && !answered) answered = await answers(port);
  }
  child.kill('SIGKILL');
  await ended;
  return { answered, output };
}

async function answers(port: number): Promise<boolean> {
  return await fetch(`http://127.0.0.1:${port}/json/version`).then(
    () => true,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
