// A real terminal for the command line, by way of util-linux's script(1): what is typed, when, and what is seen.
import { spawn, spawnSync } from 'node:child_process';
import { entry } from './mediary.ts';

/** Where there is none (Windows, some containers), tests that need a terminal are skipped. */
export const hasPseudoTerminal =
  process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

export interface Typed {
  /** Wait until this is seen after what was seen before … */
  readonly at: string;
  /** … then type this. */
  readonly type: string;
}

/** Runs shell commands, in which "mediary" is the command line, in a terminal of its own that is `columns` wide. */
export function inTerminal(
  commands: string,
  folder: string,
  typed: readonly Typed[] = [],
  columns = 80,
): Promise<{ code: number | null; seen: string }> {
  const script = `mediary() { "${process.execPath}" "${entry}" "$@"; }; stty cols ${columns}; ${commands}`;
  const { MEDIARY_TERMINAL_ID: _terminal, NO_COLOR: _noColor, ...env } = process.env;
  const child = spawn('script', ['-qefc', script, '/dev/null'], {
    env: { ...env, MEDIARY_DATA_DIR: folder, SHELL: '/bin/sh', TERM: 'xterm' },
  });
  return new Promise((resolve) => {
    let seen = '';
    let from = 0;
    let next = 0;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      seen += chunk;
      for (let step = typed[next]; step !== undefined && seen.includes(step.at, from); step = typed[next]) {
        from = seen.indexOf(step.at, from) + step.at.length;
        next++;
        child.stdin.write(step.type);
      }
    });
    child.on('close', (code) => resolve({ code, seen: seen.replaceAll('\r\n', '\n') }));
  });
}
