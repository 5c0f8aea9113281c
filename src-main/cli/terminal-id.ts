// Which terminal this is: a login belongs to it. Found without starting another program, and never the same for
// a later terminal that gets the same device.
import { fstatSync, readFileSync } from 'node:fs';

export interface TerminalIdOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  readonly ppid: number;
}

/** The id that the person gave, else the one that the terminal's own session has, else the parent process. */
export function terminalId({ env, platform, pid, ppid }: TerminalIdOptions): string {
  const given = env['MEDIARY_TERMINAL_ID'];
  if (given !== undefined && given !== '') return given;
  if (platform === 'linux') {
    const session = linuxSession(pid);
    if (session !== undefined) return session;
  }
  // Set anew for each window or tab by Apple's Terminal, iTerm2 and Windows Terminal.
  const tab = env['TERM_SESSION_ID'] ?? env['WT_SESSION'];
  if (tab !== undefined && tab !== '') return `tab:${tab}`;
  const device = ttyDevice();
  return device === undefined ? `process:${ppid}` : `tty:${device}:${ppid}`;
}

/**
 * The login session of the controlling terminal: boot, device, session leader and when that one started. Where
 * there is no terminal (a script under cron), the session alone; undefined if this process leads it itself.
 */
function linuxSession(pid: number): string | undefined {
  const own = processStat('self');
  if (!own || own.session === pid || own.session === 0) return undefined;
  const leader = processStat(String(own.session));
  const boot = read('/proc/sys/kernel/random/boot_id')?.trim().slice(0, 8);
  return ['session', boot, own.tty, own.session, leader?.started].join(':');
}

/** proc_pid_stat(5): the fields behind the name, which may hold spaces and parentheses itself. */
function processStat(pid: string): { session: number; tty: number; started: string } | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { session: Number(fields[3]), tty: Number(fields[4]), started: fields[19] ?? '' };
}

function ttyDevice(): number | undefined {
  for (const descriptor of [0, 1, 2]) {
    try {
      const stats = fstatSync(descriptor);
      if (stats.isCharacterDevice() && stats.rdev !== 0) return stats.rdev;
    } catch {
      // A closed descriptor is no terminal: the next one may be.
    }
  }
  return undefined;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
