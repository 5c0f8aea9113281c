// Where the data lies and which terminal this is, on every system.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { dataFolder } from '#main/cli/data-folder.ts';
import { terminalId } from '#main/cli/terminal-id.ts';

describe('the data folder', () => {
  const home = '/home/ada';
  const on = (platform: NodeJS.Platform, env: Record<string, string> = {}, chosen?: string) =>
    dataFolder(chosen, { env, platform, home }).folder;

  it.skipIf(process.platform === 'win32')(
    'is the one that Electron names, unless the person names another',
    () => {
      expect(on('linux')).toBe('/home/ada/.config/Mediary');
      expect(on('linux', { XDG_CONFIG_HOME: '/conf' })).toBe('/conf/Mediary');
      expect(on('linux', { XDG_CONFIG_HOME: '' })).toBe('/home/ada/.config/Mediary');
      expect(on('darwin')).toBe('/home/ada/Library/Application Support/Mediary');
      expect(on('win32', { APPDATA: '/roaming' })).toBe('/roaming/Mediary');
      expect(on('linux', { MEDIARY_DATA_DIR: '/data' })).toBe('/data');
      expect(on('linux', { MEDIARY_DATA_DIR: '' })).toBe('/home/ada/.config/Mediary');
      expect(on('linux', { MEDIARY_DATA_DIR: '/data' }, '/chosen')).toBe('/chosen');
    },
  );
});

describe('the terminal', () => {
  const process_ = { pid: process.pid, ppid: 41 };

  it('is the one that the person names', () => {
    expect(terminalId({ ...process_, platform: 'linux', env: { MEDIARY_TERMINAL_ID: 'mine' } })).toBe('mine');
    expect(terminalId({ ...process_, platform: 'linux', env: { MEDIARY_TERMINAL_ID: '' } })).not.toBe('');
  });

  it('is the tab where the system names tabs, else the device or the parent process', () => {
    expect(terminalId({ ...process_, platform: 'darwin', env: { TERM_SESSION_ID: 'w0t1p0' } })).toBe(
      'tab:w0t1p0',
    );
    expect(terminalId({ ...process_, platform: 'win32', env: { WT_SESSION: 'guid' } })).toBe('tab:guid');
    expect(terminalId({ ...process_, platform: 'win32', env: {} })).toMatch(/^(process|tty:\d+):41$/);
  });

  it.runIf(process.platform === 'linux')(
    'stays the same for every process of a session, and is not the parent process',
    async () => {
      // A session of its own, whose leader starts two processes: a login shell with two commands.
      const source = new URL('../../src-main/cli/terminal-id.ts', import.meta.url).href;
      const command = `import { terminalId } from ${JSON.stringify(source)};
        console.log(terminalId({ env: {}, platform: 'linux', pid: process.pid, ppid: process.ppid }));`;
      const leader = `import { spawnSync } from 'node:child_process';
        const run = () => spawnSync(process.execPath, ['-e', ${JSON.stringify(command)}], { encoding: 'utf8' });
        const [one, other] = [run(), run()];
        console.log(process.pid + ' ' + one.stdout.trim() + ' ' + other.stdout.trim());`;
      const session = spawn(process.execPath, ['-e', leader], { detached: true });
      const [pid, one, other] = (await text(session.stdout)).trim().split(' ');
      expect(one).toMatch(/^session:/);
      expect(one?.split(':')).toContain(pid);
      expect(other).toBe(one);
    },
  );
});
