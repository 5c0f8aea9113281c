// The one place that writes: answers to stdout, either one JSON document or text for people, everything else to
// stderr. Nothing that people have typed reaches a terminal with its control characters alive.
import { CommanderError } from 'commander';
import { hopelessReasons } from '#shared/api/rescue.ts';
import { errorReply, type ErrorReply } from '#shared/errors.ts';
import { createPaper, type Paper } from './paper.ts';
import { displayWidth, plain, shorten } from './text-width.ts';

export interface Output {
  /** The command's answer: the JSON value, or the text that `human` makes, without its last line break. */
  answer(json: unknown, human: (paper: Paper) => string): void;
  /** Text for a file or another program, as it is; defused only where a terminal would show it. */
  raw(text: string): void;
  /** A remark for the person, beside the answer; not with --json. */
  note(text: string): void;
  /** Shows one line that the next one overwrites; '' takes it away. Only where stderr is a terminal. */
  progress(line: string): void;
  help(text: string, stream: 'stdout' | 'stderr'): void;
  error(reply: { readonly code: string; readonly message: string }): void;
  readonly helpWidth: number;
}

export interface OutputOptions {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** NO_COLOR is set. */
  readonly noColor: boolean;
  readonly json: () => boolean;
}

export function createOutput({ stdout, stderr, noColor, json }: OutputOptions): Output {
  let shown = false;

  function clear(): void {
    if (shown) stderr.write('\r\u001b[K');
    shown = false;
  }

  return {
    answer(value, human) {
      clear();
      if (json()) {
        stdout.write(`${safeJson(value)}\n`);
      } else {
        const width = isTerminal(stdout) ? columnsOf(stdout) : null;
        stdout.write(`${human(createPaper({ color: isTerminal(stdout) && !noColor, width }))}\n`);
      }
    },
    raw(text) {
      clear();
      stdout.write(isTerminal(stdout) ? text.split(/\r?\n/).map(plain).join('\n') : text);
    },
    note(text) {
      clear();
      if (!json()) stderr.write(`${plain(text)}\n`);
    },
    progress(line) {
      if (!isTerminal(stderr)) return;
      clear();
      if (line === '') return;
      const text = shorten(plain(line), columnsOf(stderr) - 1);
      if (displayWidth(text) > 0) stderr.write(text);
      shown = true;
    },
    help(text, stream) {
      (stream === 'stdout' ? stdout : stderr).write(text.endsWith('\n') ? text : `${text}\n`);
    },
    error({ code, message }) {
      clear();
      stderr.write(`error: ${code}: ${plain(message)}\n`);
    },
    helpWidth: isTerminal(stdout) ? Math.min(100, columnsOf(stdout)) : 80,
  };
}

/** What an error says to the person at the terminal, and the exit code that goes with it. */
export function describeError(error: unknown): {
  readonly code: string;
  readonly message: string;
  readonly exitCode: number;
} {
  if (error instanceof CommanderError) {
    return {
      code: 'usage',
      message: error.message.replace(/^error: /, ''),
      exitCode: error.exitCode === 0 ? 0 : 2,
    };
  }
  const reply = errorReply(error);
  if (reply) return { code: reply.code, message: inWords(reply), exitCode: 1 };
  return {
    code: 'internal',
    message: error instanceof Error ? error.message : 'Something went wrong inside Mediary.',
    exitCode: 1,
  };
}

/** Wrong use of the command line, found by a command itself: exit code 2. */
export function usageError(message: string): CommanderError {
  return new CommanderError(2, 'mediary.usage', message);
}

/** A terminal that doesn't know its size says 0. */
function columnsOf(stream: { readonly columns?: number }): number {
  return Math.max(20, stream.columns || 80);
}

/** NOTE: declared as always boolean, undefined in truth where the stream is a pipe or a file. */
function isTerminal(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true;
}

function inWords({ code, message, details }: ErrorReply): string {
  if (code === 'unauthenticated' && details?.['reason'] === undefined) {
    return 'Log in first: mediary login EMAIL (new here: mediary register NAME EMAIL)';
  }
  if (code === 'conflict' && typeof details?.['mediaId'] === 'number') {
    const wayOut =
      details['deleted'] === true
        ? `It is deleted; bring it back: mediary undelete ${details['mediaId']}`
        : 'If yours is another work, say what tells it apart: --another TEXT';
    return `${message} ${wayOut}`;
  }
  if (code === 'storage' && typeof details?.['file'] === 'string') {
    const isRescuable = hopelessReasons.has(String(details['reason']));
    return `${message} (${details['file']})${isRescuable ? ' What can be done: mediary rescue' : ''}`;
  }
  // A field is named as the terminal calls it, not by its path in the call.
  return message.replace(/^(draft|filter)\./, '');
}

/** JSON whose strings hold no raw control characters, those that JSON allows included; the value is the same. */
function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
