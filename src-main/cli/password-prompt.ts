// Passwords come from a hidden prompt or, one a line, from a pipe; never from arguments, which other programs
// and the shell's history can see.
import { stripVTControlCharacters } from 'node:util';
import type { ReadStream } from 'node:tty';
import { AppError } from '#shared/errors.ts';
import { usageError } from './output.ts';

export interface Question {
  readonly label: string;
  /** Asked a second time, and again until both are the same. */
  readonly again?: string;
}

export interface PromptOptions {
  readonly input: ReadStream;
  readonly write: (text: string) => void;
  /** --password-stdin was given. */
  readonly piped: boolean;
}

/** One answer for each question. Throws a usage error where there is nobody to ask, `cancelled` at Ctrl-C. */
export async function askPasswords(
  questions: readonly Question[],
  { input, write, piped }: PromptOptions,
): Promise<string[]> {
  if (piped && !input.isTTY)
    return await readLines(
      input,
      questions.map(({ label }) => label),
    );
  if (!input.isTTY)
    throw usageError('there is no terminal to ask for the password: pipe it in and add --password-stdin');
  const keyboard = openKeyboard(input);
  try {
    const answers: string[] = [];
    for (const question of questions) answers.push(await ask(question, keyboard.line, write));
    return answers;
  } finally {
    keyboard.close();
  }
}

async function ask(
  { label, again }: Question,
  line: () => Promise<string>,
  write: (text: string) => void,
): Promise<string> {
  async function hidden(prompt: string): Promise<string> {
    write(`${prompt}: `);
    try {
      return await line();
    } finally {
      write('\n');
    }
  }
  for (;;) {
    const answer = await hidden(label);
    if (again === undefined || (await hidden(again)) === answer) return answer;
    write('The two differ. Once more.\n');
  }
}

async function readLines(input: ReadStream, labels: readonly string[]): Promise<string[]> {
  let text = '';
  input.setEncoding('utf8');
  for await (const chunk of input) {
    text += String(chunk);
    if (text.split('\n').length > labels.length || text.length > 10_000) break;
  }
  const lines = text.split('\n', labels.length).map((line) => line.replace(/\r$/, ''));
  if (lines.length < labels.length || lines.includes('')) {
    throw usageError(
      `expected ${labels.length === 1 ? 'one line' : `${labels.length} lines`} on standard input: ${labels.join(', ')}`,
    );
  }
  return lines;
}

/** Reads lines from a terminal that doesn't show them. What was pasted beyond a line waits for the next. */
function openKeyboard(input: ReadStream) {
  let waiting: string[] = [];
  let wake: (() => void) | undefined;
  const listen = (chunk: string) => {
    waiting.push(...Array.from(stripVTControlCharacters(chunk)));
    wake?.();
  };
  input.setRawMode(true);
  input.setEncoding('utf8');
  input.on('data', listen);
  input.resume();

  async function line(): Promise<string> {
    const typed: string[] = [];
    for (;;) {
      for (const [index, key] of waiting.entries()) {
        if (key === '\r' || key === '\n') {
          waiting = waiting.slice(index + 1);
          return typed.join('');
        }
        if (key === '\u0003' || (key === '\u0004' && typed.length === 0))
          throw new AppError('cancelled', 'Nothing was done.');
        if (key === '\u007f' || key === '\b') typed.pop();
        else if (key === '\u0015') typed.length = 0;
        else if (key >= ' ') typed.push(key);
      }
      waiting = [];
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  return {
    line,
    close() {
      input.off('data', listen);
      input.setRawMode(false);
      input.pause();
    },
  };
}
